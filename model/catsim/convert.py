"""Writes the trained network as an int8 .tflite with metadata: python -m catsim.convert --help"""

import argparse
import os
import sys
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")

import numpy as np
import tensorflow as tf
from tensorflow.python.framework.convert_to_constants import convert_variables_to_constants_v2

from .augment import whole
from .geometry import HEIGHT, WIDTH
from .metadata import with_metadata
from .network import detector, network
from .pictures import Mistake, load

# Pictures from which the range of each layer's numbers is read off.
CALIBRATION = 300

DESCRIPTION = (
    "Finds the cats of cat-follow's simulator. Trained on rendered pictures alone: it is no detector of"
    " real cats."
)


def converted(model, pictures):
    """int8 inside and at both ends. Frozen first: calibration cannot read variables."""
    function = tf.function(lambda x: model(x, training=False))
    frozen = convert_variables_to_constants_v2(
        function.get_concrete_function(tf.TensorSpec([1, HEIGHT, WIDTH, 3], tf.float32))
    )
    chosen = np.random.default_rng(0).permutation(len(pictures))[:CALIBRATION]

    def representative():
        for i in chosen:
            one = slice(i, i + 1)
            picture, _, _ = whole(pictures.pixels[one], pictures.boxes[one], pictures.counts[one])
            yield [picture]

    converter = tf.lite.TFLiteConverter.from_concrete_functions([frozen])
    converter.optimizations = [tf.lite.Optimize.DEFAULT]
    converter.representative_dataset = representative
    converter.target_spec.supported_ops = [tf.lite.OpsSet.TFLITE_BUILTINS_INT8]
    # uint8 would leave its QUANTIZE operators outside of XNNPACK.
    converter.inference_input_type = converter.inference_output_type = tf.int8
    return converter.convert()


def main():
    parser = argparse.ArgumentParser(prog="catsim.convert", description=__doc__)
    parser.add_argument("--weights", required=True, help="net.weights.h5 of a training")
    parser.add_argument("--pictures", required=True, help="representative pictures (a folder)")
    parser.add_argument("--version", default="1")
    parser.add_argument("--out", required=True, help="the .tflite to write")
    options = parser.parse_args()
    try:
        model = network()
        model.load_weights(options.weights)
        bytes_ = converted(detector(model), load(options.pictures, 10 * CALIBRATION))
    except (Mistake, OSError, ValueError) as e:
        sys.exit(f"catsim.convert: {e}")
    out = Path(options.out)
    temporary = out.with_suffix(".part")
    temporary.write_bytes(with_metadata(bytes_, DESCRIPTION, options.version, ["cat"]))
    temporary.replace(out)
    print(f"{out}: {out.stat().st_size} bytes")


if __name__ == "__main__":
    main()
