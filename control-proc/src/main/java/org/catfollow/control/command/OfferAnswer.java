package org.catfollow.control.command;

/** What became of a command. */
public enum OfferAnswer {
    /** Taken; it takes effect as soon as the state allows, if that is within its time to live. */
    ACCEPTED,
    /** Its time to live was over. */
    EXPIRED,
    /** The robot is stopped; resume first. */
    REFUSED_STOPPED,
    /** Not as the robot is now: a fault holds it, its guard is gone, or it is asked for too much. */
    REFUSED
}
