/**
 * The visual trackers: pixels of one frame and a box in, the box in the next frame out. {@link
 * org.catfollow.tracker.filter.VisualTrackers} makes one of the kind that is asked for; they share the
 * interface, and {@code VisualTrackerContractTest}, but hardly any code. The one used by default:
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
 *
 * <p>{@code KcfTracker} and {@code MosseTracker} are plain references after their papers, on grey
 * windows ({@code GreyWindow}) and whole spectra ({@code FourierGrid}). {@code MilTracker}, {@code
 * NanoTracker} and {@code VitTracker} are OpenCV's, behind the adapter {@code NativeTracker}.
 */
package org.catfollow.tracker.filter;
