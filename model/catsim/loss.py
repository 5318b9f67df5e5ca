"""What the network is to put out, and how far it is from that.

Scores: a Gaussian hill on each cat, focal loss (Zhou, Wang, Kraehenbuehl 2019, "Objects as Points", after
Law and Deng 2018). Sides: distances to the four edges (Tian et al. 2019, "FCOS"), generalised IoU
(Rezatofighi et al. 2019)."""

import tensorflow as tf

from .augment import cell_centres
from .geometry import COLUMNS, ROWS

# Width of a hill: this share of the box's side, in cells, but not less than the second number.
HILL_SHARE = 0.11
NARROWEST_HILL = 0.7

# Cells as high up a hill as this learn the box.
BOX_FROM = 0.35
BOX_WEIGHT = 2.0


def targets(boxes, counts):
    """boxes [n, k, 4], counts [n, k]. Returns for each cell: score [n, r, c], weight of the score, box
    [n, r, c, 4], weight of the box."""
    x, y = cell_centres()
    left, top, right, bottom = [boxes[..., i, None, None] for i in range(4)]
    # The cell that holds the middle is the top of the hill.
    peak_x = tf.minimum(tf.floor((left + right) / 2 * COLUMNS), COLUMNS - 1.0)
    peak_y = tf.minimum(tf.floor((top + bottom) / 2 * ROWS), ROWS - 1.0)
    wide = tf.maximum(NARROWEST_HILL, HILL_SHARE * (right - left) * COLUMNS)
    tall = tf.maximum(NARROWEST_HILL, HILL_SHARE * (bottom - top) * ROWS)
    across = (tf.range(COLUMNS, dtype=tf.float32)[None, None, None, :] - peak_x) / wide
    down = (tf.range(ROWS, dtype=tf.float32)[None, None, :, None] - peak_y) / tall
    hills = tf.exp(-0.5 * (across**2 + down**2)) * tf.cast(counts > 0, tf.float32)[..., None, None]
    score = tf.reduce_max(hills, axis=1)
    inside = tf.logical_and(
        tf.logical_and(x >= left, x <= right), tf.logical_and(y >= top, y <= bottom)
    )
    ignored = tf.logical_and(inside, (counts < 0)[..., None, None])
    unknown = tf.logical_and(tf.reduce_any(ignored, axis=1), score < 0.5)
    owner = tf.argmax(hills, axis=1)
    box = tf.gather(boxes, owner, batch_dims=1)
    own_inside = tf.reduce_any(
        tf.logical_and(inside, tf.one_hot(owner, tf.shape(boxes)[1], axis=1) > 0), axis=1
    )
    box_weight = tf.where(tf.logical_and(score > BOX_FROM, own_inside), score, tf.zeros_like(score))
    return score, 1.0 - tf.cast(unknown, tf.float32), box, box_weight


def focal(logits, score, weight):
    """Mean over cats of the penalty-reduced focal loss with exponents 2 and 4."""
    is_peak = tf.cast(score > 0.999, tf.float32)
    p = tf.clip_by_value(tf.sigmoid(logits), 1e-4, 1 - 1e-4)
    found = is_peak * (1 - p) ** 2 * tf.math.log(p)
    elsewhere = (1 - is_peak) * (1 - score) ** 4 * p**2 * tf.math.log(1 - p)
    peaks = tf.reduce_sum(is_peak)
    return -tf.reduce_sum(weight * (found + elsewhere)) / tf.maximum(peaks, 1.0)


def corners(sides):
    """Distances to the four edges, as parts of the picture, to corners."""
    x, y = cell_centres()
    left, top, right, bottom = tf.unstack(sides, axis=-1)
    return tf.stack([x - left, y - top, x + right, y + bottom], axis=-1)


def generalised_iou(a, b):
    low = tf.maximum(a[..., :2], b[..., :2])
    high = tf.minimum(a[..., 2:], b[..., 2:])
    both = tf.reduce_prod(tf.maximum(high - low, 0.0), axis=-1)
    either = tf.reduce_prod(a[..., 2:] - a[..., :2], -1) + tf.reduce_prod(b[..., 2:] - b[..., :2], -1) - both
    hull = tf.reduce_prod(
        tf.maximum(a[..., 2:], b[..., 2:]) - tf.minimum(a[..., :2], b[..., :2]), axis=-1
    )
    either = tf.maximum(either, 1e-9)
    hull = tf.maximum(hull, 1e-9)
    return both / either - (hull - either) / hull


def loss(logits, boxes, counts):
    score, score_weight, box, box_weight = targets(boxes, counts)
    scores = focal(logits[..., 0], score, score_weight)
    overlap = generalised_iou(corners(tf.sigmoid(logits[..., 1:])), box)
    sides = tf.reduce_sum(box_weight * (1 - overlap)) / tf.maximum(tf.reduce_sum(box_weight), 1.0)
    return scores + BOX_WEIGHT * sides
