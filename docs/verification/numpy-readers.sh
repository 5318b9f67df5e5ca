#!/usr/bin/env bash
# Runs a robot on the test pattern with many readers in Python beside it, each looking at every pixel of every
# frame, and says of each what it saw, and what the robot's own stages lost meanwhile. Exit code 0 only if each
# reader saw every frame, at 30 a second, none lapped, torn or wrong, and capture, tracker and detector lost
# nothing.
#
#   docs/verification/numpy-readers.sh [READERS [SECONDS]]      10 readers, 60 s
#
# Needs the distribution (mvn -DskipTests package) and a python3 with numpy (PYTHON names another).
set -euo pipefail
here=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")
bin=${CAT_FOLLOW_BIN:-$here/../../deploy/target/cat-follow/bin}
python=${PYTHON:-python3}
readers=${1:-10}
seconds=${2:-60}
name=numpy-readers-$$
work=$(mktemp -d)
export CAT_FOLLOW_STATE_DIR=$work/state
# Not the robot of whoever tries it.
export CAT_FOLLOW_CONFIG=none
export PYTHONPATH=$here/../../sdk/python PYTHONDONTWRITEBYTECODE=1
# numpy would start threads of its own for what needs none.
export OPENBLAS_NUM_THREADS=1
trap '"$bin/launch.sh" --name "$name" down >/dev/null 2>&1; rm -rf "$work"' EXIT

"$python" -c 'import numpy' || { echo "numpy is needed: $python -m pip install numpy" >&2; exit 1; }

# One reader: begins at the same moment as all others, when the costs of their starts are over.
cat >"$work/reader.py" <<'READER'
import json
import sys
import time

import catfollow

name, begin, seconds = sys.argv[1], float(sys.argv[2]), float(sys.argv[3])
frames = catfollow.Frames(name=name, newest=False, timeout=10)
next(frames).pixels.mean()
time.sleep(max(0, begin - time.monotonic()))
# What passed in that sleep is not counted.
frames = catfollow.Frames(name=name, newest=False, timeout=10)
first = next(frames).id
begin, cpu, age = time.monotonic(), time.process_time(), []
for frame in frames:
    mean = frame.pixels.mean()
    if not frame.still_valid():
        continue
    now = time.monotonic()
    age.append(now - frame.capture_nanos / 1e9)
    if now - begin >= seconds:
        break
wall = time.monotonic() - begin
age.sort()
print(
    json.dumps(
        {
            "frames": frames.seen - 1,
            "expected": frame.id - first,
            "fps": round((frames.seen - 1) / wall, 2),
            "lapped": frames.lapped,
            "skipped": frames.skipped,
            "torn": frames.torn,
            "wrong": frames.mismatched,
            "age p50 ms": round(age[len(age) // 2] * 1e3, 2),
            "age p99 ms": round(age[len(age) * 99 // 100] * 1e3, 2),
            "CPU %": round((time.process_time() - cpu) / wall * 100, 1),
        }
    )
)
READER

# Compares, prints, and is the verdict.
cat >"$work/verdict.py" <<'VERDICT'
import json
import pathlib
import sys

work, wanted = pathlib.Path(sys.argv[1]), int(sys.argv[2])
readers = [json.loads(file.read_text()) for file in sorted(work.glob("reader-*.json")) if file.stat().st_size]
broken = [f"{wanted - len(readers)} readers ended without a result"] if len(readers) < wanted else []
for number, reader in enumerate(readers, 1):
    print(f"reader {number:2}  " + "  ".join(f"{key} {value}" for key, value in reader.items()))
    losses = {key: reader[key] for key in ("lapped", "skipped", "torn", "wrong") if reader[key]}
    if losses or reader["frames"] != reader["expected"] or reader["fps"] < 29.5:
        broken.append(f"reader {number}: {reader['frames']} of {reader['expected']} frames, {reader['fps']}/s, {losses}")
before, after = (json.loads((work / f"{when}.json").read_text())["stages"] for when in ("before", "after"))
# A detector that is slower than the camera leaves frames out, readers or not: "dropped" is no loss there.
must_stay = {
    "capture": ("dropped", "mismatched", "errors"),
    "tracker": ("dropped", "torn", "lapped", "mismatched"),
    "detector": ("torn", "lapped", "mismatched"),
}
for stage, keys in must_stay.items():
    moved = {key: after[stage][key] - before[stage][key] for key in ("frames", "dropped", "torn", "lapped", "mismatched")}
    moved["errors"] = after[stage]["errors"] - before[stage]["errors"]
    print(f"{stage:9}  " + "  ".join(f"{key} {value}" for key, value in moved.items()))
    lost = {key: moved[key] for key in keys if moved[key]}
    if lost or after[stage]["restarts"] != before[stage]["restarts"]:
        broken.append(f"{stage} lost {lost}, restarts {after[stage]['restarts']}")
print("\n".join(broken) or f"{len(readers)} readers saw every frame; the stages lost nothing")
sys.exit(1 if broken else 0)
VERDICT

"$bin/launch.sh" --name "$name" up --source test: --init-box 272,192,96,96
# Python's clock, as each reader has it; their starts take about a second each where processors are few.
begin=$("$python" -c "import time; print(time.monotonic() + 5 + $readers)")
pids=()
for ((i = 1; i <= readers; i++)); do
    "$python" "$work/reader.py" "$name" "$begin" "$seconds" >"$work/reader-$(printf %03d "$i").json" &
    pids+=($!)
done
"$python" -c "import time; time.sleep(max(0, $begin + 0.5 - time.monotonic()))"
"$bin/cat-follow" --name "$name" stat --json >"$work/before.json"
for pid in "${pids[@]}"; do wait "$pid" || true; done
"$bin/cat-follow" --name "$name" stat --json >"$work/after.json"
"$python" "$work/verdict.py" "$work" "$readers"
