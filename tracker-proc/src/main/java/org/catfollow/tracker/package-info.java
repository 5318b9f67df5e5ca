/**
 * Tracker: frame ring and detections in, one track for every frame out.
 *
 * <pre>
 *   frame ring ------> lifecycle.FrameHistory --+
 *                                               v
 *   detection slot --> lifecycle.TargetTracker ---> lifecycle.TrackSink --> track slot
 *                        |            |
 *                        v            v
 *        lifecycle.TrackLifecycle   filter.VisualTracker (of the kind that --tracker names)
 * </pre>
 *
 * <p>Read {@link org.catfollow.tracker.lifecycle.TargetTracker} first. Everything runs on one thread,
 * the tracker's; nothing here waits, locks or reads a clock.
 */
package org.catfollow.tracker;
