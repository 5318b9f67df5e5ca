#!/usr/bin/env bash
# Tries the recipe itself in a few minutes: a short training on few pictures, whose loss must fall, and a
# file that must load and put out what the network does. The result is no detector worth the name.
set -euo pipefail
# shellcheck source=lib.sh
source "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/lib.sh"

work=$model/target/check
rm -rf "$work"
mkdir -p "$work"
prepare_python
prepare_renderer
begun=$SECONDS
render "$work/train" --spread near --seed 3 --pictures 800 --per-world 40 "${small[@]}"
render "$work/other" --spread rooms --seed 4 --pictures 200 --per-world 25 "${small[@]}"
catsim train --part 32 "$work/train" --judge "$work/other" --steps 200 --seed 1 --out "$work/run"
catsim falls --run "$work/run"
catsim convert --weights "$work/run/net.weights.h5" --pictures "$work/train" --out "$work/check.tflite"
catsim agree --weights "$work/run/net.weights.h5" --file "$work/check.tflite" --pictures "$work/other"
if [[ -x $checkout/deploy/target/cat-follow/bin/detector-proc ]]; then
    "$checkout/deploy/target/cat-follow/bin/detector-proc" model info "$work/check.tflite"
else
    echo "not built: deploy/target/cat-follow; the detector did not look at the file"
fi
echo "the recipe works ($((SECONDS - begun)) s)"
