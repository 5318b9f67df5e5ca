/**
 * Where frames come from: one port and one class per source, the synthetic one beside the real ones.
 *
 * <pre>
 *   images:DIR   file bytes --OpenCV decodes--> its own memory --one native copy--> TargetSlot
 *   file:X.avi   AVI chunk  --OpenCV decodes--> its own memory --one native copy--> TargetSlot
 *   test:        TestPattern paints straight into the TargetSlot
 * </pre>
 *
 * <p>Exactly one thread, capture's duty cycle, calls a source.
 */
package org.catfollow.capture.source;
