# shellcheck shell=bash disable=SC2034,SC2154 # shares its variables with the scripts beside it
# The recorder: a reader of the region that no stage waits for. By default the flight recorder, which
# stores the last seconds when something goes wrong; with --record DIR all of it, from the first frame.
# Sourced by launch.sh.
#
# It is no stage: it holds no role, has no heartbeat, and the robot drives with or without it. A shell of
# its own keeps it, and starts it again when it dies; both end with the launcher.

readonly recorder_again_seconds=2 recorder_end_seconds=8
# While `up` waits for the recorder to be at the ring, before capture is started: until it says so, or its
# first process has ended.
recorder_awaited=

# recorder_flags_of_up: sets recorder_flags from what route_flags found.
recorder_flags_of_up() {
    if [[ -n $record_folder ]]; then
        recorder_flags=(record "$record_folder" --wait "$ready_seconds" --ready-pipe "$events" --format "$record_format"
            --buffer-mb "$record_buffer")
    elif [[ -n $no_recorder ]]; then
        recorder_flags=()
    else
        recorder_flags=(record --flight "$state/flight")
    fi
    # Without a word of it the stages keep theirs beside the logs.
    ((${#recorder_flags[@]} == 0)) || recorder_flags+=(--journal "${journal_folder:-$state/journal}")
}

# keep_recorder: is the parent of the recorder until it ends by itself or is told to.
keep_recorder() {
    local code child='' ended='' tried=
    local -a flags
    trap 'ended=yes; [[ -z $child ]] || kill "$child" 2>/dev/null' HUP INT TERM
    exec 8>&-
    mapfile -d '' flags <"$state/recorder.args"
    while [[ -z $ended ]]; do
        setsid "$distribution/bin/recorder-proc" --region "$region" "${flags[@]}" \
            </dev/null >>"$logs/recorder.log" 2>&1 8>&- 9>&- &
        child=$!
        record_process "$state/recorder.pid" "$child" || true
        while :; do
            code=0
            wait "$child" || code=$?
            # Interrupted by a signal of ours, it goes on until it has ended.
            process_start "$child" || break
        done
        [[ -n $tried$ended ]] || printf 'recording ended %s\n' "$code" >&9
        tried=yes
        # It was told to end, or a new start would end the same way.
        [[ -z $ended && $code != 0 && $code != 2 ]] || break
        sleep "$recorder_again_seconds" &
        wait $! || true
    done
}

start_recorder() {
    local -a flags
    [[ -s $state/recorder.args && -x $distribution/bin/recorder-proc ]] || return 0
    mapfile -d '' flags <"$state/recorder.args"
    [[ " ${flags[*]} " != *" --ready-pipe "* ]] || recorder_awaited=yes
    : >"$logs/recorder.log"
    keep_recorder 2>/dev/null </dev/null >/dev/null &
    record_process "$state/recorder-keeper.pid" $! || true
}

recorders_last_line() {
    tail -n 1 "$logs/recorder.log" 2>/dev/null
}

# on_recording [ended CODE]: it stands at the ring, or never will. One that somebody has told to end is
# waited for no longer.
on_recording() {
    [[ -n $recorder_awaited ]] || return 0
    recorder_awaited=
    if [[ ${1:-} == ended && $2 != 0 && $phase == up ]]; then
        fail_up "$(($2 <= 5 ? $2 : 1))" "record: $(recorders_last_line)"
    fi
}

end_recorder() {
    signal_process "$state/recorder-keeper.pid" TERM || true
}

# It stores what it still has: waited for, but not for ever.
await_recorder() {
    recorded_process "$state/recorder-keeper.pid" || return 0
    timeout "$recorder_end_seconds" tail --pid="$recorded_pid" -f /dev/null ||
        { signal_process "$state/recorder.pid" KILL || true; }
}
