#!/usr/bin/env bash
# Records a run in the simulator from its first frame, runs it again and compares, several times; then
# with one flag changed, which has to be found. Exit code 0: all as it must be.
#
#   docs/verification/replay.sh [FRAMES [TIMES]]      2000 frames, 3 times
#
# Needs the distribution (mvn -DskipTests package) and 0.9 MB of disk a frame, given back at the end.
set -euo pipefail
here=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")
bin=${CAT_FOLLOW_BIN:-$here/../../deploy/target/cat-follow/bin}
frames=${1:-2000}
times=${2:-3}
name=replay-proof-$$
work=$(mktemp -d)
export CAT_FOLLOW_STATE_DIR=$work/state
# Not the robot of whoever tries it.
export CAT_FOLLOW_CONFIG=none
trap '"$bin/launch.sh" --name "$name" down >/dev/null 2>&1; rm -rf "$work"' EXIT

recorded() {
    local lines
    lines=$(wc -l <"$work/recording/frames.csv")
    ((lines > frames))
}

"$bin/launch.sh" --name "$name" up --record "$work/recording" --record-format raw \
    --record-buffer-mb 2000
until recorded; do sleep 1; done
"$bin/launch.sh" --name "$name" down
head -n 1 "$work/state/$name/logs/recorder.log"
for ((i = 1; i <= times; i++)); do
    "$bin/cat-follow" replay "$work/recording" --compare
done
code=0
"$bin/cat-follow" replay "$work/recording" --compare --min-score 0.6 || code=$?
((code == 1)) || { echo "a changed threshold was not found (code $code)"; exit 1; }
echo "$times replays of $frames frames identical; the changed threshold was found"
