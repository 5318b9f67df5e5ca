package org.catfollow.cli;

/**
 * What the keys of {@link ManualCommand} mean, over time. Pure; times are CLOCK_MONOTONIC nanoseconds.
 *
 * <p>A terminal tells when a key goes down and repeats it while it is held; it never tells when it goes
 * up. So the wheels turn for {@link #HOLD_NANOS} after the last driving key, and then stand. Of several
 * keys that are held a terminal repeats only the last: what the others asked for stays in force until
 * that one ends too, so w, then a, is a curve.
 */
final class ManualKeys {
    /** What a key asks for beyond driving. */
    enum Wish {
        /** Nothing more. */
        NONE,
        /** The stop latch. */
        STOP,
        /** To go on after it. */
        RESUME,
        /** To end. */
        QUIT
    }

    /** What to send now. */
    enum Sending {
        /** Nothing: control's own behaviour goes on. */
        NOTHING,
        /** The motion, as a command. */
        MOTION,
        /** The last one: the wheels are let go, and are to stand at once. */
        STANDING
    }

    /** Most that may be asked for, metres a second; control has limits of its own. */
    static final double FASTEST = 2;

    /** The servos' ends, degrees. */
    static final double STEERING_DEGREES = 30;

    static final double PAN_DEGREES = 90;
    static final double TILT_LOW_DEGREES = -35;
    static final double TILT_HIGH_DEGREES = 65;

    /** A key counts for so long after its last sign. */
    static final long HOLD_NANOS = 400_000_000;

    private static final double PACE_STEP = 0.05;
    private static final double PACE_MOST = 0.6;
    private static final double HEAD_STEP_DEGREES = 5;

    private double pace = 0.2;
    private int ahead;
    private int right;
    private double pan;
    private double tilt;
    private boolean held;
    private boolean wheelsHeld;
    private long driveNanos;
    private long lastNanos;
    private boolean letGo;

    /** Takes a key that was typed or repeated. */
    Wish press(int key, long nowNanos) {
        release(nowNanos);
        switch (Character.toLowerCase(key)) {
            case 'w' -> drive(1, right, nowNanos);
            case 's' -> drive(-1, right, nowNanos);
            case 'a' -> drive(ahead, -1, nowNanos);
            case 'd' -> drive(ahead, 1, nowNanos);
            case 'i' -> look(0, HEAD_STEP_DEGREES, nowNanos);
            case 'k' -> look(0, -HEAD_STEP_DEGREES, nowNanos);
            case 'j' -> look(-HEAD_STEP_DEGREES, 0, nowNanos);
            case 'l' -> look(HEAD_STEP_DEGREES, 0, nowNanos);
            case 'o' -> pace = Math.max(PACE_STEP, pace - PACE_STEP);
            case 'p' -> pace = Math.min(PACE_MOST, pace + PACE_STEP);
            case 'f', ' ' -> {
                forget();
                return Wish.STOP;
            }
            case 'r' -> {
                forget();
                return Wish.RESUME;
            }
            // 3 and 4: Ctrl-C and Ctrl-D, should the terminal hand them on.
            case 'q', 3, 4 -> {
                forget();
                return Wish.QUIT;
            }
            default -> {
                // A stranger: neither drives on nor stops what other keys have asked for.
            }
        }
        return Wish.NONE;
    }

    private void drive(int newAhead, int newRight, long nowNanos) {
        ahead = newAhead;
        right = newRight;
        wheelsHeld = true;
        driveNanos = nowNanos;
        hold(nowNanos);
    }

    private void look(double morePan, double moreTilt, long nowNanos) {
        pan = Math.clamp(pan + morePan, -PAN_DEGREES, PAN_DEGREES);
        tilt = Math.clamp(tilt + moreTilt, TILT_LOW_DEGREES, TILT_HIGH_DEGREES);
        hold(nowNanos);
    }

    private void hold(long nowNanos) {
        held = true;
        letGo = false;
        lastNanos = nowNanos;
    }

    /** Forgets keys whose last sign is too long ago. */
    private void release(long nowNanos) {
        if (wheelsHeld && nowNanos - driveNanos > HOLD_NANOS) {
            wheelsHeld = false;
            ahead = 0;
            right = 0;
        }
        if (held && nowNanos - lastNanos > HOLD_NANOS) {
            held = false;
            letGo = true;
        }
    }

    private void forget() {
        held = false;
        wheelsHeld = false;
        letGo = false;
        ahead = 0;
        right = 0;
    }

    /** Returns what is to be sent now; STANDING once after the last key was let go. */
    Sending sending(long nowNanos) {
        release(nowNanos);
        if (held) {
            return Sending.MOTION;
        }
        boolean last = letGo;
        letGo = false;
        return last ? Sending.STANDING : Sending.NOTHING;
    }

    /** Returns metres a second, negative backwards; 0 once the wheels' keys are let go. */
    double speedMetresPerSecond() {
        return ahead * pace;
    }

    /** Returns degrees, positive to the right. */
    double steeringDegrees() {
        return right * STEERING_DEGREES;
    }

    /** Returns where the camera is to look, degrees, positive to the right. */
    double panDegrees() {
        return pan;
    }

    /** Returns where the camera is to look, degrees, positive upwards. */
    double tiltDegrees() {
        return tilt;
    }

    /** Returns how fast the keys drive, metres a second. */
    double paceMetresPerSecond() {
        return pace;
    }
}
