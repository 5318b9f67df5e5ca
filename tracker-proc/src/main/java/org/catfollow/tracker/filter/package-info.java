/**
 * The visual tracker: pixels of one frame and a box in, the box in the next frame out.
 *
 * <pre>
 *   frame (shared memory, read only)
 *     | FramePyramid: square window round the target, 128 x 128 BGR
 *     v
 *   PatchFeatures: HOG (31) + cell colours (3), 32 x 32 cells --> CorrelationFilter --> response --+
 *     |                                                                                            v
 *     +--> ColourHistogram: probability of being target ------------------------> box filter --> fused peak
 *                                                                                                  |
 *   FramePyramid: 9 crops of the box, 16 x 16 BGR --> ScaleFilter --> size  <----------------------+
 * </pre>
 *
 * <p>OpenCV crops, shrinks and transforms; the small grids between live in plain arrays allocated
 * once, so that a frame allocates nothing.
 */
package org.catfollow.tracker.filter;
