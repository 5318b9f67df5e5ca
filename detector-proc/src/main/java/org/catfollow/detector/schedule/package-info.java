/**
 * Which frame the detector looks at next, and how often it looks. Pure: frame ids and times in, a frame
 * id, K and figures out.
 */
package org.catfollow.detector.schedule;
