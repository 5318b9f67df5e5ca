package org.catfollow.shm.slots;

/** What became of the last request for another model. A reusable holder for one thread. */
public final class ModelAnswer {
    /** The request's number: the generation of its slot. */
    public long request;

    /** When this was said, CLOCK_MONOTONIC nanoseconds. */
    public long nanos;

    /** How far it is. */
    public ModelState state = ModelState.NONE;

    /** For people: why it was refused, or what is in force. */
    public String text = "";
}
