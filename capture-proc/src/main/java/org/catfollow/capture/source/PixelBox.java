package org.catfollow.capture.source;

/**
 * A box in a picture, pixels, origin top left.
 *
 * @param x left edge
 * @param y top edge
 * @param width of the box
 * @param height of the box
 */
record PixelBox(float x, float y, float width, float height) {}
