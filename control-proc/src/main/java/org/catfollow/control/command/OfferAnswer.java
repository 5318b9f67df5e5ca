package org.catfollow.control.command;

/** What became of a command. */
public enum OfferAnswer {
    /** Taken; it takes effect as soon as the state allows, if that is within its time to live. */
    ACCEPTED,
    /** Its time to live was over. */
    EXPIRED,
    /** The robot is stopped; resume first. */
    REFUSED_STOPPED
}
