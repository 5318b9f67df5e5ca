"""Compares what the file and the network that it was made from put out: python -m catsim.agree --help

The file computes in bytes: an output is off by up to half a step (1/512) where the last operator rounds,
and by more where the operators before it do. Exits with 1 where it is off by more than the limits."""

import argparse
import os
import sys

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")

import numpy as np
import tensorflow as tf

from .augment import whole
from .network import detector, network
from .pictures import Mistake, load

# Mean and 99.9th percentile of the absolute difference, in steps of 1/256.
MEAN_LIMIT, HIGH_LIMIT = 1.5, 24


def differences(model, file, pictures):
    """All absolute differences of all outputs, in steps of the file's output."""
    interpreter = tf.lite.Interpreter(model_path=file)
    interpreter.allocate_tensors()
    into, out = interpreter.get_input_details()[0], interpreter.get_output_details()[0]
    (scale, zero), (step, out_zero) = into["quantization"], out["quantization"]
    found = []
    for i in range(len(pictures)):
        one = slice(i, i + 1)
        picture, _, _ = whole(pictures.pixels[one], pictures.boxes[one], pictures.counts[one])
        as_bytes = np.clip(np.round(picture / scale + zero), -128, 127).astype(np.int8)
        interpreter.set_tensor(into["index"], as_bytes)
        interpreter.invoke()
        real = (interpreter.get_tensor(out["index"]).astype(np.float32) - out_zero) * step
        found.append(np.abs(real - model(picture, training=False).numpy()) / step)
    return np.concatenate(found).ravel()


def main():
    parser = argparse.ArgumentParser(prog="catsim.agree", description=__doc__)
    parser.add_argument("--weights", required=True)
    parser.add_argument("--file", required=True, help="the .tflite")
    parser.add_argument("--pictures", required=True, help="a folder; 200 of them by chance are compared")
    options = parser.parse_args()
    try:
        net = network()
        net.load_weights(options.weights)
        pictures = load(options.pictures)
    except (Mistake, OSError, ValueError) as e:
        sys.exit(f"catsim.agree: {e}")
    chosen = np.sort(np.random.default_rng(1).permutation(len(pictures))[:200])
    pictures = type(pictures)(pictures.pixels[chosen], pictures.boxes[chosen], pictures.counts[chosen])
    off = differences(detector(net), options.file, pictures)
    mean, high = off.mean(), np.percentile(off, 99.9)
    print(
        f"{len(pictures)} pictures, {off.size} numbers: off by {mean:.2f} steps of 1/256 in the mean,"
        f" 99.9 % by at most {high:.1f}, all by at most {off.max():.1f}"
    )
    if not (mean <= MEAN_LIMIT and high <= HIGH_LIMIT):
        sys.exit(f"catsim.agree: more than {MEAN_LIMIT} in the mean or {HIGH_LIMIT} for 99.9 %")


if __name__ == "__main__":
    main()
