# shellcheck shell=bash disable=SC2034,SC2154 # shares its variables with the scripts beside it
# The part `stages`: each stage by its own program, without a launcher. Sourced by run.sh.

make_region() { run cat-follow --region "$region" region create --slots "$slots"; }

# All at once, as each takes long to start and waits for those that it needs.
start_stages() {
    start capture --source test: --framerate "$rate"
    start detector --model test: "${patient_detector[@]}"
    start tracker
    start guard "${patient_guard[@]}" "${period[@]}"
    start control --car simulated "${patient_control[@]}" "${period[@]}"
}

check_stages() {
    local stage
    region=/dev/shm/cat-follow-$instance-alone
    first_seen=()
    tracker_log=$work/tracker.log
    check region "cat-follow region create" "is there room in /dev/shm?" make_region || return 0
    start_stages
    await_each alone "read the logs in $work" has_frames has_boxes has_track has_watch has_commands || true
    # All are asked before the first is waited for.
    kill -TERM "${stage_pid[@]}" 2>/dev/null || true
    for stage in capture detector tracker guard control; do
        check "$stage.end" "alone: $stage-proc ends with 0 when asked to" "read $work/$stage.log" end "$stage" || true
    done
    rm -f -- "$region" "$region.lock" "$region.new"
}
