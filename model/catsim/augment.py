"""What changes from one look at a picture to the next: part, size, side, light, noise."""

import tensorflow as tf

from .geometry import BORDER, COLUMNS, HEIGHT, ROWS, STORED_HEIGHT, STORED_WIDTH, WIDTH

# A box of which a smaller share is left does not count.
LEAST_LEFT = 0.2


def window(pixels, boxes, counts, corners):
    """Cuts a window out of each picture. corners: [n, 4], left, top, right, bottom as parts of the
    picture; beyond it is border; right may be below left: mirrored. Pixel centres go to pixel centres,
    as in the detector."""
    left, top, right, bottom = tf.unstack(corners, axis=1)

    def centres(low, high, stored, size):
        step = (high - low) * stored / size
        first = low * stored + 0.5 * step - 0.5
        return first / (stored - 1), (first + (size - 1) * step) / (stored - 1)

    x1, x2 = centres(left, right, STORED_WIDTH, WIDTH)
    y1, y2 = centres(top, bottom, STORED_HEIGHT, HEIGHT)
    cut = tf.image.crop_and_resize(
        pixels,
        tf.stack([y1, x1, y2, x2], axis=1),
        tf.range(tf.shape(pixels)[0]),
        [HEIGHT, WIDTH],
        extrapolation_value=float(BORDER),
    )
    origin = tf.stack([left, top, left, top], axis=1)[:, None, :]
    size = tf.stack([right - left, bottom - top] * 2, axis=1)[:, None, :]
    moved = (boxes - origin) / size
    ends = tf.stack([moved[..., 0], moved[..., 2]], axis=-1)
    moved = tf.stack(
        [tf.reduce_min(ends, -1), moved[..., 1], tf.reduce_max(ends, -1), moved[..., 3]], axis=-1
    )
    inside = tf.clip_by_value(moved, 0.0, 1.0)
    share = area(inside) / tf.maximum(area(moved), 1e-9)
    hardly = tf.logical_and(counts > 0, share < LEAST_LEFT)
    counts = tf.where(hardly, -tf.ones_like(counts), counts)
    return cut, inside, tf.where(area(inside) <= 0, tf.zeros_like(counts), counts)


def area(boxes):
    return (boxes[..., 2] - boxes[..., 0]) * (boxes[..., 3] - boxes[..., 1])


def whole(pixels, boxes, counts):
    """The pictures as they are, in the network's size and numbers."""
    corners = tf.tile([[0.0, 0.0, 1.0, 1.0]], [tf.shape(pixels)[0], 1])
    cut, boxes, counts = window(pixels, boxes, counts, corners)
    return cut / 127.5 - 1.0, boxes, counts


def by_chance(pixels, boxes, counts):
    """Another part of the pictures, larger or smaller, perhaps mirrored, in another light."""
    n = tf.shape(pixels)[0]

    def even(low, high, shape=()):
        return tf.random.uniform([n, *shape], low, high)

    # A window of 0.75 shows things a third larger, one of 1.4 shows a border all round.
    scale = tf.exp(even(-0.3, 0.34))
    stretch = tf.exp(even(-0.1, 0.1))
    width, height = scale * stretch, scale / stretch
    left = even(0.0, 1.0) * (1 - width)
    top = even(0.0, 1.0) * (1 - height)
    mirrored = even(0.0, 1.0) < 0.5
    corners = tf.stack(
        [
            tf.where(mirrored, left + width, left),
            top,
            tf.where(mirrored, left, left + width),
            top + height,
        ],
        axis=1,
    )
    cut, boxes, counts = window(pixels, boxes, counts, corners)
    gain = tf.exp(even(-0.22, 0.22, (1, 1, 1)) + even(-0.07, 0.07, (1, 1, 3)))
    cut = cut * gain + even(-12, 12, (1, 1, 1))
    noise = even(0.0, 5.0, (1, 1, 1)) * tf.random.normal(tf.shape(cut))
    cut = tf.clip_by_value(tf.round(cut + noise), 0.0, 255.0)
    return cut / 127.5 - 1.0, boxes, counts


def cell_centres():
    """x and y of each cell's centre, as parts of the picture: [ROWS, COLUMNS] each."""
    x = (tf.range(COLUMNS, dtype=tf.float32) + 0.5) / COLUMNS
    y = (tf.range(ROWS, dtype=tf.float32) + 0.5) / ROWS
    return tf.meshgrid(x, y)
