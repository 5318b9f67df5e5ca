/**
 * Decides what becomes of detections and of the filter's answers: pure, no clock, no shared memory.
 *
 * <pre>
 *   Detections --> Association (which box agrees with the track's box in that frame, BoxHistory)
 *                       |                  \
 *                       | agrees            \ does not: RivalBox counts, three at one place replace
 *                       v                    v
 *                 TargetTracker: the filter is corrected on the detection's own frame (FrameHistory)
 *                       |         and run forward to the newest one
 *                       v
 *                 TrackLifecycle: NONE, TENTATIVE, CONFIRMED, COASTING, LOST, each with its reason
 *                       |
 *                       v
 *                   TrackSink: one Track for every frame
 * </pre>
 *
 * <p>All of it belongs to the tracker's one thread. {@code docs/tracker-states.md} draws the states.
 */
package org.catfollow.tracker.lifecycle;
