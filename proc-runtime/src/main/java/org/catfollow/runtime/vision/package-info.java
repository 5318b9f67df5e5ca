/**
 * Frames of the ring as OpenCV sees them: no copy, a {@code Mat} over the slot's own memory. And
 * pictures for people: boxes drawn over them, files written.
 */
package org.catfollow.runtime.vision;
