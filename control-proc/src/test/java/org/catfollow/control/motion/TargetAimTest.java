package org.catfollow.control.motion;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.catfollow.control.sensing.PeriodInputs;
import org.catfollow.control.settings.AimSettings;
import org.catfollow.shm.slots.Track;
import org.catfollow.shm.slots.TrackState;
import org.junit.jupiter.api.Test;

/** A camera that stands still and a target that goes by; pictures are 60 ms old. */
class TargetAimTest {
    private static final long MILLI = 1_000_000;
    private static final double DEGREES_PER_SECOND = 15;
    private static final int PERIODS = 120;

    /** A servo that follows with a time constant of 50 ms, in a period of 20. */
    private static final double SERVO_SHARE = 1 - Math.exp(-20 / 50.0);

    private final PeriodInputs inputs = new PeriodInputs();
    private final MotionCommand command = new MotionCommand();

    private static double bearing(long nanos) {
        return nanos * 1e-9 * DEGREES_PER_SECOND - 20;
    }

    /** Lets the camera follow; returns how far the servo lags behind the target, degrees. */
    private double lag(AimSettings settings) {
        TargetAim aim = new TargetAim(settings);
        Track track = new Track();
        track.state = TrackState.CONFIRMED;
        track.frameWidth = 640;
        track.frameHeight = 480;
        track.width = 40;
        track.height = 40;
        track.y = 220;
        double[] servo = new double[PERIODS];
        double lag = 0;
        for (int i = 1; i < PERIODS; i++) {
            long now = i * 20L * MILLI;
            servo[i] = servo[i - 1] + SERVO_SHARE * (command.panDegrees - servo[i - 1]);
            inputs.nowNanos = now;
            inputs.elapsedSeconds = 0.02;
            inputs.pictureWeight = 1;
            inputs.frameId = i;
            inputs.captureNanos = now - 60 * MILLI;
            aim.remember(inputs, command);
            double error = bearing(inputs.captureNanos) - servo[Math.max(0, i - 3)];
            double right = Math.tan(Math.toRadians(error)) / Math.tan(Math.toRadians(27));
            track.x = (float) (300 + 320 * right);
            inputs.target.look(track);
            aim.look(inputs, command);
            command.panDegrees = aim.panDegrees(0);
            lag = bearing(now) - servo[i];
        }
        return lag;
    }

    @Test
    void pointsWhereTheTargetWillBeWhenTheServoIsThere() {
        // Without foresight it would be behind by picture and servo, 110 ms: 1.65 degrees.
        assertThat(Math.abs(lag(AimSettings.DEFAULT))).isLessThan(0.4);
    }

    @Test
    void aNewTargetIsNotForeseen() {
        TargetAim aim = new TargetAim(AimSettings.DEFAULT);
        inputs.nowNanos = 1_000 * MILLI;
        inputs.captureNanos = 940 * MILLI;
        inputs.frameId = 1;
        inputs.pictureWeight = 1;
        Track track = new Track();
        track.state = TrackState.CONFIRMED;
        track.frameWidth = 640;
        track.frameHeight = 480;
        track.width = 40;
        track.height = 40;
        track.x = 300;
        track.y = 220;
        inputs.target.look(track);
        aim.remember(inputs, command);
        aim.look(inputs, command);
        assertThat(aim.panDegrees(0)).isZero();
    }

    @Test
    void theLagIsASetting() {
        AimSettings none = new AimSettings(0.5, 0.02, 0.8, 0.05, 120, 90, 54, 41, Duration.ZERO);
        assertThat(lag(none)).isGreaterThan(lag(AimSettings.DEFAULT));
    }
}
