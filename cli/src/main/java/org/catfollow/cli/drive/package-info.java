/**
 * {@code cat-follow drive}: lets a robot of its own follow a simulated cat, once for each seed, and
 * judges it by the simulator's ground truth.
 *
 * <p>{@code DriveRun} starts a robot in a {@code DriveWorld}, {@code DriveWatch} reads its region. {@code
 * DriveScore} judges where the cat was; {@code FrameAnswers} brings truth, track and decision of one
 * frame together, {@code TrackMatch} says what the track is on, and {@code FollowScore} judges that. {@code
 * MotionScore} judges how smoothly the car drove, {@code SafetyScore} what its body came near to; {@code
 * Moments} keeps when they were at their worst (all of these pure). {@code DriveReport} prints.
 */
package org.catfollow.cli.drive;
