package org.catfollow.control.car;

import java.util.Arrays;
import org.catfollow.control.motion.BicycleModel;
import org.catfollow.control.motion.MotionCommand;
import org.catfollow.shm.slots.Pose;
import org.catfollow.shm.slots.SimulatedCarState;
import org.catfollow.shm.slots.SimulatedSensors;

/**
 * A car in figures: a kinematic bicycle whose motors and servos follow their commands with a first-order
 * lag. Like the real one it goes on doing the last thing it was told until it is told another.
 */
public final class SimulatedCar implements Car {
    /** Time constant of the motors, seconds. */
    public static final double MOTOR_LAG_SECONDS = 0.1;

    /** Time constant of the servos, seconds. */
    public static final double SERVO_LAG_SECONDS = 0.05;

    /** Steps of the integration, seconds: a tenth of the shortest lag. */
    private static final double STEP_SECONDS = 0.005;

    /** A longer gap is cut to this, seconds, so that a debugger's pause costs no time. */
    private static final double LONGEST_GAP_SECONDS = 60;

    /** What its floor sensors always say: the simulator's floor is whole and bright. */
    static final int FLOOR = 1000;

    /** What its battery always has, volts: two cells that are nearly full (8.4 is full). */
    static final double BATTERY_VOLTS = 8.2;

    /** A world that last spoke so long ago is not this car's: another source was here before. */
    private static final long LONG_AGO_NANOS = 1_000_000_000;

    private final double wheelBaseMetres;
    private final SimulatedSenses senses;
    private final SimulatedSensors sensed = new SimulatedSensors();
    private final Pose pose = new Pose();
    private final MotionCommand wanted = new MotionCommand();
    private final MotionCommand actual = new MotionCommand();
    private long atNanos;
    private boolean started;
    private boolean sensing;

    /** Starts at rest at a pose, which is copied; without sensors. */
    public SimulatedCar(double wheelBaseMetres, Pose start) {
        this(wheelBaseMetres, start, SimulatedSenses.NONE);
    }

    /** Starts at rest at a pose, which is copied; it has sensors once its world says what they see. */
    public SimulatedCar(double wheelBaseMetres, Pose start, SimulatedSenses senses) {
        this.wheelBaseMetres = wheelBaseMetres;
        this.senses = senses;
        pose.set(start);
    }

    @Override
    public void apply(MotionCommand command, long nowNanos) throws CarFailure {
        advance(nowNanos);
        if (!command.finite()) {
            wanted.halt();
            throw new CarFailure(
                    "simulated car: speed "
                            + command.speedMetresPerSecond
                            + " m/s, steering "
                            + command.steeringDegrees
                            + " degrees are not finite; stopped instead");
        }
        wanted.set(command);
    }

    @Override
    public void stop() {
        wanted.halt();
    }

    @Override
    public void sense(SensorReadings out, long nowNanos) {
        boolean told = senses.read(sensed);
        if (!sensing && !(told && nowNanos - sensed.nanos < LONG_AGO_NANOS)) {
            return;
        }
        sensing = true;
        if (told) {
            out.echoMetres =
                    sensed.echoMetres == SimulatedSensors.NO_ECHO
                            ? SensorReadings.NO_ECHO
                            : sensed.echoMetres;
            out.echoNanos = sensed.nanos;
        }
        // These are the car's own: they need no world that goes on.
        Arrays.fill(out.grayscale, FLOOR);
        Arrays.fill(out.grayscaleEachNanos, nowNanos);
        out.grayscaleNanos = nowNanos;
        out.batteryVolts = BATTERY_VOLTS;
        out.batteryNanos = nowNanos;
    }

    /** From the first {@link #sense} on that found a world which answers; never without one. */
    @Override
    public boolean hasSensors() {
        return sensing;
    }

    @Override
    public boolean simulated(SimulatedCarState out) {
        out.nanos = atNanos;
        out.xMetres = pose.xMetres;
        out.yMetres = pose.yMetres;
        out.headingDegrees = pose.headingDegrees;
        out.speedMetresPerSecond = (float) actual.speedMetresPerSecond;
        out.steeringDegrees = (float) actual.steeringDegrees;
        out.panDegrees = (float) actual.panDegrees;
        out.tiltDegrees = (float) actual.tiltDegrees;
        return true;
    }

    /** Goes on, at rest, from where one that ended had come. */
    public void goOnFrom(SimulatedCarState last) {
        pose.set(last.xMetres, last.yMetres, last.headingDegrees);
        actual.steeringDegrees = last.steeringDegrees;
        actual.panDegrees = last.panDegrees;
        actual.tiltDegrees = last.tiltDegrees;
    }

    /** Writes where the car is. */
    public void pose(Pose out) {
        out.set(pose);
    }

    @Override
    public void close() {
        stop();
    }

    /** Lets the time pass until {@code nowNanos}; time that runs backwards is none. */
    public void advance(long nowNanos) {
        double seconds = started ? (nowNanos - atNanos) * 1e-9 : 0;
        started = true;
        atNanos = nowNanos;
        double left = Math.min(seconds, LONGEST_GAP_SECONDS);
        while (left > 0) {
            double step = Math.min(left, STEP_SECONDS);
            advance(step);
            left -= step;
        }
    }

    /** Returns the speed that the wheels have, metres per second. */
    public double speedMetresPerSecond() {
        return actual.speedMetresPerSecond;
    }

    /** Returns the steering that the front wheels have, degrees, positive right. */
    public double steeringDegrees() {
        return actual.steeringDegrees;
    }

    /** Returns where the camera points, degrees, positive right. */
    public double panDegrees() {
        return actual.panDegrees;
    }

    /** Returns where the camera points, degrees, positive up. */
    public double tiltDegrees() {
        return actual.tiltDegrees;
    }

    private void advance(double seconds) {
        double motor = 1 - Math.exp(-seconds / MOTOR_LAG_SECONDS);
        double servo = 1 - Math.exp(-seconds / SERVO_LAG_SECONDS);
        double speedBefore = actual.speedMetresPerSecond;
        double steeringBefore = actual.steeringDegrees;
        actual.speedMetresPerSecond += motor * (wanted.speedMetresPerSecond - speedBefore);
        actual.steeringDegrees += servo * (wanted.steeringDegrees - steeringBefore);
        actual.panDegrees += servo * (wanted.panDegrees - actual.panDegrees);
        actual.tiltDegrees += servo * (wanted.tiltDegrees - actual.tiltDegrees);
        double metres = seconds * (speedBefore + actual.speedMetresPerSecond) / 2;
        double steering = (steeringBefore + actual.steeringDegrees) / 2;
        BicycleModel.advance(pose, metres, steering, wheelBaseMetres);
    }
}
