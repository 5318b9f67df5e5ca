#!/usr/bin/env bash
# Makes cat-sim.tflite anew: renders, trains, converts, compares, records. Under two hours on two cores.
# Flags go to the training (--steps, --seed, --real DIR ...): see README.md.
set -euo pipefail
# shellcheck source=lib.sh
source "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/lib.sh"

work=$model/target/work
mkdir -p "$work"
# Now: others may commit while it trains.
commit=$(git -C "$checkout" rev-parse HEAD) || fail "$checkout is no git checkout; the record names the commit"
[[ -z $(git -C "$checkout" status --porcelain -- simulator model) ]] || commit+=" and changes"
prepare_python
prepare_renderer
render "$work/near" --spread near --seed 11 --pictures 16000 --per-world 40 "${small[@]}"
render "$work/wide" --spread training --seed 1 --pictures 36000 --per-world 50 "${small[@]}"
render "$work/near-decoys" --spread near --seed 12 --pictures 5000 --per-world 25 --no-cats "${small[@]}"
render "$work/wide-decoys" --spread training --seed 2 --pictures 6000 --per-world 40 --no-cats "${small[@]}"
render "$work/judge" --spread rooms --seed 900 --pictures 1000 --per-world 25 "${small[@]}"
render "$work/alarms" --spread rooms --seed 901 --pictures 2000 --per-world 20 --no-cats "${small[@]}"
begun=$SECONDS
catsim train --part 15 "$work/near" --part 10 "$work/wide" --part 4 "$work/near-decoys" \
    --part 3 "$work/wide-decoys" --judge "$work/judge" --out "$work/run" "$@"
catsim calibrate --weights "$work/run/net.weights.h5" --decoys "$work/alarms" --out "$work/run/calibrated.weights.h5"
catsim convert --weights "$work/run/calibrated.weights.h5" --pictures "$work/near" --out "$work/cat-sim.tflite"
catsim agree --weights "$work/run/calibrated.weights.h5" --file "$work/cat-sim.tflite" --pictures "$work/judge"
catsim record --file "$work/cat-sim.tflite" --run "$work/run" --commit "$commit" \
    --command "model/make.sh${*:+ $*}" --out "$work/cat-sim.json"
mv -f "$work/cat-sim.tflite" "$work/cat-sim.json" "$model/"
echo "model/cat-sim.tflite made in $(((SECONDS - begun) / 60)) min; build it in (mvn -DskipTests package), judge it (model/judge.sh)"
