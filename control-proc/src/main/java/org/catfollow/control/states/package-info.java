/**
 * What to do: a state machine whose table is data. {@link
 * org.catfollow.control.states.TransitionTable} is the table, {@link
 * org.catfollow.control.states.Situation} answers its conditions, {@link
 * org.catfollow.control.states.StateMachine} takes at most one row a period.
 *
 * <p>The picture in {@code docs/control-states.md} is made from the table.
 */
package org.catfollow.control.states;
