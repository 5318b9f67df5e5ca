/**
 * Tracker: frame ring and detections in, the target and all other tracks of every frame out.
 *
 * <pre>
 *   frame ring ------> lifecycle.FrameHistory --+
 *                                               v
 *   detection slot --> lifecycle.TargetTracker ---> lifecycle.TrackSink --> slots track, tracks
 *                        |            |
 *                        v            v
 *        lifecycle.Sightings        filter.VisualTracker (of the kind that --tracker names)
 * </pre>
 *
 * <p>Read {@link org.catfollow.tracker.lifecycle.TargetTracker} first. Everything runs on one thread,
 * the tracker's; nothing here waits, locks or reads a clock.
 */
package org.catfollow.tracker;
