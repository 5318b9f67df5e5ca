# shellcheck shell=bash
# The part `stages`: each stage alone, by its own program. Sourced by run.sh.

make_region() { run cat-follow --region "$region" region create --slots "$slots"; }

# stage_works STAGE WHAT CONDITION...: of one that was started.
stage_works() { check "$1.works" "$1 alone: $2" "read $work/$1.log" await "${@:3}"; }

# Each by its own program, on a region without a launcher, one after the other as each needs those before.
check_stages() {
    local stage
    region=/dev/shm/cat-follow-$instance-alone
    check region "cat-follow region create" "is there room in /dev/shm?" make_region || return 0
    start capture --source test: --framerate "$rate"
    stage_works capture "frames rise" has_frames || true
    start detector --model test: "${patient_detector[@]}"
    stage_works detector "boxes rise" has_boxes || true
    start tracker
    tracker_log=$work/tracker.log
    stage_works tracker "tracks rise" has_track || true
    start guard "${patient_guard[@]}" "${period[@]}"
    stage_works guard "watches" shows '"guard":\{[^{}]*"state":"' || true
    start control --car simulated "${patient_control[@]}" "${period[@]}"
    stage_works control "commands rise" has_commands || true
    for stage in capture detector tracker control guard; do
        check "$stage.end" "$stage alone: ends with 0 when asked to" "read $work/$stage.log" end "$stage" || true
    done
    rm -f -- "$region" "$region.lock" "$region.new"
}
