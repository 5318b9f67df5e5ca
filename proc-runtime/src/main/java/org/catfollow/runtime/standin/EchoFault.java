package org.catfollow.runtime.standin;

/** What is wrong with the ultrasonic sensor. The ordinal is what the file holds. */
public enum EchoFault {
    /** Nothing: the echo comes from where it is set to, or none comes. */
    NONE,
    /** Each echo comes from anywhere, 0.02 m to 4 m, or does not come. */
    RANDOM,
    /** The pin cannot be read. */
    FAILS,
    /** The call does not return. */
    HANGS
}
