"""Writes down what a model file is and how it came to be: python -m catsim.record --help"""

import argparse
import hashlib
import json
import sys
from datetime import datetime, timezone
from importlib import metadata
from pathlib import Path


def main():
    parser = argparse.ArgumentParser(prog="catsim.record", description=__doc__)
    for name in ("file", "run", "commit", "command", "out"):
        parser.add_argument(f"--{name}", required=True)
    options = parser.parse_args()
    try:
        content = Path(options.file).read_bytes()
        log = json.loads((Path(options.run) / "log.json").read_text())
    except (OSError, ValueError) as e:
        sys.exit(f"catsim.record: {e}")
    record = {
        "name": "cat-sim",
        "sha256": hashlib.sha256(content).hexdigest(),
        "bytes": len(content),
        "commit": options.commit,
        "command": options.command,
        "seed": log["seed"],
        "steps": log["steps"],
        "pictures": log["pictures"],
        "trained": datetime.now(timezone.utc).date().isoformat(),
        "training_seconds": log["seconds"],
        "tensorflow": metadata.version("tensorflow-cpu"),
        "keras": metadata.version("keras"),
        "licence": "Apache-2.0",
    }
    Path(options.out).write_text(json.dumps(record, indent=2) + "\n")


if __name__ == "__main__":
    main()
