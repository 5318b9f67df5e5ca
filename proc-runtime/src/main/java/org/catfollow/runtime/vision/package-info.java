/** Frames of the ring as OpenCV sees them: no copy, a {@code Mat} over the slot's own memory. */
package org.catfollow.runtime.vision;
