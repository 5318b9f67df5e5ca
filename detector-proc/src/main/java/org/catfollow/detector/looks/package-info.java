/**
 * Where in a frame the model looks: at the region of interest, and a second time, nearer, at where the
 * target was last. Pure: boxes and times in, a part of the frame out.
 */
package org.catfollow.detector.looks;
