/**
 * What moves: the seconds and the robot's place go in, places and poses of cats and decoys come out.
 *
 * <pre>
 *   NavigationGrid (where one fits) --> Mind (what it does) --> Actor (where it is, how it stands)
 * </pre>
 */
package org.catfollow.simulator.life;
