"""The network: plain 3x3 convolutions, which train several times faster on a processor than depthwise
ones with as many operations, and which XNNPACK runs as fast."""

import keras
import numpy as np
from keras import layers

from .augment import whole
from .geometry import HEIGHT, WIDTH

# So that the first guess is "no cat" almost everywhere (Lin et al. 2017, focal loss).
SCORE_BIAS = -4.0
SIDE_BIAS = -1.5


def block(x, channels, size=3, stride=1):
    x = layers.Conv2D(channels, size, stride, "same", use_bias=False)(x)
    x = layers.BatchNormalization(momentum=0.97)(x)
    return layers.ReLU(6.0)(x)


def network():
    """Maps pictures [n, HEIGHT, WIDTH, 3], -1 to 1, to logits [n, ROWS, COLUMNS, 5]: score, left, top,
    right, bottom."""
    picture = keras.Input((HEIGHT, WIDTH, 3))
    x = block(picture, 32, 6, 4)
    x = block(x, 32)
    x = block(x, 48, stride=2)
    eighth = block(block(x, 48), 48)
    x = block(eighth, 96, stride=2)
    x = block(block(x, 96), 96)
    sixteenth = block(x, 96)
    x = block(sixteenth, 128, stride=2)
    x = block(x, 128)
    # What it is needs a wide view, where it is a near one: coarse features come back to fine cells.
    x = layers.Conv2D(96, 1)(x)
    x = layers.UpSampling2D(interpolation="bilinear")(x)
    x = layers.Add()([x, sixteenth])
    x = block(x, 96)
    x = layers.Conv2D(48, 1)(x)
    x = layers.UpSampling2D(interpolation="bilinear")(x)
    x = layers.Add()([x, eighth])
    x = block(x, 64)
    score = layers.Conv2D(1, 1, bias_initializer=keras.initializers.Constant(SCORE_BIAS))(x)
    sides = layers.Conv2D(4, 1, bias_initializer=keras.initializers.Constant(SIDE_BIAS))(x)
    # One sigmoid after the concatenation: its int8 output then has the scale 1/256 by definition.
    return keras.Model(picture, layers.Concatenate()([score, sides]))


def outputs(model, pictures):
    """What the network puts out for whole pictures, after the sigmoid: [n, ROWS, COLUMNS, 5]."""
    found = []
    for i in range(0, len(pictures), 50):
        part = slice(i, i + 50)
        picture, _, _ = whole(pictures.pixels[part], pictures.boxes[part], pictures.counts[part])
        found.append(keras.ops.convert_to_numpy(keras.ops.sigmoid(model(picture, training=False))))
    return np.concatenate(found)


def detector(model):
    """The network with the sigmoid that the file ends with."""
    return keras.Model(model.input, layers.Activation("sigmoid")(model.output))
