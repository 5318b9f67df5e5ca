/**
 * The detector's declared twin: {@code --model truth:} answers from the simulator's ground truth, made
 * worse by misses, noise and latency, so that tracking and driving can be judged apart from seeing.
 * {@code TruthAgent} reads the slot {@code groundTruth} - the only reader of it among the stages -
 * {@code TruthNoise} spoils it, {@code TruthSettings} says how much. Works with {@code --source sim:}
 * only; never a default.
 */
package org.catfollow.detector.truth;
