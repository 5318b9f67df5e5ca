"""Trains the network on annotated pictures: python -m catsim.train --help"""

import argparse
import json
import math
import os
import sys
import threading
import time
from pathlib import Path
from queue import Queue

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")

import keras
import numpy as np
import tensorflow as tf

from .augment import by_chance, whole
from .judge import average_precision
from .loss import loss
from .network import network
from .pictures import Mistake, joined, load

RATE = 2e-3
WARM_UP_STEPS = 300
WEIGHT_DECAY = 1e-4
LONGEST_GRADIENT = 5.0
JUDGED = 500

# Steps between two losses in the log.
NOTED = 10


def arguments():
    parser = argparse.ArgumentParser(prog="catsim.train", description=__doc__)
    parser.add_argument(
        "--part",
        nargs=2,
        action="append",
        required=True,
        metavar=("COUNT", "DIR"),
        help="of each batch, so many pictures from a folder of rendered ones; repeatable",
    )
    parser.add_argument("--real", action="append", default=[], help="real ones: COCO or VOC; repeatable")
    parser.add_argument("--real-share", type=float, default=0.2, help="of each batch, in place of the first part's (0.2)")
    parser.add_argument("--judge", help="pictures to judge by while it trains (a folder)")
    parser.add_argument("--steps", type=int, default=15000, help="of a batch each (15000)")
    parser.add_argument(
        "--resume",
        action="store_true",
        help="go on from the weights in --out, with the rate that they had, down to 0 at --steps",
    )
    parser.add_argument(
        "--rate", type=float, help="with --resume: go on with this rate (a warm restart, Loshchilov 2017)"
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--out", required=True, help="folder for weights and the log")
    return parser.parse_args()


def rate(step, steps, first=0, top=RATE):
    """Up from 0, then down along a cosine: by the number of steps, never by the clock. A training that
    is resumed at step first begins so too, as the optimizer has forgotten its means, up to top."""
    done, wanted = step - first, max(1, steps - first - WARM_UP_STEPS)
    if done < WARM_UP_STEPS:
        return top * (done + 1) / WARM_UP_STEPS
    return top * 0.5 * (1 + math.cos(math.pi * (done - WARM_UP_STEPS) / wanted))


def saved(out):
    """Returns the step after the last one that the weights in a folder have seen, and its rate."""
    try:
        state = json.loads((out / "state.json").read_text())
        return int(state["step"]), float(state["rate"])
    except (OSError, ValueError, KeyError) as e:
        raise Mistake(f"{out}: no training to resume ({e}); leave --resume away") from e


def save(out, model, step, rate_there):
    model.save_weights(out / "net.weights.h5")
    (out / "state.json").write_text(json.dumps({"step": step, "rate": rate_there}))


def whole_number(text):
    if not text.isdigit() or int(text) < 1:
        raise Mistake(f"--part {text}: the count is a whole number from 1")
    return int(text)


def batches(parts, shares, steps, seed):
    """Batches by chance, made ready on a thread of their own: each part shuffled, then shuffled anew."""
    ready = Queue(maxsize=4)
    dice = np.random.default_rng(seed)

    def endless(part):
        while True:
            yield from dice.permutation(len(part))

    def fill():
        orders = [endless(part) for part in parts]
        for _ in range(steps):
            picked = []
            for part, order, share in zip(parts, orders, shares):
                rows = np.sort([next(order) for _ in range(share)])
                picked.append((part.pixels[rows], part.boxes[rows], part.counts[rows]))
            ready.put(tuple(np.concatenate(column) for column in zip(*picked)))

    threading.Thread(target=fill, daemon=True).start()
    for _ in range(steps):
        yield ready.get()


def judged(model, pictures):
    """AP50 of the network as it is."""
    outputs = []
    for i in range(0, len(pictures), 50):
        part = slice(i, i + 50)
        picture, _, _ = whole(pictures.pixels[part], pictures.boxes[part], pictures.counts[part])
        outputs.append(tf.sigmoid(model(picture, training=False)).numpy())
    return average_precision(np.concatenate(outputs), pictures.boxes, pictures.counts)


def train(options):
    out = Path(options.out)
    out.mkdir(parents=True, exist_ok=True)
    keras.utils.set_random_seed(options.seed)
    tf.config.threading.set_intra_op_parallelism_threads(options.threads)
    parts = [load(folder) for _, folder in options.part]
    shares = [whole_number(count) for count, _ in options.part]
    if options.real:
        parts.append(joined([load(folder) for folder in options.real]))
        shares.append(min(shares[0] - 1, round(sum(shares) * options.real_share)))
        shares[0] -= shares[-1]
    judge = load(options.judge, JUDGED) if options.judge else None
    model = network()
    first, top = (0, RATE)
    if options.resume:
        first, top = saved(out)
        top = options.rate or top
        model.load_weights(out / "net.weights.h5")
    optimizer = keras.optimizers.AdamW(
        RATE, weight_decay=WEIGHT_DECAY, global_clipnorm=LONGEST_GRADIENT
    )
    # Neither biases nor batch normalisation decay.
    optimizer.exclude_from_weight_decay(var_names=["bias", "gamma", "beta"])
    print(
        f"{model.count_params()} parameters, {[len(p) for p in parts]} pictures,"
        f" steps {first} to {options.steps} of {shares}",
        flush=True,
    )

    @tf.function
    def step(pixels, boxes, counts):
        picture, boxes, counts = by_chance(pixels, boxes, counts)
        with tf.GradientTape() as tape:
            value = loss(model(picture, training=True), boxes, counts)
        gradients = tape.gradient(value, model.trainable_variables)
        optimizer.apply(gradients, model.trainable_variables)
        return value

    log, begun = [], time.time()
    every = max(50, options.steps // 12)
    ready = batches(parts, shares, options.steps - first, options.seed + first)
    for i, (pixels, boxes, counts) in enumerate(ready, first):
        now = rate(i, options.steps, first, top)
        optimizer.learning_rate.assign(now)
        value = step(pixels, boxes, counts)
        if i % NOTED == 0:
            log.append([i, float(value)])
            if not math.isfinite(float(value)):
                raise Mistake(f"the loss is {float(value)} at step {i}; train with another --seed")
        if (i + 1) % 250 == 0 or i + 1 == options.steps:
            recent = np.mean([noted for _, noted in log[-25:]])
            speed = (i + 1 - first) / (time.time() - begun)
            print(f"step {i + 1}  loss {recent:.3f}  {speed:.2f} steps/s", flush=True)
        if (i + 1) % every == 0 or i + 1 == options.steps:
            save(out, model, i + 1, now)
            if judge:
                print(f"step {i + 1}  AP50 {judged(model, judge):.3f}", flush=True)
    (out / "log.json").write_text(
        json.dumps(
            {
                "steps": options.steps,
                "pictures": sum(len(part) for part in parts),
                "seconds": round(time.time() - begun),
                "loss": log,
            }
        )
    )


def main():
    try:
        train(arguments())
    except Mistake as e:
        sys.exit(f"catsim.train: {e}")


if __name__ == "__main__":
    main()
