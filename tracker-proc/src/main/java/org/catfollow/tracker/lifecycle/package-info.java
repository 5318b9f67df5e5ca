/**
 * Decides what becomes of detections and of the filter's answers: pure, no clock, no shared memory.
 *
 * <pre>
 *   Detections --> Sightings: which is whom (Association), who is new, who was lost and is seen again
 *                      |            all tracks: TrackTable, TrackEntry (MotionModel, TrackLifecycle)
 *                      v
 *                  Succession: what becomes of the target (TargetChoice)
 *                      |
 *                      v
 *                  TargetTracker: the filter learns on the detection's own frame (FrameHistory) and
 *                      |          runs forward to the newest one
 *                      v
 *                  Follower: the filter's answer, or the target's motion where it does not see it
 *                      |
 *                      v
 *                  TrackSink: the target's Track and all Tracks, for every frame
 * </pre>
 *
 * <p>All of it belongs to the tracker's one thread. {@code docs/tracker-states.md} draws the states.
 */
package org.catfollow.tracker.lifecycle;
