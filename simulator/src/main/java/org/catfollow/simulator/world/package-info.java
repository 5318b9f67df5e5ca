/**
 * What does not change while the robot drives: a file's text becomes a {@link
 * org.catfollow.simulator.world.World}, or one line that says what is wrong with it.
 */
package org.catfollow.simulator.world;
