# shellcheck shell=bash disable=SC2154 # shares its variables with the scripts beside it
# The part `pipeline`: the whole of it for a minute, on the test pattern and its own detector, so that what is
# seen does not hang on a model: frames, boxes, tracks and commands flow all the time. Sourced by run.sh.

# What flows, in the order in which it does; each is OBJECT.KEY of stat and what one of it is called.
readonly flows=("capture.frames frames" "detector.frames detections" "tracker.frames tracked frames"
    "latency.count commands")

# Some counters are told once a second; without emulation a look is sooner over, and on a busy machine even less
# comes between two.
readonly look_distance_millis=5000

# The counters of the look before, of the first, and when these were.
flow_before=() flow_first=() flow_looks=0 flow_first_millis=0 flow_millis=0

# Each stage's own count, over all who held its role.
none_died() {
    local stage bad=0
    for stage in capture detector tracker control guard; do
        number "$stage" restarts || true
        [[ $number == 0 ]] || { bad=1 && printf '%s was started again: %s\n' "$stage" "${number:-unknown}"; }
    done
    ((bad == 0))
}

# One more look: each flow has more than at the look before.
all_flow() {
    local i key bad=0 now=()
    look || { last_line "$work/stat.err" && return 1; }
    # The end of a look is when it was taken, but for what it takes to write it down: always the same.
    flow_millis=$((${EPOCHREALTIME/[.,]/} / 1000))
    for i in "${!flows[@]}"; do
        key=${flows[i]%% *}
        number "${key%.*}" "${key#*.}" || number=0
        now[i]=$number
    done
    ((flow_looks > 0)) || flow_first=("${now[@]}") flow_first_millis=$flow_millis
    printf '%s ms: %s\n' "$((flow_millis - flow_first_millis))" "${now[*]}"
    for i in "${!flows[@]}"; do
        ((now[i] > ${flow_before[i]:-0})) ||
            { bad=1 && printf '%s: %s, and %s at the look before\n' "${flows[i]#* }" "${now[i]}" "${flow_before[i]:-0}"; }
    done
    flow_before=("${now[@]}")
    flow_looks=$((flow_looks + 1))
    shows '"detections":\{[^]]*"boxes":\[\{"label":"' || { bad=1 && echo "no box in the newest detections"; }
    ((bad == 0))
}

# What must never be, by the last look.
nothing_wrong() { nothing_torn && none_died; }

# Looks until all has begun. Counters begin with 0, so that one look can show it.
all_begins() {
    local deadline=$((SECONDS + patience_seconds))
    flow_before=() flow_looks=0
    until all_flow; do
        nothing_wrong && ((SECONDS < deadline)) || return 1
        flow_looks=0 flow_before=()
    done
    nothing_wrong
}

# flows_for SECONDS: looks until then and in between, two at least after the first.
flows_for() {
    local rest
    while ((flow_looks < 3 || flow_millis - flow_first_millis < $1 * 1000)); do
        rest=$((flow_millis + look_distance_millis - ${EPOCHREALTIME/[.,]/} / 1000))
        ((rest <= 0)) || sleep "$((rest / 1000)).$(printf '%03d' $((rest % 1000)))"
        all_flow || { nothing_wrong || true; return 1; }
        nothing_wrong || return 1
    done
}

say_rates() {
    local i rates=''
    for i in "${!flows[@]}"; do
        rates+=$(awk -v n=$((flow_before[i] - flow_first[i])) -v ms=$((flow_millis - flow_first_millis)) \
            -v what="${flows[i]#* }" 'BEGIN { printf ", %.2f %s", n * 1000 / ms, what }')
    done
    left_out "pipeline: a second has${rates#,} of $rate frames asked for; $flow_looks looks in" \
        "$(((flow_millis - flow_first_millis) / 1000)) s; emulation factor ${emulation_factor:-none}"
}

check_pipeline() {
    local seconds=60
    [[ -z $quick ]] || seconds=15
    # Before the robot is there to be slowed down by it.
    measure_factor
    if robot_up pipeline --source test: --model test: --car simulated; then
        if check pipeline.begins "pipeline: frames, boxes, tracks and commands" "$advice" all_begins; then
            ! check pipeline.flows "pipeline: $seconds s and more, all rises from look to look, nothing torn or mismatched, \
none started again" "$advice" flows_for "$seconds" || say_rates
        fi
        check pipeline.status "pipeline: no stage was started again" "$advice" none_restarted || true
    fi
    robot_down pipeline
}
