/**
 * Other people's trackers beside ours: OpenCV's KCF and CSRT, which OpenCV's own Java binding of our
 * build lacks. They come from a second, newer OpenCV in the same process, and are measured by the very
 * code of {@code tracker-proc bench}, picture by picture in turn with ours. Nothing of this is shipped.
 */
package org.catfollow.bench.peers;
