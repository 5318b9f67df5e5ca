# shellcheck shell=bash disable=SC2034,SC2154 # shares its variables with the scripts beside it
# A robot by launch.sh, from up to down, for the parts that need a whole one. Sourced by run.sh.

# Which robot runs, and what it left where.
robot='' advice='' robot_pids=()

# Everything waits for what is emulated. The times of the wheels are the simulated car's.
readonly patient=("${patient_detector[@]}" "${patient_control[@]}" "${patient_guard[@]}" "${period[@]}")

# launch VERB...: of launch.sh. Waited for, not in the foreground: minutes would pass until an interrupt is heard.
launch() {
    timeout "$((2 * patience_seconds))" "$distribution/bin/launch.sh" --name "$robot" "$@" 4>&- 5>&- &
    launcher=$!
    local code=0
    wait "$launcher" || code=$?
    # From now on the pid may be anybody's.
    launcher=
    return "$code"
}

# up FLAG...
up() {
    CAT_FOLLOW_READY_SECONDS=$patience_seconds launch up --framerate "$rate" --slots "$slots" "${patient[@]}" "$@"
}

# robot_up PART FLAG...: a robot named after the part, and its pids; a line.
robot_up() {
    local part=$1
    robot=$instance-$part
    region=/dev/shm/cat-follow-$robot
    advice="read the logs in $CAT_FOLLOW_STATE_DIR/$robot/logs"
    tracker_log=$CAT_FOLLOW_STATE_DIR/$robot/logs/tracker.log
    launched=yes
    robot_pids=()
    check "$part.up" "$part: launch.sh up, all five stages ready" "$advice" up "${@:2}" || return 1
    mapfile -t robot_pids < <(launch status | sed -n 's/.*running, pid \([0-9]*\).*/\1/p')
}

# robot_down PART: two lines.
robot_down() {
    check "$1.down" "$1: launch.sh down, no stage had to be killed" "$advice" down || true
    launched=
    check "$1.left" "$1: nothing is left in /dev/shm, no process either" "remove it by hand, and report it" \
        nothing_left "${robot_pids[@]}" || true
}

# No stage was given up or started again.
none_restarted() {
    local status others
    status=$(launch status)
    printf '%s\n' "$status"
    # The culprits last, which is what is said.
    ! others=$(grep -v 'running, .*restarts 0$' <<<"$status") || { printf '%s\n' "$others" && return 1; }
    (($(wc -l <<<"$status") == 5))
}

has_events() { run cat-follow --name "$robot" events | grep .; }

down() {
    local log=$CAT_FOLLOW_STATE_DIR/$robot/logs/launcher.log
    launch down || return
    ! grep 'does not end' "$log"
}

nothing_left() {
    local pid executable
    ! compgen -G "/dev/shm/cat-follow-$robot*" || return 1
    for pid in "$@"; do
        # One that is gone has no name, and a pid may be another's by now.
        executable=$(readlink "/proc/$pid/exe") || continue
        if [[ -n $native ]]; then
            [[ $executable != */bin/java ]] || { printf 'process %s runs\n' "$pid" && return 1; }
        else
            [[ $executable != "$(readlink -f "$qemu")" ]] || { printf 'process %s runs\n' "$pid" && return 1; }
        fi
    done
}
