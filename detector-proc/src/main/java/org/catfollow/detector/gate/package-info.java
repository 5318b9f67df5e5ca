/**
 * Whether a frame is worth the model's time. Off unless asked for.
 *
 * <pre>
 *  frame --MotionGate--> shares of what moves --MotionJudge---> Verdict --+
 *                                 | weight                                +--GateKeeper--> open or shut
 *  frame --AnomalyGate-> reconstruction error --AnomalyJudge--> Verdict --+      ^
 *                                                          target in hand, boxes found, load
 * </pre>
 *
 * <p>The judges and the keeper are pure: numbers in, decision out. {@code MotionGate} and {@code
 * AnomalyGate} are the thin edge to OpenCV and TensorFlow Lite; {@link
 * org.catfollow.detector.gate.Gates} puts them together. In doubt a gate is open: a cat that is missed
 * costs more than an inference.
 */
package org.catfollow.detector.gate;
