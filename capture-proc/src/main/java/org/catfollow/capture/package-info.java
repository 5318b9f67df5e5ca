/**
 * The capture stage: a camera, or what stands in for one, writes each frame once into the frame ring.
 *
 * <pre>
 *   command line -> CaptureOptions -> CaptureConfig -> source: FrameSource --pixels--> TargetSlot (ring)
 *                                              \-> pacing: Pacer (when is the next frame due?)
 *                                                         \-> CaptureStatistics -> one last line
 * </pre>
 *
 * <p>Pixels move in {@link org.catfollow.capture.source} only, straight into the slot; everything
 * here takes and returns values.
 */
package org.catfollow.capture;
