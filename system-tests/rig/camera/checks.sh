#!/usr/bin/env bash
# The checks of rig/camera, inside the machine that run.sh boots: two cameras of the kernel's (vivid), the stages of
# the distribution, one line a check. Not to be run elsewhere: it takes drivers away.
#
# Environment: RIG_DISTRIBUTION; RIG_LOGS, where logs and figures go; RIG_ONLY, a part; RIG_RATE, of the robot's
# camera; RIG_EMULATED, yes or no; RIG_PATIENCE, seconds for one thing that is waited for. Last line: "rig done N", N checks failed.
set -euo pipefail
here=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")
readonly here distribution=$RIG_DISTRIBUTION logs=$RIG_LOGS

readonly tracing=/sys/kernel/tracing driver=/sys/bus/platform/drivers/vivid instance=rig
readonly camera=/dev/video0 other_camera=/dev/video1
# Small, as an emulated processor has to do it; the second camera is asked for what capture asks for by itself.
readonly width=320 height=180 rate=$RIG_RATE
# How often and how long is measured, and the share of frames that may be lost.
readonly measured_windows=3 measured_seconds=12 limit_percent=1
readonly patience_seconds=$RIG_PATIENCE

# What an emulated processor is slow at must not be taken for a fault, and the tracker, which is no part of this, must
# not take it whole.
slow_flags=()
if [[ $RIG_EMULATED == yes ]]; then
    slow_flags=(--age-full-ms 1500 --age-zero-ms 2500 --no-pictures-ms 3000 --max-age-ms 8000 --silent-ms 1000
        --period-ms 100 --every 4 --tracker mosse --max-catch-up 1)
fi

failures=0
heard=''

ok() { printf 'ok      %s\n' "$*"; }

# failed WHAT WHERE WHAT_TO_DO
failed() {
    printf 'FAILED  %s; %s; %s\n' "$1" "$2" "$3"
    failures=$((failures + 1))
}

# expect WHAT WHERE WHAT_TO_DO COMMAND...: one line.
expect() {
    local what=$1 where=$2 advice=$3
    shift 3
    if "$@"; then
        ok "$what"
    else
        failed "$what" "$where" "$advice"
    fi
}

last_line() { awk 'NF { line = $0 } END { print line ? line : "(nothing was said)" }' "$1" 2>/dev/null; }

# mark WORDS: a line in the kernel's trace, between the driver's.
mark() { printf 'rig %s\n' "$1" >"$tracing/trace_marker"; }

# --- the cameras ---

load_cameras() {
    # Two webcams and nothing else of what vivid can be.
    insmod /run/vivid.ko n_devs=2 node_types=0x1,0x1 num_inputs=1,1 input_types=0,0
    choose_pictures
}

# Green, with a red square in the middle, in which the detector for tests sees a target, and a line of text that
# counts, so that no picture is like the one before. Stamped when the exposure begins, as USB cameras do: what vivid
# calls the end of the frame lies in the future when the picture is there already.
readonly chosen_picture=test_pattern=8,show_square=1,osd_text_mode=1,timestamp_source=1

choose_pictures() {
    local device
    for device in "$camera" "$other_camera"; do
        v4l2-ctl --device "$device" --set-ctrl "$chosen_picture"
    done
    mark_minor
}

# By which the trace knows the camera, and which another one gets when it comes back.
mark_minor() {
    local number
    read -r number <"/sys/class/video4linux/${camera##*/}/dev"
    mark "minor ${number#*:}"
}

watch_driver() {
    echo mono >"$tracing/trace_clock"
    echo 8192 >"$tracing/buffer_size_kb"
    echo 1 >"$tracing/events/v4l2/v4l2_dqbuf/enable"
}

unplug() { echo vivid.0 >"$driver/unbind"; }

plug_in() {
    echo vivid.0 >"$driver/bind"
    mark_minor
}

# --- capture alone ---

# capture_alone NAME FLAG...: in the background, on a region of its own; its log is NAME.log.
capture_alone() {
    local name=$1
    shift
    "$distribution/bin/capture-proc" --region "/dev/shm/$name" "$@" >"$logs/$name.log" 2>&1 &
    alone_pid[$name]=$!
}
declare -A alone_pid=()

# code_of NAME: sets code.
code_of() {
    code=0
    wait "${alone_pid[$1]}" || code=$?
    rm -f -- "/dev/shm/$1" "/dev/shm/$1".*
}

# refuses NAME WHAT TEXT: it has ended with 4, and said TEXT.
refuses() {
    local code said
    code_of "$1"
    said=$(last_line "$logs/$1.log")
    if [[ $code == 4 && $said == *"$3"* ]]; then
        ok "$2: code 4, \"${said##*capture-proc: }\""
    else
        failed "$2: code $code instead of 4, \"$said\", wanted \"$3\"" "see $1.log" "read V4l2Camera and V4l2Pictures"
    fi
}

# Of a capture that has ended by its --timeout: 0, and frames of that kind.
gave_frames() {
    local code figures=$logs/$1.json frames
    code_of "$1"
    frames=$(sed -n 's/.*"frames": *\([0-9]*\).*/\1/p' "$figures" 2>/dev/null | head -n 1)
    if [[ $code == 0 && ${frames:-0} -ge $4 ]] && grep -qF -- "$3" "$logs/$1.log"; then
        ok "$2: $3, $frames frames"
    else
        failed "$2: code $code, ${frames:-no} frames, wanted $4 of $3: $(last_line "$logs/$1.log")" "see $1.log" \
            "read V4l2Pictures"
    fi
}

check_alone() {
    local wanted_frames=40
    capture_alone absent --source v4l2:/dev/video7
    capture_alone wrong-size --source "v4l2:$camera" --width 500 --height 400
    capture_alone second --source v4l2: --camera 1 --camera-id 1 --timeout 3s --stats-json "$logs/second.json"
    refuses absent "no camera there" "/dev/video7 does not exist: no camera is plugged in there"
    refuses wrong-size "a size that it has not" "YUYV 640x360 at 30.00 fps: not the 500x400 asked for"
    # vivid gives 640x480 at 25 a second at most, in formats of many kinds. How many come in three seconds, beside JVMs
    # that start, is not an emulated processor's to say.
    [[ $RIG_EMULATED != yes ]] || wanted_frames=10
    gave_frames second "the second camera, by its number" "v4l2:$other_camera, YUYV 640x480 at 25.00 fps" "$wanted_frames"
}

# --- the robot ---

# launch VERB...: of launch.sh.
launch() { "$distribution/bin/launch.sh" --name "$instance" "$@" >"$logs/launch-$1.log" 2>&1; }

robot() { "$distribution/bin/cat-follow" --name "$instance" "$@"; }

# follow: reads what capture and control say from now on; hear waits for it.
follow() {
    exec 7< <(exec tail -n +1 -F "$robot_logs/capture.log" 2>/dev/null)
    followers=$!
    exec 8< <(exec tail -n +1 -F "$robot_logs/control.log" 2>/dev/null)
    followers+=" $!"
}

# hear FD PATTERN: sets heard to the next line that matches, of capture (7) or control (8).
hear() {
    local deadline=$((SECONDS + patience_seconds))
    while ((SECONDS < deadline)) && read -r -t $((deadline - SECONDS)) -u "$1" heard; do
        [[ ! $heard =~ $2 ]] || return 0
    done
    heard=
    return 1
}

# skip FD: what was said before.
skip() { while read -r -t 0.1 -u "$1" heard; do :; done; }

# hears WHAT PATTERN: one line, of what capture says.
hears() {
    if hear 7 "$2"; then
        ok "$1: \"${heard#* - }\""
        return 0
    fi
    failed "$1: capture has not said \"$2\" within $patience_seconds s, last: $(last_line "$robot_logs/capture.log")" \
        "see robot/capture.log" "read ReopeningSource"
    return 1
}

# Sets stat: JSON without its blanks.
look() {
    local said
    said=$(robot stat --json 2>"$logs/stat.err") || return 1
    printf '%s\n' "$said" >"$logs/stat.json"
    stat=${said//[[:space:]]/}
}

# Sets speed: as control last wrote it, metres per second.
read_speed() {
    look && [[ $stat =~ \"speed\":(-?[0-9.]+) ]] && speed=${BASH_REMATCH[1]}
}

drives() { read_speed && [[ $speed =~ [1-9] ]]; }

# await COMMAND...: looks until it holds. How often is asked is what a look takes.
await() {
    local deadline=$((SECONDS + patience_seconds))
    until "$@"; do
        ((SECONDS < deadline)) || return 1
    done
}

all_run() {
    launch status
    [[ $(grep -c 'running, .*restarts 0$' "$logs/launch-status.log") == 5 ]]
}

pids() { sed -n 's/^\([a-z]*\) .*running, pid \([0-9]*\).*/\1 \2/p' "$logs/launch-status.log"; }

same_pids() { all_run && [[ $(pids) == "$started" ]]; }

start_robot() {
    local begun=$SECONDS
    launch up --no-recorder --source "v4l2:$camera" --width "$width" --height "$height" --framerate "$rate" \
        --model test: --car simulated --hold-size 0.9 --near-size 0.95 --cat-height 0.5 --pursuit-s 0 \
        "${slow_flags[@]}" || return 1
    ok "five stages are up on v4l2:$camera ($((SECONDS - begun)) s)"
}

check_start() {
    start_robot || {
        failed "launch.sh up: $(last_line "$logs/launch-up.log")" "see launch-up.log and robot/" "read the stage's log"
        return 1
    }
    expect "five are running, none was started again" "see launch-status.log" "read robot/launcher.log" all_run
    started=$(pids)
    follow
    hears "the size asked for, uncompressed" "source v4l2:$camera, YUYV ${width}x$height at $rate\\." || true
    expect "the robot drives after what it sees" "see robot/control.log" "read the detector's and the tracker's log" \
        hear 8 "-> APPROACH "
}

# Measured now, judged at the end from the journal of capture and the driver's trace.
measure_frames() {
    local i
    for ((i = 1; i <= measured_windows; i++)); do
        mark "measure$i"
        sleep "$measured_seconds"
        mark "measured$i"
    done
}

# By the robot's own capture: a second one is told who has it, and the first is not disturbed.
check_held() {
    local holder
    holder=$(awk '$1 == "capture" { print $2 }' <<<"$started")
    mark hold
    capture_alone held --source "v4l2:$camera"
    refuses held "a camera in use" "$camera is in use by pid $holder (java); end that program"
    mark held
}

# Gone, back, but taken by another program at once, then free.
check_unplugged() {
    local holder capture
    expect "the robot drives" "see stat.json" "read robot/control.log" await drives
    skip 8
    mark unplug
    unplug
    hears "unplugged" "v4l2:$camera, .*: unplugged, the device is gone" || return 0
    hears "not there" "$camera does not exist: no camera is plugged in there" || true
    expect "control is idle meanwhile" "see robot/control.log" "read Controller" hear 8 "-> IDLE .NO_PICTURES"
    # Held until the other program streams: capture, too, looks every now and then whether the camera is there.
    capture=$(awk '$1 == "capture" { print $2 }' <<<"$started")
    kill -STOP "$capture"
    mark plug
    plug_in
    # It writes a sign for each picture; the first ends the wait.
    exec 9< <(exec v4l2-ctl --device "$camera" --set-ctrl "$chosen_picture" --stream-mmap 2>&1)
    holder=$!
    read -r -n 1 -t "$patience_seconds" -u 9 _ || true
    kill -CONT "$capture"
    hears "back, but in another program's hands" "$camera is in use by pid $holder \(v4l2-ctl\); end that program" || true
    kill "$holder" 2>/dev/null || true
    wait "$holder" 2>/dev/null || true
    exec 9<&-
    hears "pictures again, without a restart" "pictures again" || true
    mark again
}

# The same picture for three seconds: opened anew, no picture of it is published, and it is seen when it lives again.
check_frozen() {
    v4l2-ctl --device "$camera" --set-ctrl osd_text_mode=2
    mark freeze
    hears "frozen" "v4l2:$camera, .*: frozen, the same picture for 3 s" || true
    mark frozen
    v4l2-ctl --device "$camera" --set-ctrl osd_text_mode=1
    mark thaw
    hears "alive again" "pictures again" || true
}

# What uvcvideo does when a camera crashes: the queue is dead, the device is there.
check_broken() {
    v4l2-ctl --device "$camera" --set-ctrl inject_fatal_streaming_error=1
    hears "broken while streaming" "v4l2:$camera, .*: the camera gave no picture" || true
    hears "opened again" "pictures again" || true
}

# So that the figure of lost frames cannot be blind: one in two is dropped by the driver for two seconds.
drop_some() {
    v4l2-ctl --device "$camera" --set-ctrl percentage_of_dropped_buffers=50
    mark drop
    sleep 2
    mark dropped
    v4l2-ctl --device "$camera" --set-ctrl percentage_of_dropped_buffers=0
}

# --- what the journals say, beside the driver's trace ---

judge() {
    robot export --csv --out "$logs/tables" >"$logs/export.log" 2>&1 || {
        failed "cat-follow export: $(last_line "$logs/export.log")" "see export.log" "read the log"
        return 0
    }
    # After the export, so that no frame of it is later.
    cp "$tracing/trace" "$logs/trace.txt"
    local line
    while IFS= read -r line; do
        printf '%s\n' "$line"
        [[ $line != FAILED* ]] || failures=$((failures + 1))
    done < <(awk -v limit="$limit_percent" -v rate="$rate" -f "$here/judge.awk" "$logs/trace.txt" \
        "$logs/tables/frames.csv" "$logs/tables/control.csv" ||
        echo "FAILED  judge.awk: code $?; see trace.txt and tables/; report it")
}

check_end() {
    expect "all of it without a restart: five with restarts 0 and their first pids" "see launch-status.log" \
        "read robot/launcher.log" same_pids
    judge
    expect "launch.sh down" "see launch-down.log" "read robot/launcher.log" launch down
    expect "nothing is left in /dev/shm" "see left.log" "remove it by hand, and report it" nothing_left
}

nothing_left() {
    find /dev/shm -mindepth 1 >"$logs/left.log"
    [[ ! -s $logs/left.log ]]
}

check_robot() {
    check_start || return 0
    # In this order as the wait before a camera is opened again grows until it has worked for ten seconds.
    check_broken
    check_frozen
    measure_frames
    drop_some
    check_unplugged
    check_held
    # shellcheck disable=SC2086 # two pids
    kill $followers
    check_end
}

leave() {
    local code=$?
    trap '' EXIT
    ((code == 0)) || failed "checks.sh ended with $code" "see the console" "report it"
    cp -r "$robot_logs" "$logs/robot" 2>/dev/null || true
    printf 'rig done %s\n' "$failures"
}

main() {
    local part
    trap leave EXIT
    export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8
    export CAT_FOLLOW_CONFIG=none CAT_FOLLOW_STATE_DIR=/run/cat-follow CAT_FOLLOW_READY_SECONDS=$patience_seconds
    # So slow a machine is not hung.
    export CAT_FOLLOW_HANG_SECONDS=60
    robot_logs=$CAT_FOLLOW_STATE_DIR/$instance/logs
    ok "machine: Linux $(uname -r), up after $(cut -d ' ' -f 1 /proc/uptime) s"
    watch_driver
    load_cameras
    ok "cameras: $camera, $other_camera ($(<"/sys/class/video4linux/video0/name"))"
    for part in ${RIG_ONLY:-alone robot}; do
        "check_$part"
    done
}

main
