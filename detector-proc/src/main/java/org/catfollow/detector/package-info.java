/**
 * The detector: frame ring to detection slot.
 *
 * <pre>
 *  frame in the ring --preprocess--> input tensor --inference--> outputs --decode--> Detections
 *        (in place)      one pass                    TFLite       arrays    pure      slot
 *        ^                                                           ^
 *  schedule: which frame next?      heads: what kind of model?   labels: names of the classes
 *  gate: is it worth the model's time?
 * </pre>
 *
 * <p>{@link org.catfollow.detector.ObjectDetector} is the port that the stage's loop calls;
 * {@link org.catfollow.detector.TfliteDetector} is what stands behind it. The frame's pixels are read
 * by {@code preprocess} only: after it returned, the slot may be written again.
 *
 * <p>{@code detect}, {@code model} and {@code bench} use the same steps on single pictures; {@code
 * accuracy} says how good the boxes are.
 */
package org.catfollow.detector;
