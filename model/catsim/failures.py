"""Draws what a model file gets wrong on annotated pictures: python -m catsim.failures --help

Green: a cat that was missed. Red: a box where no cat is (or not the whole cat, or two boxes for one).
Grey: hardly seen, does not count. White: found."""

import argparse
import os
import sys

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")

import numpy as np
import tensorflow as tf
from PIL import Image, ImageDraw

from .augment import whole
from .judge import decoded, inside, overlap
from .pictures import Mistake, load

MIN_SCORE = 0.5
COLUMNS, ROWS = 4, 4
SHOWN_WIDTH, SHOWN_HEIGHT = 320, 240


def outputs(file, pictures):
    interpreter = tf.lite.Interpreter(model_path=file)
    interpreter.allocate_tensors()
    into, out = interpreter.get_input_details()[0], interpreter.get_output_details()[0]
    (scale, zero), (step, out_zero) = into["quantization"], out["quantization"]
    for i in range(len(pictures)):
        one = slice(i, i + 1)
        picture, _, _ = whole(pictures.pixels[one], pictures.boxes[one], pictures.counts[one])
        as_bytes = np.clip(np.round(picture / scale + zero), -128, 127).astype(np.int8)
        interpreter.set_tensor(into["index"], as_bytes)
        interpreter.invoke()
        yield (interpreter.get_tensor(out["index"]).astype(np.float32)[0] - out_zero) * step


def compared(output, boxes, counts):
    """Returns (missed, found, wrong): numbers of boxes of the truth, and boxes."""
    scores, found = decoded(output)
    found = found[scores >= MIN_SCORE]
    wanted = [k for k in range(len(counts)) if counts[k] > 0]
    taken, wrong = set(), []
    for box in found:
        best = max(((overlap(box, boxes[k]), k) for k in wanted if k not in taken), default=(0, -1))
        if best[0] >= 0.5:
            taken.add(best[1])
        elif not any(counts[k] < 0 and inside(box, boxes[k]) >= 0.5 for k in range(len(counts))):
            wrong.append(box)
    return [k for k in wanted if k not in taken], sorted(taken), wrong


def drawn(pixels, boxes, counts, missed, found, wrong):
    image = Image.fromarray(pixels).resize((SHOWN_WIDTH, SHOWN_HEIGHT))
    draw = ImageDraw.Draw(image)
    size = np.array([SHOWN_WIDTH, SHOWN_HEIGHT] * 2)

    def frame(box, colour):
        draw.rectangle([float(v) for v in box * size], outline=colour, width=2)

    for k in range(len(counts)):
        if counts[k] < 0:
            frame(boxes[k], "gray")
    for k in found:
        frame(boxes[k], "white")
    for k in missed:
        frame(boxes[k], "lime")
    for box in wrong:
        frame(box, "red")
    return image


def main():
    parser = argparse.ArgumentParser(prog="catsim.failures", description=__doc__)
    parser.add_argument("--file", required=True, help="the .tflite")
    parser.add_argument("--pictures", required=True, help="annotated pictures (a folder)")
    parser.add_argument("--out", required=True, help="the sheet of pictures to write")
    options = parser.parse_args()
    try:
        pictures = load(options.pictures)
    except Mistake as e:
        sys.exit(f"catsim.failures: {e}")
    bad, misses, alarms, things = [], 0, 0, 0
    for i, output in enumerate(outputs(options.file, pictures)):
        missed, found, wrong = compared(output, pictures.boxes[i], pictures.counts[i])
        misses, alarms, things = misses + len(missed), alarms + len(wrong), things + len(missed) + len(found)
        if missed or wrong:
            bad.append((i, missed, found, wrong))
    print(f"{len(pictures)} pictures, {things} cats: {misses} missed, {alarms} boxes wrong (score {MIN_SCORE})")
    sheet = Image.new("RGB", (COLUMNS * SHOWN_WIDTH, ROWS * SHOWN_HEIGHT))
    chosen = np.random.default_rng(0).permutation(len(bad))[: COLUMNS * ROWS]
    for place, at in enumerate(sorted(chosen)):
        i, missed, found, wrong = bad[at]
        image = drawn(pictures.pixels[i], pictures.boxes[i], pictures.counts[i], missed, found, wrong)
        sheet.paste(image, (place % COLUMNS * SHOWN_WIDTH, place // COLUMNS * SHOWN_HEIGHT))
    sheet.save(options.out, quality=80)
    print(f"some of them: {options.out}")


if __name__ == "__main__":
    main()
