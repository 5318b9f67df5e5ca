# shellcheck shell=bash
# The launcher, and the part `robot`: the default robot, from up to down. Sourced by run.sh.

# launch VERB...: of launch.sh. Waited for, not in the foreground: minutes would pass until an interrupt is heard.
launch() {
    timeout "$((2 * patience_seconds))" "$distribution/bin/launch.sh" --name "$instance" "$@" 4>&- 5>&- &
    launcher=$!
    local code=0
    wait "$launcher" || code=$?
    # From now on the pid may be anybody's.
    launcher=
    return "$code"
}

# The default robot: simulated room and car, the built-in model. In this seed's world the cat is in sight.
up() {
    CAT_FOLLOW_READY_SECONDS=$patience_seconds launch up --framerate "$rate" --sim-seed 4 --slots "$slots" \
        "${patient_detector[@]}" "${patient_control[@]}" "${patient_guard[@]}" "${period[@]}"
}

# No stage was given up or started again.
none_restarted() {
    launch status
    [[ $(launch status | grep -c 'running, .*restarts 0$') == 5 ]]
}

has_events() { run cat-follow --name "$instance" events | grep . ; }

down() {
    local log=$CAT_FOLLOW_STATE_DIR/$instance/logs/launcher.log
    launch down || return
    ! grep 'does not end' "$log"
}

nothing_left() {
    local pid executable
    ! compgen -G "/dev/shm/cat-follow-$instance*" || return 1
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

declare -A said=([has_frames]="frames rise" [has_cat]="boxes rise, the built-in model sees the cat"
    [has_track]="tracks rise" [has_commands]="control's commands rise")

check_robot() {
    local advice pids
    region=/dev/shm/cat-follow-$instance
    first_seen=()
    advice="read the logs in $CAT_FOLLOW_STATE_DIR/$instance/logs"
    tracker_log=$CAT_FOLLOW_STATE_DIR/$instance/logs/tracker.log
    launched=yes
    if check up "robot: launch.sh up, all five stages ready" "$advice" up; then
        pids=$(launch status | sed -n 's/.*running, pid \([0-9]*\).*/\1/p')
        await_each "$advice" has_frames has_cat has_track has_commands
        check robot.stat "robot: cat-follow stat" "$advice" look || true
        check robot.alive "robot: five heartbeats" "$advice" all_alive || true
        check robot.torn "robot: no torn frame, none of wrong content" "mismatched: a bug in the ring, report it; torn: too slow, try --rate 2" nothing_torn || true
        check robot.events "robot: the journal is read back" "$advice" has_events || true
        check robot.status "robot: no stage was started again" "$advice" none_restarted || true
    fi
    check down "robot: launch.sh down, no stage had to be killed" "$advice" down || true
    launched=
    # shellcheck disable=SC2086 # several words
    check left "robot: nothing is left in /dev/shm, no process either" "remove it by hand, and report it" \
        nothing_left ${pids:-} || true
}
