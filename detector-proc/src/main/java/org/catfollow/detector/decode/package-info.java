/**
 * Raw model outputs to boxes in pixels of the frame. Pure: float arrays in, {@link
 * org.catfollow.shm.slots.Detections} out.
 */
package org.catfollow.detector.decode;
