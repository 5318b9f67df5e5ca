/**
 * What actors look like: an {@link org.catfollow.simulator.life.Actor} goes in, its meshes in the room and
 * its shadows come out, for each picture anew.
 *
 * <pre>
 *   Actor --> Stance (where the joints are) --> Tube, Head (skin around them) --> Body (in the room, lit)
 *   CatLook --> CatFur, DogFur --> textures, once
 * </pre>
 */
package org.catfollow.simulator.body;
