package org.catfollow.control.states;

/** A question about the situation, asked by a row of the table. Holds no state. */
@FunctionalInterface
interface Condition {
    boolean holds(Situation situation);
}
