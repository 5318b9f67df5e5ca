package org.catfollow.control.car.picarx;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.catfollow.control.car.Car;
import org.catfollow.control.car.CarFailure;
import org.catfollow.control.car.SensorReadings;
import org.catfollow.control.motion.MotionCommand;
import org.catfollow.control.motion.ServoLimits;
import org.catfollow.runtime.StageFailure;
import org.catfollow.shm.commands.CalibrationPart;

/**
 * SunFounder's PiCar-X on its Robot HAT. Belongs to the control thread, as all of the I2C bus does: nobody
 * waits for it, no two transactions mix. Only the ultrasonic sensor, which is no I2C device, has a thread
 * of its own.
 *
 * <p>Order of a command: first what slows or stops a wheel, then the servos, then what makes a wheel
 * faster. Only what has changed is written; after anything that failed, after {@link #stop} and after
 * {@link #distrust} everything is. A microcontroller that refused something, be it once, may have begun
 * anew, with no power on the motors and without its timers: the wheels are zero until the next command,
 * which sets the timers up before a wheel turns.
 *
 * <p>What goes well allocates nothing and takes no lock in here. Nothing on the HAT times out: a process
 * that dies leaves the motors as they are, so somebody else has to watch over it.
 */
public final class PicarX implements Car {
    /** How long a write is tried again. One control period, in which a stop is late by no more. */
    public static final Duration DEFAULT_PATIENCE = Duration.ofMillis(20);

    private static final int RESET_GPIO = 5;
    private static final int TRIED_PERCENT = 20;
    private static final int LEFT_DIRECTION_GPIO = 23;
    private static final int RIGHT_DIRECTION_GPIO = 24;
    private static final int LEFT_MOTOR = 13;
    private static final int RIGHT_MOTOR = 12;
    private static final int PAN_SERVO = 0;
    private static final int TILT_SERVO = 1;
    private static final int STEERING_SERVO = 2;
    private static final long RESET_STEP_NANOS = 10_000_000;
    private static final long RESET_WAIT_NANOS = 200_000_000;

    private final Hat hat;
    private final Supplier<CarCalibration> calibrations;
    private final HatWriter writer;
    private final Wheel left;
    private final Wheel right;
    private final Servo steering = new Servo(STEERING_SERVO);
    private final Servo pan = new Servo(PAN_SERVO);
    private final Servo tilt = new Servo(TILT_SERVO);
    private final HatAnalogue analogue;
    private final Sonar sonar;

    /** What is in force: that of the file, but for what is being tried. */
    private CarCalibration calibration;

    /** What was read last. */
    private CarCalibration kept;

    /** Whether the microcontroller has its timers, as far as is known. */
    private boolean timersSet;

    private boolean closed;

    /**
     * Resets the HAT's microcontroller, sets its timers up, and begins to measure distances; takes a
     * quarter of a second. The HAT is closed with the car, and is the caller's again when this fails.
     *
     * @param calibrations reads the calibration; asked once, and again when somebody has tried another.
     *     May throw what a wrong file is told with
     * @throws CarFailure when the HAT does not do as told
     */
    public PicarX(Hat hat, Supplier<CarCalibration> calibrations) throws CarFailure {
        this(hat, calibrations, DEFAULT_PATIENCE, PicarX::await);
    }

    /** Takes how long a write that fails is tried again, and who waits some nanoseconds, too. */
    PicarX(Hat hat, Supplier<CarCalibration> calibrations, Duration patience, LongConsumer pause)
            throws CarFailure {
        this.hat = hat;
        this.calibrations = calibrations;
        this.kept = calibrations.get();
        this.writer = new HatWriter(hat, patience.toNanos());
        this.left = new Wheel(LEFT_MOTOR, LEFT_DIRECTION_GPIO);
        this.right = new Wheel(RIGHT_MOTOR, RIGHT_DIRECTION_GPIO);
        this.analogue = new HatAnalogue(hat);
        takeOver(kept);
        this.sonar = new Sonar(hat, Sonar.PERIOD);
        reset(pause);
        sonar.start();
    }

    private void reset(LongConsumer pause) throws CarFailure {
        writer.begin();
        writer.pin(RESET_GPIO, false);
        pause.accept(RESET_STEP_NANOS);
        writer.pin(RESET_GPIO, true);
        pause.accept(RESET_STEP_NANOS + RESET_WAIT_NANOS);
        writer.zero(left.pulseRegister(), right.pulseRegister());
        setTimers();
    }

    private void setTimers() throws CarFailure {
        if (!timersSet) {
            setTimer(HatRegisters.timer(LEFT_MOTOR), HatRegisters.MOTOR_PRESCALER);
            setTimer(HatRegisters.timer(STEERING_SERVO), HatRegisters.servoPrescaler());
            timersSet = true;
        }
    }

    private void setTimer(int timer, int prescaler) throws CarFailure {
        writer.write(HatRegisters.period(timer), HatRegisters.PERIOD);
        writer.write(HatRegisters.prescaler(timer), prescaler - 1);
    }

    /** For the microcontroller, which tells nobody that it is ready. */
    private static void await(long nanos) {
        long end = System.nanoTime() + nanos;
        for (long left = nanos; left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    @Override
    public void apply(MotionCommand command, long nowNanos) throws CarFailure {
        if (!command.finite()) {
            stop();
            throw new CarFailure(
                    "PiCar-X: speed "
                            + command.speedMetresPerSecond
                            + " m/s, steering "
                            + command.steeringDegrees
                            + " degrees are not finite; stopped instead");
        }
        want(command);
        writer.begin();
        boolean done = false;
        try {
            slowDown();
            setTimers();
            steering.write(writer);
            pan.write(writer);
            tilt.write(writer);
            speedUp();
            done = true;
        } finally {
            after(done);
        }
    }

    /** Not where something was refused before, or in here: the next command begins with the timers. */
    private void speedUp() throws CarFailure {
        if (!writer.failed()) {
            left.speedUp(writer);
        }
        if (!writer.failed()) {
            right.speedUp(writer);
        }
        if (writer.failed()) {
            zeroWheels();
        }
    }

    private void after(boolean done) {
        if (!done || writer.failed()) {
            suspect();
        }
    }

    /** A write that failed may have been heard as another, or the microcontroller has begun anew. */
    private void suspect() {
        distrust();
        timersSet = false;
    }

    /** Steering and pan are positive to the right, tilt is positive up: as this car's servos are. */
    private void want(MotionCommand command) {
        double steeringDegrees = ServoLimits.steering(command.steeringDegrees);
        double panDegrees = ServoLimits.pan(command.panDegrees);
        double tiltDegrees = ServoLimits.tilt(command.tiltDegrees);
        steering.want(steeringDegrees + calibration.steeringOffsetDegrees());
        pan.want(-(panDegrees - calibration.panOffsetDegrees()));
        tilt.want(-(tiltDegrees - calibration.tiltOffsetDegrees()));
        double speed = command.speedMetresPerSecond;
        double percent = Math.min(100, Math.abs(speed) / calibration.metresPerSecondAtFull() * 100);
        double inner = percent * (100 - Math.abs(steeringDegrees)) / 100;
        left.want(steeringDegrees < 0 ? inner : percent, speed >= 0);
        right.want(steeringDegrees > 0 ? inner : percent, speed >= 0);
    }

    private void slowDown() throws CarFailure {
        if (left.wantsToStand() && right.wantsToStand()) {
            if (!left.stands() || !right.stands()) {
                zeroWheels();
            }
        } else {
            left.slowDown(writer);
            right.slowDown(writer);
            if (writer.failed()) {
                // A wheel that would not go slower goes on as fast: no servo is to hold that up.
                zeroWheels();
            }
        }
    }

    private void zeroWheels() throws CarFailure {
        writer.zero(left.pulseRegister(), right.pulseRegister());
        left.wasZeroed();
        right.wasZeroed();
    }

    @Override
    public void stop() throws CarFailure {
        writer.begin();
        boolean done = false;
        try {
            zeroWheels();
            done = true;
        } finally {
            distrust();
            after(done);
        }
    }

    private void takeOver(CarCalibration newest) {
        calibration = newest;
        left.forwardSign(newest.leftMotorSign());
        right.forwardSign(-newest.rightMotorSign());
        analogue.cliffReferences(newest.cliffReferences());
    }

    /**
     * {@inheritDoc}
     *
     * <p>A motor that is tried turns at {@value #TRIED_PERCENT} %. Where the calibration file is wrong by
     * now, the last one that was read counts again.
     */
    @Override
    public boolean calibrate(CalibrationPart part, double value) throws CarFailure {
        return switch (part) {
            case NONE -> false;
            case STEERING, PAN, TILT -> {
                takeOver(calibration.withServoOffset(part, value));
                distrust();
                yield true;
            }
            case LEFT_MOTOR, RIGHT_MOTOR -> {
                takeOver(calibration.withMotorSign(part, (int) value));
                left.want(part == CalibrationPart.LEFT_MOTOR ? TRIED_PERCENT : 0, true);
                right.want(part == CalibrationPart.RIGHT_MOTOR ? TRIED_PERCENT : 0, true);
                turnWheels();
                yield true;
            }
            case DRIVE -> {
                left.want(value, true);
                right.want(value, true);
                turnWheels();
                yield true;
            }
            case RELOAD -> reload();
        };
    }

    private void turnWheels() throws CarFailure {
        distrust();
        writer.begin();
        boolean done = false;
        try {
            slowDown();
            setTimers();
            speedUp();
            done = true;
        } finally {
            after(done);
        }
    }

    private boolean reload() {
        boolean read = true;
        try {
            kept = calibrations.get();
        } catch (StageFailure e) {
            // The last one that was read counts, and what was tried does not.
            read = false;
        }
        takeOver(kept);
        distrust();
        return read;
    }

    /**
     * Somebody else, such as a guard that stopped the wheels, may have written to the HAT: the next
     * command is written whole. For the control thread.
     */
    @Override
    public void distrust() {
        left.forget();
        right.forget();
        steering.forget();
        pan.forget();
        tilt.forget();
    }

    @Override
    public void sense(SensorReadings out, long nowNanos) {
        analogue.readNext(out, nowNanos);
        if (analogue.beganToFailOrToAnswer()) {
            suspect();
        }
        sonar.read(out);
    }

    @Override
    public boolean hasSensors() {
        return true;
    }

    /** Stops the wheels and the ultrasonic thread and closes the HAT; further calls do nothing. */
    @Override
    public void close() throws CarFailure {
        if (closed) {
            return;
        }
        closed = true;
        try {
            stop();
        } finally {
            // A ping under way uses the pins: they are not taken from under it.
            if (sonar.close()) {
                closeHat();
            }
        }
    }

    private void closeHat() throws CarFailure {
        try {
            hat.close();
        } catch (IOException e) {
            throw new CarFailure(
                    "Robot HAT: the wheels stand, but its bus and pins could not be let go of: "
                            + e.getMessage(),
                    e);
        }
    }

    /** One servo: the pulse width that it has and that it is to have. */
    private static final class Servo {
        private static final int UNKNOWN = -1;

        private final int register;
        private int pulse = UNKNOWN;
        private int wantedPulse;

        Servo(int channel) {
            this.register = HatRegisters.pulse(channel);
        }

        void want(double degrees) {
            wantedPulse = HatRegisters.servoPulse(degrees);
        }

        void forget() {
            pulse = UNKNOWN;
        }

        void write(HatWriter writer) throws CarFailure {
            if (pulse != wantedPulse) {
                writer.write(register, wantedPulse);
                pulse = wantedPulse;
            }
        }
    }
}
