package org.catfollow.runtime.standin;

/**
 * One transaction of the log. A reusable holder for one thread.
 *
 * <p>In the file, {@code what} is one word: outcome, kind, place and value in 16 bits each, from the top.
 */
public final class StandInEntry {
    /** What was asked of the HAT. The ordinal is what the file holds. */
    public enum Kind {
        /** A register was written. */
        WRITE,
        /** A pin was set. */
        PIN,
        /** An analogue input was read. */
        ANALOG,
        /** A pulse was sent by the ultrasonic sensor; the value is its echo in centimetres, or 65535. */
        ECHO,
        /** The microcontroller began anew by itself: every register is 0. */
        RESET
    }

    /** What became of it. The ordinal is what the file holds. */
    public enum Outcome {
        /** Done. */
        DONE,
        /** Not acknowledged, and so not done. */
        REFUSED,
        /** The bus was stuck until the kernel gave up. */
        STUCK
    }

    private static final Kind[] KINDS = Kind.values();
    private static final Outcome[] OUTCOMES = Outcome.values();
    private static final int BITS = 16;
    private static final int MASK = 0xFFFF;

    /** Place in the order of the bus, from 1. */
    public long number;

    /** When it was done or given up, CLOCK_MONOTONIC nanoseconds. */
    public long nanos;

    /** Who asked. */
    public long pid;

    /** What was asked. */
    public Kind kind = Kind.WRITE;

    /** What became of it. */
    public Outcome outcome = Outcome.DONE;

    /** The register, GPIO or channel. */
    public int at;

    /** What was written or read, 0 to 65535. */
    public int value;

    /** Packs what is not a number of its own into the word of the file. */
    static long pack(Kind kind, Outcome outcome, int at, int value) {
        return (long) outcome.ordinal() << (3 * BITS)
                | (long) kind.ordinal() << (2 * BITS)
                | (long) (at & MASK) << BITS
                | (value & MASK);
    }

    /** Takes the word apart; returns whether it is one. */
    boolean unpack(long what) {
        int outcomeOrdinal = (int) (what >>> (3 * BITS));
        int kindOrdinal = (int) (what >>> (2 * BITS)) & MASK;
        if (outcomeOrdinal >= OUTCOMES.length || kindOrdinal >= KINDS.length) {
            return false;
        }
        outcome = OUTCOMES[outcomeOrdinal];
        kind = KINDS[kindOrdinal];
        at = (int) (what >>> BITS) & MASK;
        value = (int) what & MASK;
        return true;
    }

    /** Returns whether this wrote a register, and it was done. */
    public boolean wrote(int register) {
        return kind == Kind.WRITE && outcome == Outcome.DONE && at == register;
    }
}
