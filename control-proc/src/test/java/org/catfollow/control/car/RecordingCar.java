package org.catfollow.control.car;

import java.util.ArrayList;
import java.util.List;
import org.catfollow.control.motion.MotionCommand;

/** Remembers what it was told, and fails when told to. */
public final class RecordingCar implements Car {
    /** One thing that the car was told. */
    public record Told(long nowNanos, double speed, double steering, double pan, double tilt) {}

    /** All that it was told, in order. */
    public final List<Told> told = new ArrayList<>();

    /** How often it was told to stop. */
    public int stops;

    /** Whether calls fail from now on. */
    public boolean failing;

    /** Whether it was closed. */
    public boolean closed;

    @Override
    public void apply(MotionCommand command, long nowNanos) throws CarFailure {
        fail("apply");
        told.add(
                new Told(
                        nowNanos,
                        command.speedMetresPerSecond,
                        command.steeringDegrees,
                        command.panDegrees,
                        command.tiltDegrees));
    }

    @Override
    public void sense(SensorReadings out, long nowNanos) {
        // It has no sensors.
    }

    @Override
    public boolean hasSensors() {
        return false;
    }

    @Override
    public void stop() throws CarFailure {
        fail("stop");
        stops++;
    }

    @Override
    public void close() throws CarFailure {
        closed = true;
        stop();
    }

    private void fail(String call) throws CarFailure {
        if (failing) {
            throw new CarFailure("recording car: " + call + " fails as the test wants");
        }
    }
}
