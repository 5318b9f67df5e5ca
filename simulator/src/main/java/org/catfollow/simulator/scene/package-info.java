/**
 * What stands still, textured and lit once: walls, floor and furniture become patches and meshes.
 *
 * <pre>
 *   World --> SceneBaker --> Patch, Mesh --> LightBaker (rays against Occluders) --> Baked --> Scene
 *        |      PieceBuilder, Materials --> Texture                                   ^  |
 *        |                                                     BakedReader, BakedInput|  v BakedWriter
 *        +--> Recipe ----------------------------------------------> BakedStore: a file per recipe
 * </pre>
 *
 * <p>Whoever bakes takes most of a second; {@link BakedStore} keeps what comes of it, made with the
 * distribution, read at each start.
 */
package org.catfollow.simulator.scene;
