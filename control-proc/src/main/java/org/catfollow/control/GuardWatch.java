package org.catfollow.control;

import org.catfollow.shm.region.Region;
import org.catfollow.shm.sequence.TwoCellReader;
import org.catfollow.shm.slots.GuardState;
import org.catfollow.shm.slots.GuardStatus;
import org.catfollow.shm.slots.GuardStatusCell;
import org.catfollow.shm.slots.StateSlot;

/**
 * Whether the guard lives, by what it publishes in each of its rounds: without it nobody would stop the
 * wheels if control died. One thread; allocates nothing.
 */
final class GuardWatch {
    /** What the guard said last counts for this long: ten of its rounds. */
    static final long FRESH_NANOS = 200_000_000;

    private final boolean needed;
    private final TwoCellReader<GuardStatus> reader;
    private final GuardStatus status = new GuardStatus();
    private boolean known;
    private long nanos;
    private long trips;
    private GuardState state = GuardState.FAILING;
    private final long wheels;
    private boolean tripped;
    private boolean ofAnotherCar;

    /**
     * Makes one.
     *
     * @param needed whether control does not drive when there is none
     * @param wheels what control drives, see {@link org.catfollow.control.car.WheelsKey}
     */
    GuardWatch(boolean needed, long wheels, Region region) {
        this.needed = needed;
        this.wheels = wheels;
        reader = region.stateReader(StateSlot.GUARD_STATUS, GuardStatusCell.CODEC);
    }

    /** Looks at one period and says what it saw. */
    void look(long nowNanos, CarReport report) {
        tripped = false;
        // A cell that is being written leaves what was known, which grows old.
        if (reader.read(status) == TwoCellReader.Answer.VALUE) {
            tripped = known && status.trips != trips;
            known = true;
            nanos = status.nanos;
            trips = status.trips;
            state = status.state;
            ofAnotherCar = status.wheels != wheels;
        }
        boolean fresh = known && Math.abs(nowNanos - nanos) < FRESH_NANOS;
        // One that cannot reach the wheels could not stop them.
        report.guardThere = !needed || (fresh && !ofAnotherCar && state != GuardState.FAILING);
        report.guardHolds = tripped || (fresh && state == GuardState.HOLDING);
    }

    /** Returns whether there is one that holds other wheels than control drives. */
    boolean ofAnotherCar() {
        return needed && ofAnotherCar;
    }

    /** Returns whether it took the wheels since the look before: what the car was told may be undone. */
    boolean tripped() {
        return tripped;
    }
}
