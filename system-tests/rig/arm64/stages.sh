# shellcheck shell=bash disable=SC2034,SC2154 # shares its variables with the scripts beside it
# The part `stages`: each stage by its own program, without a launcher. Sourced by run.sh.

make_region() { run cat-follow --region "$region" region create --slots "$slots"; }

# All at once, as each takes long to start and waits for those that it needs. Each tells the pipe when it works.
start_stages() {
    local pipe=$work/ready
    mkfifo "$pipe"
    # Open at both ends: a stage that tells is never held up.
    exec 6<>"$pipe"
    start capture --source test: --framerate "$rate" --ready-pipe "$pipe"
    start detector --model test: "${patient_detector[@]}" --ready-pipe "$pipe"
    start tracker --ready-pipe "$pipe"
    start guard "${patient_guard[@]}" "${period[@]}" --ready-pipe "$pipe"
    start control --car simulated "${patient_control[@]}" "${period[@]}" --ready-pipe "$pipe"
}

# A look before that would only take the processor away from them.
await_ready() {
    local ready=0 deadline=$((SECONDS + patience_seconds))
    while ((ready < ${#stage_pid[@]} && SECONDS < deadline)); do
        # Now and then whether all still run, which nobody would tell.
        if read -r -t 2 -u 6; then
            printf '%s\n' "$REPLY"
            ready=$((ready + 1))
        else
            still_runs || return 1
        fi
    done
    ((ready == ${#stage_pid[@]})) || { printf '%s of %s work within %s s\n' "$ready" "${#stage_pid[@]}" \
        "$patience_seconds" && return 1; }
}

check_stages() {
    local stage
    region=/dev/shm/cat-follow-$instance-alone
    tracker_log=$work/tracker.log
    check region "cat-follow region create" "is there room in /dev/shm?" make_region || return 0
    start_stages
    ! check ready "alone: all five programs work" "read the logs in $work" await_ready ||
        await_each alone "read the logs in $work" has_frames has_boxes has_track has_watch has_commands || true
    exec 6>&-
    # One after the other: each has 1.5 s for it by its own rule, which all at once would not keep here.
    for stage in capture detector tracker guard control; do
        check "$stage.end" "alone: $stage-proc ends with 0 when asked to" \
            "1 is also the code of one that took more than 1.5 s: was the machine busy? read $work/$stage.log" end "$stage" || true
    done
    rm -f -- "$region" "$region.lock" "$region.new" "$work/ready"
}
