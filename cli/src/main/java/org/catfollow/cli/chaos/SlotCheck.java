package org.catfollow.cli.chaos;

import org.catfollow.shm.region.Region;
import org.catfollow.shm.sequence.TwoCellReader;
import org.catfollow.shm.slots.CellCodec;
import org.catfollow.shm.slots.StateSlot;

/** A reader of one state slot of one region. One thread. */
final class SlotCheck<T> {
    /** A writer that is quicker than 16 copies, so many rounds in a row, is no writer of ours. */
    private static final int MOST_CONTENDED = 50;

    private final Promises promises;
    private final StateSlot slot;
    private final TwoCellReader<T> reader;
    private final T value;
    private long generation;
    private int contended;

    SlotCheck(Region region, StateSlot slot, CellCodec<T> codec, T value, Promises promises) {
        this.promises = promises;
        this.slot = slot;
        this.reader = region.stateReader(slot, codec);
        this.value = value;
    }

    void round() {
        TwoCellReader.Answer answer = reader.read(value);
        contended = answer == TwoCellReader.Answer.CONTENDED ? contended + 1 : 0;
        boolean whole =
                answer == TwoCellReader.Answer.VALUE
                        ? reader.generation() >= generation
                        : answer == TwoCellReader.Answer.EMPTY
                                ? generation == 0
                                : contended > 0 && contended < MOST_CONTENDED;
        promises.check(
                Promise.SLOTS_WHOLE,
                whole,
                slot
                        + " is "
                        + answer
                        + ", generation "
                        + reader.generation()
                        + " after "
                        + generation);
        if (answer == TwoCellReader.Answer.VALUE) {
            generation = reader.generation();
        }
    }

    /** Returns the generation of the last value read. */
    long generation() {
        return generation;
    }
}
