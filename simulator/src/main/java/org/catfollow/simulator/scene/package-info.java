/**
 * What stands still, textured and lit once at the start: walls, floor and furniture become patches and
 * meshes.
 *
 * <pre>
 *   World --> PieceBuilder --> Patch, Mesh --> LightBaker (rays against Occluders) --> Scene
 *               Materials --> Texture
 * </pre>
 */
package org.catfollow.simulator.scene;
