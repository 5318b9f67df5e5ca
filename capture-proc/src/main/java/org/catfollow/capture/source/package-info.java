/**
 * Where frames come from: one port and one class per source, the synthetic one beside the real ones.
 *
 * <pre>
 *   images: replay:  file bytes   --OpenCV decodes--> its own memory --one native copy--> TargetSlot
 *   file:X.avi       AVI chunk    --OpenCV decodes--> its own memory --one native copy--> TargetSlot
 *   test:            TestPattern paints straight into the TargetSlot
 *
 *   through a Feed, which waits on a thread of its own:
 *   v4l2:            driver       --OpenCV decodes--> its own memory --one native copy--> TargetSlot
 *   file:VIDEO       ffmpeg  --pipe--> one buffer --one copy--> TargetSlot
 *   rpicam:          rpicam-vid --pipe--> one buffer --OpenCV converts--> TargetSlot
 *   http:            socket  --> one buffer --OpenCV decodes--> its own memory --one copy--> TargetSlot
 *
 *   around them:
 *   SequenceSource   plays again what ends          (images: file: replay:)
 *   ReopeningSource  opens again what goes          (v4l2: rpicam: http:)
 *   ViewSource       cuts and turns                 (any)
 * </pre>
 *
 * <p>Exactly one thread, capture's duty cycle, calls a source and writes into a slot.
 */
package org.catfollow.capture.source;
