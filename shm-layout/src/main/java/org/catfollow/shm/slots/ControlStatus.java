package org.catfollow.shm.slots;

/**
 * What control does and why, once a control period. A reusable holder for one thread.
 *
 * <p>Steering and pan are positive to the right, tilt positive upwards.
 */
public final class ControlStatus {
    /** When this held, CLOCK_MONOTONIC nanoseconds. */
    public long nanos;

    /** When the picture was captured that the motion comes from; 0 for none. */
    public long captureNanos;

    /** Id of the frame that the motion comes from; 0 for none. */
    public long frameId;

    /** When the state was entered, CLOCK_MONOTONIC nanoseconds. */
    public long stateSinceNanos;

    /** How often the state changed since control started. */
    public long transitions;

    /** What the robot is doing. */
    public ControlState state = ControlState.IDLE;

    /** What it did before. */
    public ControlState previousState = ControlState.IDLE;

    /** Why the state was entered. */
    public ControlReason reason = ControlReason.START;

    /** What keeps it from going faster. */
    public SpeedLimit limit = SpeedLimit.NONE;

    /** Commanded speed, metres a second, negative backwards. */
    public float speedMetresPerSecond;

    /** Commanded steering angle, degrees. */
    public float steeringDegrees;

    /** Commanded camera pan, degrees. */
    public float panDegrees;

    /** Commanded camera tilt, degrees. */
    public float tiltDegrees;
}
