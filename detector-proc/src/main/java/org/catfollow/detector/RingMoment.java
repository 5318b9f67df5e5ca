package org.catfollow.detector;

import java.util.function.LongSupplier;
import org.catfollow.detector.looks.SecondLook;
import org.catfollow.shm.ring.FrameDescription;
import org.catfollow.shm.ring.FrameReader;
import org.catfollow.shm.slots.Track;

/** Now, by the ring and the tracker's slot. One thread; allocates nothing. */
final class RingMoment implements LookMoment {
    private final FrameReader frames;
    private final TargetWatch target;
    private final LongSupplier clock;

    RingMoment(FrameReader frames, TargetWatch target, LongSupplier clock) {
        this.frames = frames;
        this.target = target;
        this.clock = clock;
    }

    @Override
    public Track target() {
        return target.recall();
    }

    @Override
    public FrameDescription frame() {
        return frames.description();
    }

    @Override
    public boolean isInTime(SecondLook decision, long lookNanos) {
        return decision.isInTime(
                frames.description(),
                clock.getAsLong(),
                lookNanos,
                frames.newestFrame(),
                frames.oldestFrame());
    }

    @Override
    public boolean stillValid() {
        return frames.stillValid();
    }

    @Override
    public long nanos() {
        return clock.getAsLong();
    }
}
