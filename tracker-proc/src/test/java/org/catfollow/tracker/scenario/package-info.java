/**
 * Drawn sequences with exact truth, and the whole tracker in them: what it says, when, of whom.
 *
 * <p>{@link org.catfollow.tracker.scenario.Animal} moves and is drawn, {@link
 * org.catfollow.tracker.scenario.Play} makes the frames, lets a scripted detector look and answer late,
 * and writes down what the tracker published.
 */
package org.catfollow.tracker.scenario;
