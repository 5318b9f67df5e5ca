package org.catfollow.control.states;

import org.catfollow.shm.slots.ControlReason;
import org.catfollow.shm.slots.ControlState;

/** One row of the table: in {@code from}, when the condition holds, go to {@code to}. */
record Transition(ControlState from, Condition when, ControlReason reason, ControlState to) {}
