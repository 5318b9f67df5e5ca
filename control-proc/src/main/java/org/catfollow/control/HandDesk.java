package org.catfollow.control;

import org.catfollow.control.command.Calibrate;
import org.catfollow.control.command.Manual;
import org.catfollow.control.sensing.PeriodInputs;
import org.catfollow.shm.commands.CalibrationPart;

/**
 * What a person at the controls wants, as long as they say it again: each command is a lease of half a
 * second at most, so a connection that breaks is a hand that lets go. The newest counts.
 */
final class HandDesk {
    private final long leaseNanos;
    private Manual manual;
    private Calibrate calibrate;
    private boolean given;
    private long untilNanos;
    private boolean calibrationNew;
    private boolean calibrationRefused;

    HandDesk(long leaseNanos) {
        this.leaseNanos = leaseNanos;
    }

    void take(Manual newest, long nowNanos) {
        manual = newest;
        calibrate = null;
        hold(newest.validity().timeToLiveNanos(), nowNanos);
    }

    void take(Calibrate newest, long nowNanos) {
        calibrate = newest;
        calibrationNew = true;
        calibrationRefused = false;
        hold(newest.validity().timeToLiveNanos(), nowNanos);
    }

    private void hold(long timeToLiveNanos, long nowNanos) {
        given = true;
        untilNanos = nowNanos + Math.min(timeToLiveNanos, leaseNanos);
    }

    /** Forgets it: after a STOP or a fault a hand begins anew. */
    void letGo() {
        given = false;
        calibrationNew = false;
    }

    /** Says what is wanted now. */
    void tell(PeriodInputs inputs, long nowNanos) {
        given = given && nowNanos - untilNanos < 0;
        inputs.manualGiven = given;
        inputs.calibrating = given && calibrate != null;
        if (given && calibrate == null) {
            inputs.manual.speedMetresPerSecond = manual.speedMetresPerSecond();
            inputs.manual.steeringDegrees = manual.steeringDegrees();
            inputs.manual.panDegrees = manual.panDegrees();
            inputs.manual.tiltDegrees = manual.tiltDegrees();
        } else {
            // The wheels stand straight and the camera looks ahead, or what is tried cannot be
            // seen.
            inputs.manual.speedMetresPerSecond = 0;
            inputs.manual.steeringDegrees = 0;
            inputs.manual.panDegrees = 0;
            inputs.manual.tiltDegrees = 0;
        }
    }

    /** Returns the calibration that no car was told yet, once; null for none. */
    Calibrate takeCalibration() {
        if (!calibrationNew) {
            return null;
        }
        calibrationNew = false;
        return calibrate;
    }

    /** The car cannot do that: it ends at once. */
    void refuseCalibration() {
        calibrationRefused = true;
        letGo();
    }

    /** Returns whether the last calibration was refused by the car. */
    boolean calibrationRefused() {
        return calibrationRefused;
    }

    /** Returns whether the last calibration was told to no car, or to one that cannot do it. */
    boolean calibrationFutile() {
        return calibrationRefused || calibrationNew || !given;
    }

    /** Returns the value that is tried. */
    double value() {
        return calibrate == null ? 0 : calibrate.value();
    }

    /** Returns what of the car is tried. */
    CalibrationPart part() {
        return calibrate == null ? CalibrationPart.NONE : calibrate.part();
    }
}
