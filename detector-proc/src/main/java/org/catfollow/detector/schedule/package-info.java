/** Which frame the detector looks at next. Pure: frame ids in, a frame id out. */
package org.catfollow.detector.schedule;
