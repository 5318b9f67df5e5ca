package org.catfollow.view.metrics;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** What this process counts since it was started. Any thread. */
public final class ViewCounters {
    /** Why a request was refused. */
    public enum Refusal {
        /** The Host header names a machine that this is not. */
        HOST,
        /** The request comes from another site's page. */
        ORIGIN,
        /** The token is missing or wrong. */
        TOKEN,
        /** There are as many viewers or connections as may be. */
        FULL,
        /** It makes no sense. */
        REQUEST
    }

    /** Pictures encoded. */
    public final LongAdder encoded = new LongAdder();

    /** Nanoseconds spent on that. */
    public final LongAdder encodeNanos = new LongAdder();

    /** Pictures handed to viewers. */
    public final LongAdder sent = new LongAdder();

    /** Bytes of these. */
    public final LongAdder sentBytes = new LongAdder();

    /** Frames that viewers of every frame did not get. */
    public final LongAdder lost = new LongAdder();

    /** Frames overwritten before or while they were read. */
    public final LongAdder overwritten = new LongAdder();

    /** Requests answered. */
    public final LongAdder requests = new LongAdder();

    /** Times STOP was pressed here. */
    public final LongAdder stops = new LongAdder();

    /** Commands that control took. */
    public final LongAdder commandsTaken = new LongAdder();

    /** Commands that it did not. */
    public final LongAdder commandsFailed = new LongAdder();

    /** Connections closed because their request did not come to an end. */
    public final LongAdder slowConnections = new LongAdder();

    private final Map<Refusal, LongAdder> refused = new EnumMap<>(Refusal.class);

    /** Makes counters at zero. */
    public ViewCounters() {
        for (Refusal refusal : Refusal.values()) {
            refused.put(refusal, new LongAdder());
        }
    }

    /** Returns how often requests were refused for a reason. */
    public LongAdder refused(Refusal refusal) {
        return refused.get(refusal);
    }
}
