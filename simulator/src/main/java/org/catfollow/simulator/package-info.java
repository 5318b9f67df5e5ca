/**
 * The world that the robot drives in when there is no hardware, and its camera's picture.
 *
 * <pre>
 *   world.yaml --> world.WorldFile --> world.World
 *                                         |
 *          seed, time, robot's place      v
 *          ----------------------> life.Simulation ---- actors' places and poses
 *                                         |
 *          pose, pan, tilt                v
 *          ----------------------> picture.Renderer --> BGR bytes (a slot of the frame ring)
 *                                   |          |
 *                      scene.Scene -+          +-----> picture.PictureTruth
 *                      body.Body  --+
 *
 *          life.Simulation, the car --> sense.CarSenses (echo ahead, room around the body, touches)
 * </pre>
 *
 * <p>Read {@link org.catfollow.simulator.picture.Renderer} first. Nothing here reads a clock, and nothing
 * is random that does not follow from a seed. Everything that a picture needs is made at the start.
 */
package org.catfollow.simulator;
