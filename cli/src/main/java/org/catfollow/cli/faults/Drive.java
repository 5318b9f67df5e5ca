package org.catfollow.cli.faults;

/** What makes the wheels turn before a fault. */
enum Drive {
    /** Commands of a hand, renewed every 100 ms. */
    HAND,
    /** The target in the pictures. */
    FOLLOW
}
