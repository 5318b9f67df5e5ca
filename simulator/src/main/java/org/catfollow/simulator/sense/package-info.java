/**
 * What a car's ultrasonic sensor would hear in the room, and what its body touches.
 *
 * <pre>
 *   World, Simulation --&gt; Obstacles (walls, and an Outline for each part of the furniture and each actor)
 *                              |
 *   the car's place            v
 *   --------------------&gt; CarSenses --&gt; Echo (rays within a cone), clearance, touches
 * </pre>
 *
 * <p>Everything is metres in the room's frame. Nothing here holds the car back: it drives through what it
 * touches, and the touch is counted.
 */
package org.catfollow.simulator.sense;
