#!/usr/bin/env bash
# Makes the pictures of the documentation anew: starts a robot in the simulator, waits until control is in
# the states that are to be shown, and writes what the live ring holds, with the overlay. About a minute.
# view-page.jpg and view-phone.jpg are what ViewIT's browser saw, page.png and phone.png in the newest
# system-tests/target/runs/browser-*, made smaller by `ffmpeg -i page.png -q:v 4 view-page.jpg`.
set -euo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.."
name=pictures
deadline=90

at_end() {
    deploy/launch.sh --name "$name" down >/dev/null
}

# picture STATE FILE: waits until control is in the state, and writes the newest frame.
picture() {
    local state=$1 file=docs/images/$2
    until deploy/cat-follow --name "$name" stat | grep -q "^control   $state "; do
        ((SECONDS < deadline)) || {
            echo "make.sh: control did not reach $state in $deadline s; see deploy/cat-follow --name $name stat" >&2
            exit 1
        }
    done
    deploy/cat-follow --name "$name" read --overlay --out "$file"
    echo "$file: $state"
}

trap at_end EXIT
deploy/launch.sh --name "$name" up --source sim: --sim-seed 3 --model truth:
picture SEARCH simulator-search.jpg
picture APPROACH simulator-approach.jpg
picture TRACK simulator-track.jpg
