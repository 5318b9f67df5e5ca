/**
 * TensorFlow Lite: a checked model file, its tensors, one interpreter.
 *
 * <p>Moves: the input tensor's memory (written in place by {@code preprocess}) to the output tensors
 * (copied into float arrays for {@code decode}). The library is the one in
 * {@code org.bytedeco:tensorflow-lite}; its C functions are called with {@code java.lang.foreign}, so
 * that one file is all it needs and nothing is unpacked at start.
 */
package org.catfollow.detector.inference;
