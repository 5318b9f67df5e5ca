"""Says whether a training's loss fell: python -m catsim.falls --run DIR. Exits with 1 where it did not."""

import argparse
import json
import sys
from pathlib import Path

import numpy as np


def main():
    parser = argparse.ArgumentParser(prog="catsim.falls", description=__doc__)
    parser.add_argument("--run", required=True, help="folder of a training")
    log = Path(parser.parse_args().run) / "log.json"
    try:
        losses = [loss for _, loss in json.loads(log.read_text())["loss"]]
    except (OSError, ValueError, KeyError) as e:
        sys.exit(f"catsim.falls: {log}: no log of a training ({e})")
    if len(losses) < 6:
        sys.exit(f"catsim.falls: {log}: {len(losses)} losses are too few; train for more steps")
    third = len(losses) // 3
    first, last = np.mean(losses[:third]), np.mean(losses[-third:])
    print(f"loss: {first:.2f} in the first third, {last:.2f} in the last")
    if not last <= 0.8 * first:
        sys.exit("catsim.falls: it fell by less than a fifth")


if __name__ == "__main__":
    main()
