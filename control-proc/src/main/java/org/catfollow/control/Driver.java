package org.catfollow.control;

import org.catfollow.control.car.Car;
import org.catfollow.control.car.CarFailure;
import org.catfollow.control.command.Calibrate;
import org.catfollow.control.motion.MotionCommand;
import org.catfollow.runtime.StageContext;
import org.catfollow.shm.commands.CalibrationPart;
import org.catfollow.shm.counters.Counter;

/**
 * Tells the car what was decided, and is stubborn about a stop: one that failed is tried again in every
 * period, for ever, and nothing else is tried before one went through.
 *
 * <p>A decision that is older than {@value #LATEST_MILLIS} ms is not told any more: the process may have
 * been held up, even stopped and woken again, in between, and the world has gone on. The wheels are stopped
 * instead; the next period decides anew. Between that look at the clock and the bus nothing can look again:
 * the rest is the guard's.
 *
 * <p>One thread. What goes well allocates nothing and logs nothing.
 */
final class Driver {
    private static final long LATEST_MILLIS = 100;

    /** A decision older than this is not told to the car. */
    static final long LATEST_NANOS = LATEST_MILLIS * 1_000_000;

    private static final long COMPLAINTS_EVERY_NANOS = 1_000_000_000;

    private final Car car;
    private final Controller controller;
    private final CarReport report;
    private final StageContext context;
    private String complaint = "";
    private long complainedNanos;
    private CalibrationPart tried = CalibrationPart.NONE;
    private long lateCount;
    private long longestLateNanos;

    Driver(Car car, Controller controller, CarReport report, StageContext context) {
        this.car = car;
        this.controller = controller;
        this.report = report;
        this.context = context;
    }

    /**
     * Tells the car.
     *
     * @param decidedNanos when the period began that the command is from
     * @return whether the car was told the command, not something else instead
     */
    boolean drive(MotionCommand command, long decidedNanos) {
        if (report.failed && !stopped()) {
            return false;
        }
        try {
            return tell(command, decidedNanos);
        } catch (CarFailure e) {
            report.failed = true;
            complain(e.getMessage());
            controller.halt();
            stopped();
            // Whatever the stop did: the controller is to hear of the failure.
            report.failed = true;
            return false;
        }
    }

    private boolean tell(MotionCommand command, long decidedNanos) throws CarFailure {
        if (controller.calibrating()) {
            if (mayNotTurn()) {
                controller.hand().refuseCalibration();
                forgetTried();
            } else {
                tryOut();
            }
        } else if (tried != CalibrationPart.NONE) {
            forgetTried();
        }
        long age = System.nanoTime() - decidedNanos;
        if (age > LATEST_NANOS) {
            lateCount++;
            longestLateNanos = Math.max(longestLateNanos, age);
            controller.halt();
            car.stop();
            return false;
        }
        if (!turnsWheels(tried)) {
            car.apply(command, decidedNanos);
        }
        if (!complaint.isEmpty()) {
            complaint = "";
            context.log().info("the car does as it is told again");
        }
        return true;
    }

    /** A wheel that is tried obeys the limits too: it is no command that the law could bound. */
    private boolean mayNotTurn() {
        HandDesk hand = controller.hand();
        return turnsWheels(hand.part()) && hand.value() != 0 && !controller.mayTry(hand.part());
    }

    private void tryOut() throws CarFailure {
        Calibrate calibrate = controller.hand().takeCalibration();
        if (calibrate == null) {
            return;
        }
        if (turnsWheels(tried) && tried != calibrate.part()) {
            car.stop();
        }
        // Before it is tried: one that fails half way is to be forgotten too.
        tried = calibrate.part();
        if (!car.calibrate(calibrate.part(), calibrate.value())) {
            controller.hand().refuseCalibration();
            forgetTried();
        }
    }

    /** What was tried holds as long as its command and no longer. */
    private void forgetTried() throws CarFailure {
        car.stop();
        car.calibrate(CalibrationPart.RELOAD, 0);
        tried = CalibrationPart.NONE;
    }

    private static boolean turnsWheels(CalibrationPart part) {
        return switch (part) {
            case LEFT_MOTOR, RIGHT_MOTOR, DRIVE -> true;
            case NONE, STEERING, PAN, TILT, RELOAD -> false;
        };
    }

    /** Tries to stop; returns whether that was done. */
    private boolean stopped() {
        try {
            car.stop();
            report.failed = false;
            return true;
        } catch (CarFailure e) {
            report.failed = true;
            complain("the car may still move: " + e.getMessage());
            return false;
        }
    }

    /** Each new complaint once, one a second at most: the car is tried fifty times a second. */
    private void complain(String text) {
        long now = System.nanoTime();
        if (text.equals(complaint)
                || (!complaint.isEmpty() && now - complainedNanos < COMPLAINTS_EVERY_NANOS)) {
            context.row().add(Counter.ERRORS, 1);
            return;
        }
        complaint = text;
        complainedNanos = now;
        context.mistake(text);
    }

    /** Says what was too late since the call before; for housekeeping. */
    void reportLate() {
        if (lateCount > 0) {
            context.mistake(
                    "stopped "
                            + lateCount
                            + " times instead of driving by a decision older than "
                            + LATEST_MILLIS
                            + " ms (longest "
                            + longestLateNanos / 1_000_000
                            + " ms): control was held up; see `cat-follow stat` for the load");
            lateCount = 0;
            longestLateNanos = 0;
        }
    }
}
