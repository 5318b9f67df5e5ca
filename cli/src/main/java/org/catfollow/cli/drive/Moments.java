package org.catfollow.cli.drive;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.catfollow.shm.slots.ControlState;
import org.catfollow.shm.slots.ControlStatus;
import org.catfollow.shm.slots.SimulatedCarState;
import org.catfollow.shm.slots.SimulatedSensors;
import org.catfollow.shm.slots.SpeedLimit;

/**
 * Keeps when things were at their worst, with what the robot did at that moment, for whoever asks why a
 * drive went as it did. One thread.
 */
final class Moments {
    /** So many touches are told of one by one. */
    static final int MOST_TOUCHES = 20;

    private static final double NANOS = 1e-9;

    private final Map<Moment.Kind, Moment> worst = new EnumMap<>(Moment.Kind.class);
    private final List<Moment> touches = new ArrayList<>();
    private final SimulatedSensors sensed = new SimulatedSensors();
    private final SimulatedCarState car = new SimulatedCarState();
    private ControlState state = ControlState.IDLE;
    private SpeedLimit limit = SpeedLimit.NONE;
    private long beginNanos;
    private long nowNanos;

    /** The drive began with a picture of this time. */
    void begin(long nanos) {
        beginNanos = nanos;
        nowNanos = nanos;
    }

    void decided(ControlStatus status) {
        state = status.state;
        limit = status.limit;
        nowNanos = status.nanos;
    }

    void moved(SimulatedCarState now) {
        car.set(now);
    }

    void sensed(SimulatedSensors now) {
        sensed.nanos = now.nanos;
        sensed.frameId = now.frameId;
        sensed.echoMetres = now.echoMetres;
        sensed.clearanceMetres = now.clearanceMetres;
        sensed.nearest = now.nearest;
        nowNanos = now.nanos;
    }

    /** Returns how fast the car was last, metres a second; forward or backward. */
    double speed() {
        return Math.abs(car.speedMetresPerSecond);
    }

    /** Keeps this moment if it is worse than the one before: the greater value is. */
    void worst(Moment.Kind kind, double value) {
        Moment before = worst.get(kind);
        if (before == null || value > before.value()) {
            worst.put(kind, now(kind, value));
        }
    }

    /** Keeps this moment if it is worse than the one before: the smaller value is. */
    void least(Moment.Kind kind, double value) {
        Moment before = worst.get(kind);
        if (before == null || value < before.value()) {
            worst.put(kind, now(kind, value));
        }
    }

    /** Keeps this touch, if there is room for another. */
    void touch(double depth) {
        if (touches.size() < MOST_TOUCHES) {
            touches.add(now(Moment.Kind.TOUCH, depth));
        }
    }

    private Moment now(Moment.Kind kind, double value) {
        return new Moment(
                kind,
                value,
                beginNanos == 0 ? 0 : (nowNanos - beginNanos) * NANOS,
                sensed.frameId,
                state,
                limit,
                car.speedMetresPerSecond,
                sensed.echoMetres,
                sensed.nearest,
                sensed.clearanceMetres);
    }

    /** Returns all, in the order of their time. */
    List<Moment> all() {
        List<Moment> all = new ArrayList<>(touches);
        all.addAll(worst.values());
        all.sort(Comparator.comparingDouble(Moment::seconds));
        return List.copyOf(all);
    }
}
