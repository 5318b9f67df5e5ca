package org.catfollow.cli.chaos;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.catfollow.shm.layout.Role;
import org.catfollow.shm.region.Region;
import org.catfollow.shm.slots.CellCodec;
import org.catfollow.shm.slots.ControlStatus;
import org.catfollow.shm.slots.ControlStatusCell;
import org.catfollow.shm.slots.Detections;
import org.catfollow.shm.slots.DetectionsCell;
import org.catfollow.shm.slots.GuardStatus;
import org.catfollow.shm.slots.GuardStatusCell;
import org.catfollow.shm.slots.Pose;
import org.catfollow.shm.slots.PoseCell;
import org.catfollow.shm.slots.StateSlot;
import org.catfollow.shm.slots.Track;
import org.catfollow.shm.slots.TrackCell;
import org.catfollow.shm.slots.Tracks;
import org.catfollow.shm.slots.TracksCell;

/**
 * The eye: reads everything that the region holds, a thousand times a second, as a stage or a viewer
 * would, and times how soon a killed stage produces again. A thread of its own.
 */
final class Observer implements Runnable {
    private static final long ROUND_NANOS = 1_000_000;

    /** A kill whose stage has not produced again. */
    private static final class Pending {
        final long killedNanos;
        final long disturbances;
        final boolean quiet;

        /** Where {@link #epoch} was read: on another region epochs begin anew. */
        long attachments;

        long epoch;
        long output = -1;

        Pending(long killedNanos, long attachments, long epoch, long disturbances, boolean quiet) {
            this.killedNanos = killedNanos;
            this.attachments = attachments;
            this.epoch = epoch;
            this.disturbances = disturbances;
            this.quiet = quiet;
        }
    }

    private final RegionAccess access;
    private final Promises promises;
    private final Census census;
    private final Recoveries recoveries;
    private final Random random;
    private final double backWithinSeconds;
    private final Map<Role, Pending> pendings = new EnumMap<>(Role.class);
    private final Map<Role, RowCheck> rows = new EnumMap<>(Role.class);
    private final Map<Role, Long> outputs = new EnumMap<>(Role.class);
    private final List<SlotCheck<?>> slots = new ArrayList<>();

    /** What a stage writes again as soon as it works; capture writes frames. */
    private final Map<Role, SlotCheck<?>> outputSlots = new EnumMap<>(Role.class);

    private FrameCheck frames;
    private long attachments;
    private double attachedSecond;
    private boolean allSeen;
    private volatile boolean ended;

    /**
     * Makes one.
     *
     * @param backWithinSeconds how long a killed stage may take to produce again, and all stages to
     *     come to a new region
     */
    Observer(
            RegionAccess access,
            Promises promises,
            Census census,
            Recoveries recoveries,
            long seed,
            double backWithinSeconds) {
        this.access = access;
        this.promises = promises;
        this.census = census;
        this.recoveries = recoveries;
        this.random = new Random(seed);
        this.backWithinSeconds = backWithinSeconds;
    }

    void end() {
        ended = true;
    }

    /** Kills a stage by {@code kill} and times what follows; returns whether it was there. */
    boolean kill(Role role, BooleanSupplier kill) {
        Pending pending = pending(role);
        if (!kill.getAsBoolean()) {
            return false;
        }
        synchronized (this) {
            pendings.put(role, pending);
        }
        return true;
    }

    private synchronized Pending pending(Role role) {
        RowCheck row = rows.get(role);
        return new Pending(
                System.nanoTime(),
                attachments,
                row == null ? 0 : row.epoch(),
                census.disturbances(),
                census.isQuiet());
    }

    /** Returns whether every stage holds its role and has put something out on this region. */
    synchronized boolean allProduce() {
        return outputs.size() == Role.values().length
                && outputs.values().stream().allMatch(output -> output > 0)
                && pendings.isEmpty();
    }

    @Override
    public void run() {
        try {
            while (!ended) {
                boolean there = access.use(this::look);
                if (!there) {
                    forget();
                }
                LockSupport.parkNanos(ROUND_NANOS);
            }
        } finally {
            forget();
            access.close();
        }
    }

    private synchronized void forget() {
        if (frames != null) {
            frames.close();
            frames = null;
        }
        outputs.clear();
    }

    private synchronized void look(Region region) {
        if (access.attachments() != attachments) {
            meet(region);
        }
        long now = System.nanoTime();
        for (RowCheck row : rows.values()) {
            row.round(now);
        }
        frames.round();
        for (SlotCheck<?> slot : slots) {
            slot.round();
        }
        outputs.put(Role.CAPTURE, frames.newest());
        outputSlots.forEach((role, slot) -> outputs.put(role, slot.generation()));
        checkAllCame();
        pendings.entrySet().removeIf(entry -> isBack(entry.getKey(), entry.getValue(), now));
    }

    private void meet(Region region) {
        forget();
        attachments = access.attachments();
        attachedSecond = promises.seconds();
        allSeen = false;
        frames = new FrameCheck(region, promises, random);
        rows.clear();
        for (Role role : Role.values()) {
            rows.put(role, new RowCheck(region, role, promises, census));
        }
        outputSlots.put(Role.TRACKER, slot(region, StateSlot.TRACK, TrackCell.CODEC, new Track()));
        outputSlots.put(
                Role.DETECTOR,
                slot(region, StateSlot.DETECTIONS, DetectionsCell.CODEC, new Detections()));
        outputSlots.put(
                Role.CONTROL,
                slot(
                        region,
                        StateSlot.CONTROL_STATUS,
                        ControlStatusCell.CODEC,
                        new ControlStatus()));
        outputSlots.put(
                Role.GUARD,
                slot(region, StateSlot.GUARD_STATUS, GuardStatusCell.CODEC, new GuardStatus()));
        slots.clear();
        slots.addAll(outputSlots.values());
        slots.add(slot(region, StateSlot.TRACKS, TracksCell.CODEC, new Tracks()));
        slots.add(slot(region, StateSlot.POSE, PoseCell.CODEC, new Pose()));
    }

    private <T> SlotCheck<T> slot(Region region, StateSlot slot, CellCodec<T> codec, T value) {
        return new SlotCheck<>(region, slot, codec, value, promises);
    }

    private void checkAllCame() {
        boolean all = rows.values().stream().allMatch(row -> row.epoch() > 0);
        if (all && !allSeen) {
            allSeen = true;
            promises.check(Promise.ONE_REGION, true, "");
        } else if (!all && promises.seconds() - attachedSecond > backWithinSeconds) {
            String missing =
                    rows.entrySet().stream()
                            .filter(entry -> entry.getValue().epoch() == 0)
                            .map(entry -> entry.getKey().stageName())
                            .toList()
                            .toString();
            promises.check(
                    Promise.ONE_REGION,
                    false,
                    missing + " not on the region after " + backWithinSeconds + " s");
            attachedSecond = promises.seconds();
        }
    }

    /** Returns whether a killed stage need not be waited for any more. */
    private boolean isBack(Role role, Pending pending, long now) {
        RowCheck row = rows.get(role);
        double millis = (now - pending.killedNanos) / 1e6;
        if (pending.attachments != attachments) {
            // On another region nobody has put anything out before. It may have come between the
            // kill and this first look at what it did.
            pending.epoch = 0;
            pending.output = 0;
            pending.attachments = attachments;
        } else if (pending.output < 0) {
            // Dead by now: this is what it put out last.
            pending.output = outputs.get(role);
        }
        boolean back = row.epoch() > pending.epoch && outputs.get(role) > pending.output;
        if (!back && millis < backWithinSeconds * 1000) {
            return false;
        }
        promises.check(
                Promise.BACK,
                back,
                role.stageName() + " puts nothing out " + (long) millis + " ms after it ended");
        if (back) {
            boolean alone = pending.quiet && census.disturbances() == pending.disturbances;
            recoveries.add(role, millis, alone);
        }
        return true;
    }
}
