#!/usr/bin/env bash
# Judges cat-sim.tflite on rendered pictures that it was not trained on, through the detector itself:
#   rooms   2,000 pictures: other seeds, rooms and coats, else as the simulator draws them
#   decoys  1,000 pictures of such rooms without a cat: false alarms
#   wild    2,000 pictures with far wider chance than in training: where it ends
# and draws what it gets wrong. Needs the distribution (mvn -DskipTests package) and 5 GB of disk.
# judge.sh [FILE.tflite]
set -euo pipefail
# shellcheck source=lib.sh
source "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/lib.sh"

file=$(readlink -f "${1:-$model/cat-sim.tflite}")
sets=$model/target/judged
detector=$checkout/deploy/target/cat-follow/bin/detector-proc
[[ -x $detector ]] || fail "no $detector; build it with: mvn -DskipTests package"
mkdir -p "$sets"
prepare_python
prepare_renderer

# judge NAME FLAG...: the table of one set.
judge() {
    local name=$1
    shift
    render "$sets/$name" --seed 2026 --format bmp "$@"
    printf '\n%s: %s\n' "$name" "$*"
    "$detector" bench --annotations "$sets/$name/annotations.json" --model "$file"
}

judge rooms --spread rooms --pictures 2000 --per-world 20
judge decoys --spread rooms --pictures 1000 --per-world 20 --no-cats
judge wild --spread wild --pictures 2000 --per-world 20
catsim failures --file "$file" --pictures "$sets/rooms" --out "$model/target/failures.jpg"
