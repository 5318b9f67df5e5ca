/**
 * Recorded sequences, and how well trackers follow through them: away from the robot, by the same
 * trackers.
 *
 * <pre>
 *   folder of pictures --> Sequence <-- ReferenceBoxes <-- file of reference boxes
 *                             |
 *                             v
 *   Contender (ours, or another library's) --> LockStep: each picture to all of them, in turn
 *                                                 |
 *                          RunKind: which starts  v
 *                                          FrameScores, CallTimes --> Tally --> ScoreRow --> tables
 * </pre>
 *
 * <p>Measures and starts are those of the Object Tracking Benchmark; {@code docs/tracking.md} says what
 * each figure means. Nothing here runs in the robot.
 */
package org.catfollow.tracker.sequence;
