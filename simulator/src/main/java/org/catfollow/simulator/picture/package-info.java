/**
 * The camera's picture: a view and the scene go in, bytes and truth come out.
 *
 * <pre>
 *   CameraView --> Pinhole
 *   PatchPainter, MeshPainter, ShadowPainter --> Canvas --> FilmPainter --> the caller's buffer
 *                                                      \-> Silhouette  --> PictureTruth
 * </pre>
 */
package org.catfollow.simulator.picture;
