"""Trains the network on annotated pictures: python -m catsim.train --help"""

import argparse
import json
import math
import os
import sys
import threading
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path
from queue import Queue

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")

import keras
import numpy as np
import tensorflow as tf

from .augment import by_chance
from .judge import average_precision
from .loss import loss
from .network import network, outputs
from .pictures import Mistake, joined, load

RATE = 2e-3
WARM_UP_STEPS = 300
WEIGHT_DECAY = 1e-4
LONGEST_GRADIENT = 5.0
JUDGED = 500

# Steps between two losses in the log.
NOTED = 10

# In the folder of a training; log.json is there when it is over.
WEIGHTS, STATE, LOG = "net.weights.h5", "state.json", "log.json"


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
        help="go on from the weights in --out, with the rate that they had, down to 0 at --steps, which must be later",
    )
    parser.add_argument(
        "--rate", type=float, help="only with --resume: go on with this rate (a warm restart, Loshchilov 2017)"
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


@dataclass
class Progress:
    """How far a training has come: the step after the last one that its weights have seen, the rate
    there, how long it took, and its losses as [step, loss]."""

    step: int = 0
    rate: float = RATE
    seconds: float = 0.0
    losses: list = field(default_factory=list)


def saved(out, model):
    """Loads the weights of a training that was cut, and returns how far it had come."""
    try:
        state = json.loads((out / STATE).read_text())
        model.load_weights(out / WEIGHTS)
        return Progress(int(state["step"]), float(state["rate"]), float(state["seconds"]), state["losses"])
    except (OSError, ValueError, KeyError, TypeError) as e:
        raise Mistake(f"{out}: no training to resume ({e}); leave --resume away") from e


def save(out, model, progress):
    """Under names of their own until they are whole: a training is resumed because it was cut."""
    part = out / f"part.{WEIGHTS}"
    model.save_weights(part)
    state = out / f"part.{STATE}"
    state.write_text(json.dumps(asdict(progress)))
    os.replace(part, out / WEIGHTS)
    os.replace(state, out / STATE)


def shares_of(options, real):
    """How many pictures of a batch each part gives; real ones, the last, in place of the first part's."""
    counts = [count for count, _ in options.part]
    wrong = [count for count in counts if not count.isdigit() or int(count) < 1]
    if wrong:
        raise Mistake(f"--part {wrong[0]}: the count is a whole number from 1")
    shares = [int(count) for count in counts]
    if real:
        wanted = round(sum(shares) * options.real_share)
        if not 1 <= wanted < shares[0]:
            raise Mistake(
                f"--real-share {options.real_share}: {wanted} pictures of a batch of {sum(shares)}; they take"
                f" the place of the first --part's, so it must be 1 to {shares[0] - 1}"
            )
        shares[0] -= wanted
        shares.append(wanted)
    return shares


def batches(parts, shares, steps, seed):
    """Batches by chance, made ready on a thread of their own: each part shuffled, then shuffled anew."""
    ready = Queue(maxsize=4)
    dice = np.random.default_rng(seed)

    def endless(part):
        while True:
            yield from dice.permutation(len(part))

    def fill():
        try:
            orders = [endless(part) for part in parts]
            for _ in range(steps):
                picked = []
                for part, order, share in zip(parts, orders, shares):
                    rows = np.sort([next(order) for _ in range(share)])
                    picked.append((part.pixels[rows], part.boxes[rows], part.counts[rows]))
                ready.put(tuple(np.concatenate(column) for column in zip(*picked)))
        except Exception as e:  # Whoever waits for batches must hear of it.
            ready.put(e)

    threading.Thread(target=fill, daemon=True).start()
    for _ in range(steps):
        batch = ready.get()
        if isinstance(batch, Exception):
            raise batch
        yield batch


def judged(model, pictures):
    """AP50 of the network as it is."""
    return average_precision(outputs(model, pictures), pictures.boxes, pictures.counts)


def train(options):
    if options.rate is not None and not (options.resume and options.rate > 0):
        raise Mistake(f"--rate {options.rate}: a rate over 0, and only with --resume")
    shares = shares_of(options, options.real)
    out = Path(options.out)
    out.mkdir(parents=True, exist_ok=True)
    keras.utils.set_random_seed(options.seed)
    tf.config.threading.set_intra_op_parallelism_threads(options.threads)
    parts = [load(folder) for _, folder in options.part]
    if options.real:
        parts.append(joined([load(folder) for folder in options.real]))
    judge = load(options.judge, JUDGED) if options.judge else None
    model = network()
    if options.resume:
        progress = saved(out, model)
    else:
        progress = Progress()
        # What an earlier training left here must not be taken for this one's, should this be cut.
        for left in (STATE, WEIGHTS, LOG):
            (out / left).unlink(missing_ok=True)
    first, top, before = progress.step, options.rate or progress.rate, progress.seconds
    if first >= options.steps:
        raise Mistake(f"--steps {options.steps}: the weights have seen {first} steps already")
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

    begun = time.time()
    every = max(50, options.steps // 12)
    ready = batches(parts, shares, options.steps - first, options.seed + first)
    for i, (pixels, boxes, counts) in enumerate(ready, first):
        now = rate(i, options.steps, first, top)
        optimizer.learning_rate.assign(now)
        value = step(pixels, boxes, counts)
        due = (i + 1) % every == 0 or i + 1 == options.steps
        if i % NOTED == 0 or due:
            if not math.isfinite(float(value)):
                raise Mistake(f"the loss is {float(value)} at step {i}; train with another --seed")
            progress.losses.append([i, float(value)])
        if (i + 1) % 250 == 0 or i + 1 == options.steps:
            recent = np.mean([noted for _, noted in progress.losses[-25:]])
            speed = (i + 1 - first) / (time.time() - begun)
            print(f"step {i + 1}  loss {recent:.3f}  {speed:.2f} steps/s", flush=True)
        if due:
            progress.step, progress.rate = i + 1, now
            progress.seconds = before + time.time() - begun
            save(out, model, progress)
            if judge:
                print(f"step {i + 1}  AP50 {judged(model, judge):.3f}", flush=True)
    (out / LOG).write_text(
        json.dumps(
            {
                "seed": options.seed,
                "steps": progress.step,
                "pictures": sum(len(part) for part in parts),
                "seconds": round(progress.seconds),
                "loss": progress.losses,
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
