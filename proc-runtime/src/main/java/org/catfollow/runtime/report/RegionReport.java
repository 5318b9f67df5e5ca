package org.catfollow.runtime.report;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.catfollow.shm.counters.Activity;
import org.catfollow.shm.counters.Counter;
import org.catfollow.shm.counters.StageRowReader;
import org.catfollow.shm.layout.Role;
import org.catfollow.shm.region.Region;
import org.catfollow.shm.region.RegionHeader;
import org.catfollow.shm.region.RoleLock;
import org.catfollow.shm.sequence.TwoCellReader;
import org.catfollow.shm.slots.CellCodec;
import org.catfollow.shm.slots.ControlStatus;
import org.catfollow.shm.slots.ControlStatusCell;
import org.catfollow.shm.slots.Detections;
import org.catfollow.shm.slots.DetectionsCell;
import org.catfollow.shm.slots.GuardState;
import org.catfollow.shm.slots.GuardStatus;
import org.catfollow.shm.slots.GuardStatusCell;
import org.catfollow.shm.slots.Latency;
import org.catfollow.shm.slots.LatencyCell;
import org.catfollow.shm.slots.ModelAnswer;
import org.catfollow.shm.slots.ModelAnswerCell;
import org.catfollow.shm.slots.Pose;
import org.catfollow.shm.slots.PoseCell;
import org.catfollow.shm.slots.Sensors;
import org.catfollow.shm.slots.SensorsCell;
import org.catfollow.shm.slots.StateSlot;
import org.catfollow.shm.slots.Track;
import org.catfollow.shm.slots.TrackCell;
import org.catfollow.shm.slots.Tracks;
import org.catfollow.shm.slots.TracksCell;

/**
 * One look at everything in the region. Values of different slots may be of moments a few
 * milliseconds apart.
 *
 * @param path of the region file
 * @param header what the region is
 * @param nowNanos when the look was taken, CLOCK_MONOTONIC
 * @param stages one a role
 * @param track the tracker's newest answer, if there is one
 * @param tracks all that the tracker follows, if there is an answer
 * @param detections the detector's newest answer, if there is one
 * @param control control's newest status, if there is one
 * @param pose the newest pose, if there is one
 * @param sensors what the car's sensors say, if control has said it
 * @param latency how long pictures take to become motion, if control has said it
 * @param guard what the guard does, if it has said it
 * @param model what became of the last request for another model, if there was one
 * @param stopCount how often STOP was pressed
 * @param resumedThrough the stop count of the last resume
 * @param stoppedByLoss whether it stands because the region before this one was lost
 */
public record RegionReport(
        String path,
        RegionHeader header,
        long nowNanos,
        List<Stage> stages,
        Optional<Track> track,
        Optional<Tracks> tracks,
        Optional<Detections> detections,
        Optional<ControlStatus> control,
        Optional<Pose> pose,
        Optional<Sensors> sensors,
        Optional<Latency> latency,
        Optional<GuardStatus> guard,
        Optional<ModelAnswer> model,
        long stopCount,
        long resumedThrough,
        boolean stoppedByLoss) {

    /** A round of any duty cycle waits 50 ms at most; a big model may take a second. */
    private static final double HUNG_AFTER_MILLIS = 2000;

    private static final double GUARD_GONE_MILLIS = 1000;

    /** How one stage is doing. */
    public record Stage(
            Role role,
            long pid,
            boolean alive,
            long epoch,
            long heartbeatNanos,
            Activity activity,
            String activityText,
            double framesPerSecond,
            String lastError,
            Map<Counter, Long> counters) {

        /** Returns what it has counted since its start. */
        public long count(Counter counter) {
            return counters.getOrDefault(counter, 0L);
        }

        /** Returns how often the role was taken again on this region. */
        public long restarts() {
            return Math.max(0, epoch - 1);
        }
    }

    /** Looks at everything. Any thread; asks the kernel who holds each role. */
    public static RegionReport of(Region region) {
        return of(region, stages(region));
    }

    /** Looks at everything but the stages, which were looked at before. Any thread. */
    public static RegionReport of(Region region, List<Stage> stages) {
        RegionReport undated = undated(region, stages);
        // The clock last: nothing that was read is then younger than the look itself.
        return undated.at(System.nanoTime());
    }

    /** Looks at how every stage is doing, one a role. */
    public static List<Stage> stages(Region region) {
        List<Stage> stages = new ArrayList<>();
        for (Role role : Role.values()) {
            stages.add(stage(region, role));
        }
        return stages;
    }

    private static RegionReport undated(Region region, List<Stage> stages) {
        return new RegionReport(
                region.files().region().toString(),
                region.header(),
                0,
                stages,
                value(region, StateSlot.TRACK, TrackCell.CODEC, new Track()),
                value(region, StateSlot.TRACKS, TracksCell.CODEC, new Tracks()),
                value(region, StateSlot.DETECTIONS, DetectionsCell.CODEC, new Detections()),
                value(
                        region,
                        StateSlot.CONTROL_STATUS,
                        ControlStatusCell.CODEC,
                        new ControlStatus()),
                value(region, StateSlot.POSE, PoseCell.CODEC, new Pose()),
                value(region, StateSlot.SENSORS, SensorsCell.CODEC, new Sensors()),
                value(region, StateSlot.LATENCY, LatencyCell.CODEC, new Latency()),
                value(region, StateSlot.GUARD_STATUS, GuardStatusCell.CODEC, new GuardStatus()),
                value(region, StateSlot.MODEL_ANSWER, ModelAnswerCell.CODEC, new ModelAnswer()),
                region.stopLatch().count(),
                region.resumedThrough(),
                region.isStoppedByLoss());
    }

    /** Returns the same values, looked at another time. */
    public RegionReport at(long nanos) {
        return new RegionReport(
                path,
                header,
                nanos,
                stages,
                track,
                tracks,
                detections,
                control,
                pose,
                sensors,
                latency,
                guard,
                model,
                stopCount,
                resumedThrough,
                stoppedByLoss);
    }

    private static Stage stage(Region region, Role role) {
        StageRowReader row = region.stageRow(role);
        Map<Counter, Long> counters = new EnumMap<>(Counter.class);
        for (Counter counter : Counter.values()) {
            counters.put(counter, row.counter(counter));
        }
        long epoch = row.epoch();
        return new Stage(
                role,
                row.pid(),
                RoleLock.isHeld(region.files(), role),
                epoch,
                row.heartbeatNanos(),
                row.activity(),
                row.activityText(),
                row.framesPerSecond(),
                row.lastError(),
                counters);
    }

    /** Returns the newest whole value of a slot, in {@code holder}; nothing where there is none. */
    public static <T> Optional<T> value(
            Region region, StateSlot slot, CellCodec<T> codec, T holder) {
        TwoCellReader.Answer answer = region.stateReader(slot, codec).read(holder);
        return answer == TwoCellReader.Answer.VALUE ? Optional.of(holder) : Optional.empty();
    }

    /** Returns the age of a stage's heartbeat, milliseconds; -1 when it was never there. */
    public double heartbeatAgeMillis(Stage stage) {
        return stage.epoch() == 0 ? -1 : ageMillis(stage.heartbeatNanos());
    }

    /** Returns whether a stage lives, holds its role, and does not go round: stopped, or stuck. */
    public boolean isHung(Stage stage) {
        return stage.alive()
                && stage.activity() != Activity.STOPPED
                && stage.activity() != Activity.FAILED
                && heartbeatAgeMillis(stage) > HUNG_AFTER_MILLIS;
    }

    /**
     * Returns whether a guard would stop the wheels if control died now. Longer than control itself
     * waits for it, as a look takes a moment.
     */
    public boolean isGuarded() {
        return stage(Role.GUARD).alive()
                && guard.isPresent()
                && guard.get().state != GuardState.FAILING
                && ageMillis(guard.get().nanos) < GUARD_GONE_MILLIS;
    }

    /** Returns how a stage is doing. */
    public Stage stage(Role role) {
        return stages.get(role.ordinal());
    }

    /** Returns how long before the look something was, milliseconds. */
    public double ageMillis(long nanos) {
        return (nowNanos - nanos) / 1e6;
    }
}
