/**
 * A frame's pixels into the model's input tensor, as the model's {@link
 * org.catfollow.detector.preprocess.InputPlan} says: fit, colour order, number format. Reads the frame
 * once, where it lies, and keeps nothing of it but its {@link
 * org.catfollow.detector.preprocess.Placement}, by which boxes find back to the frame.
 */
package org.catfollow.detector.preprocess;
