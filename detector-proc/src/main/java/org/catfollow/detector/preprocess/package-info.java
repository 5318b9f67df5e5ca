/**
 * A frame's pixels into the model's input tensor: resize, colour order, number format. Reads the
 * frame once, where it lies, and keeps nothing of it.
 */
package org.catfollow.detector.preprocess;
