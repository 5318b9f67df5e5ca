#!/usr/bin/env bash
# Called by the build: runs every process of the distribution for a moment, so that the JVM can write
# down what it loaded (an AOT cache, JEP 514). A start then takes about half the time, which is what a
# stage that died is back by. Whatever goes wrong here costs that half and nothing else: exit code 0.
#
# usage: train.sh DISTRIBUTION
set -euo pipefail
here=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")
# shellcheck source=launcher/distribution.sh
source "$here/distribution.sh"
distribution=$1
java_home=
readonly aot=$distribution/aot
# Of a machine that has other work too.
readonly patience_seconds=180

is_current() {
    [[ -r $aot/release && $(<"$aot/release") == "$(<"$java_home/release")" ]] || return 1
    [[ -z $(find "$distribution/lib" "$distribution/jvm" -newer "$aot/release" -print -quit) ]]
}

# The stages tell this FIFO when they work, as they tell the launcher.
start_stages() {
    local stage flags=()
    for stage in guard control tracker detector capture; do
        flags=()
        [[ $stage == guard ]] || flags=(--journal "$aot/journal")
        [[ $stage != capture ]] || flags+=(--source test:)
        # Enough for the filter to run: a target in the middle of the test pattern.
        [[ $stage != tracker ]] || flags+=(--init-box "272,192,96,96")
        CAT_FOLLOW_TRAINING=$aot "$distribution/bin/$stage-proc" --region "$region" \
            --ready-pipe "$aot/events" "${flags[@]}" </dev/null >"$aot/$stage.log" 2>&1 &
        pids+=($!)
    done
    CAT_FOLLOW_TRAINING=$aot "$distribution/bin/view-proc" --region "$region" --port 0 \
        --token-file "$aot/view.token" --address-file "$aot/view.address" \
        --ready-pipe "$aot/events" </dev/null >"$aot/view.log" 2>&1 &
    pids+=($!)
    # A drawn world is other code, and compiled in another way. It leaves its baked scenes beside the caches.
    CAT_FOLLOW_TRAINING=$aot "$distribution/bin/capture-proc" --region "$region-drawn" --source sim: \
        --ready-pipe "$aot/events" </dev/null >"$aot/capture-drawn.log" 2>&1 &
    pids+=($!)
}

await_stages() {
    local missing=7 line
    while ((missing > 0)); do
        read -r -t "$patience_seconds" -u 9 line || return 1
        [[ $line != ready* ]] || missing=$((missing - 1))
    done
}

# One verb is one process; the picture takes the longest way through the tool.
train_cli() {
    CAT_FOLLOW_TRAINING=$aot "$distribution/bin/cat-follow" --region "$region" \
        read --overlay --out "$aot/trained.png" >"$aot/cli.log" 2>&1
}

# Else the first browser pays for the web server's classes. What is not answered costs that and nothing else.
train_view() {
    local port path
    port=$(<"$aot/view.address") || return 0
    port=${port##*:}
    port=${port%%/*}
    for path in / '/latest.jpg?overlay=all' /api/stats /metrics; do
        # shellcheck disable=SC2016 # for the inner shell
        timeout 10 bash -c 'exec 3<>"/dev/tcp/127.0.0.1/$1" &&
            printf "GET %s HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n" "$2" >&3 && cat <&3' \
            request "$port" "$path" >/dev/null 2>&1 || true
    done
}

# A JVM that could not write its cache says nothing.
has_all() {
    local name
    for name in capture capture-drawn detector tracker control guard view cli; do
        [[ -s $aot/$name.aot ]] || return 1
    done
}

end_stages() {
    local pid
    for pid in "${pids[@]}"; do
        kill "$pid" 2>/dev/null || true
    done
    # Each writes its cache on the way out, by a child of its own: of one that had to be killed it may be a
    # half.
    for pid in "${pids[@]}"; do
        timeout "$patience_seconds" tail --pid="$pid" -f /dev/null || {
            kill -9 "$pid" 2>/dev/null || true
            whole=no
        }
    done
    [[ $whole == yes ]]
}

# shellcheck disable=SC2317 # called by the trap
clean_up() {
    trap '' EXIT
    end_stages || true
    rm -rf -- "$aot/journal" || true
    rm -f -- "$region" "$region".* "$region"-* "$aot/events" "$aot/trained.png" "$aot/view.token" "$aot/view.address" \
        "$aot"/*.aot.config "$aot"/*.log || true
    # Whatever went wrong, the distribution works without.
    exit 0
}

# Not the robot of whoever builds.
export CAT_FOLLOW_CONFIG=none
readonly region=$aot/region
pids=()
whole=yes
trap clean_up EXIT
find_java
! is_current || exit 0
rm -rf -- "$aot"
mkdir -p -- "$aot"
mkfifo -m 600 "$aot/events"
exec 9<>"$aot/events"
start_stages
if await_stages && train_cli && train_view && end_stages && has_all; then
    pids=()
    cp -- "$java_home/release" "$aot/release"
else
    printf 'train.sh: no AOT caches (see %s), so starts take twice as long: %s\n' "$aot" \
        "$(tail -qn 1 "$aot"/*.log | tail -n 1)" >&2
    rm -f -- "$aot"/*.aot
fi
