"""Moves the scores so that 0.5 is where alarms end: python -m catsim.calibrate --help

The robot takes a box of 0.5 or more for a cat (`--min-score`), for any model. None of some thousand
pictures without a cat may have such a box; where one has, one number, the bias of the score, is lowered (as
in Platt 1999, with the slope left as it is). One in a thousand is too many: a robot looks thirty times a
second, and what looks like a cat from here does so for seconds. Average precision stays the same: the
order of the scores does. Judge by other pictures than these."""

import argparse
import math
import os
import sys

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")

import keras

from .network import network, outputs
from .pictures import Mistake, load

HIGHEST = 0.8

# What must not be an alarm ends here: the file knows steps of 1/256, and 0.5 itself counts as a cat.
JUST_UNDER = 0.5 - 2 / 256


def logit(score):
    return math.log(score / (1 - score))


def main():
    parser = argparse.ArgumentParser(prog="catsim.calibrate", description=__doc__)
    parser.add_argument("--weights", required=True, help="net.weights.h5 of a training")
    parser.add_argument("--decoys", required=True, help="pictures without a cat (a folder)")
    parser.add_argument("--out", required=True, help="the weights to write, *.weights.h5")
    options = parser.parse_args()
    try:
        model = network()
        model.load_weights(options.weights)
        pictures = load(options.decoys)
    except (Mistake, OSError, ValueError) as e:
        sys.exit(f"catsim.calibrate: {e}")
    limit = float(outputs(model, pictures)[..., 0].max())
    if not limit <= HIGHEST:
        sys.exit(f"catsim.calibrate: pictures without a cat score up to {limit:.2f}: train for longer")
    shift = min(0.0, logit(JUST_UNDER) - logit(limit))
    score = next(l for l in model.layers if isinstance(l, keras.layers.Conv2D) and l.filters == 1)
    score.bias.assign_add([shift])
    model.save_weights(options.out)
    print(f"{len(pictures)} pictures without a cat score {limit:.3f} at most: bias {shift:+.3f}")


if __name__ == "__main__":
    main()
