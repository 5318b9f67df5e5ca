# shellcheck shell=bash disable=SC2034,SC2154 # shares its variables with the scripts beside it
# Commands of the distribution, a stage alone, and what `stat` says of it. Sourced by run.sh.

# What the emulator slows down ten times must not be taken for a fault. The wheels are the simulated car's.
readonly patient_detector=(--max-age-ms 8000) patient_guard=(--silent-ms 1000) period=(--period-ms 100)
readonly patient_control=(--age-full-ms 1500 --age-zero-ms 3000 --no-pictures-ms 10000)
# So many frames that none is overwritten while a slow stage is at work on it: 12 s at 5 a second.
readonly slots=64

declare -A stage_pid=()

# run PROGRAM ARGUMENT...: of the distribution, in the foreground.
run() { timeout --foreground "$patience_seconds" "$distribution/bin/$1" "${@:2}" 4>&- 5>&-; }

# start STAGE FLAG...: in the background, alone; its process is the emulator.
start() {
    local stage=$1
    shift
    "$distribution/bin/$stage-proc" --region "$region" "$@" </dev/null >"$work/$stage.log" 2>&1 4>&- 5>&- 6>&- &
    stage_pid[$stage]=$!
}

# end STAGE: as the launcher does it; fails unless it says that it ended as asked.
end() {
    local pid=${stage_pid[$1]} code=0
    unset "stage_pid[$1]"
    kill -TERM "$pid" 2>/dev/null || true
    timeout "$patience_seconds" tail --pid="$pid" -f /dev/null || kill -KILL "$pid" 2>/dev/null || true
    wait "$pid" || code=$?
    cat "$work/$1.log"
    ((code == 0)) || {
        printf 'exit code %s: %s\n' "$code" "$(last_line "$work/$1.log")"
        return 1
    }
}

# --- what `stat` says ---

# Sets stat: JSON without its blanks.
look() {
    local said
    said=$(run cat-follow --region "$region" stat --json 2>"$work/stat.err") || return 1
    printf '%s\n' "$said" >"$work/stat.json"
    stat=${said//[[:space:]]/}
}

# number OBJECT KEY: sets number; fails where stat has none.
number() {
    local pattern="\"$1\":\\{[^{}]*\"$2\":(-?[0-9]+)"
    number=
    [[ $stat =~ $pattern ]] && number=${BASH_REMATCH[1]}
}

# rises OBJECT KEY: above what a new region, and a stage that has just begun, have.
rises() {
    number "$1" "$2" && ((number > 0))
}

# shows REGULAR_EXPRESSION
shows() { [[ $stat =~ $1 ]]; }

# What each condition is called.
declare -A said=([has_frames]="frames rise" [has_boxes]="boxes rise" [has_track]="tracks rise"
    [has_cat]="boxes rise, the built-in model sees the cat" [has_watch]="the guard watches"
    [has_commands]="control's commands rise")

# await_each PART WHAT_TO_DO CONDITION...: all at once, as a look takes long; a line for each that holds, by its
# name in said, and for each that does not within the time. How often is asked is what a look takes.
await_each() {
    local part=$1 advice=$2 deadline=$((SECONDS + patience_seconds)) begun=$SECONDS condition why
    local -a pending=("${@:3}") open
    while ((${#pending[@]} > 0 && SECONDS < deadline)); do
        why=$(still_runs) || break
        why="not within $patience_seconds s"
        look || continue
        open=()
        for condition in "${pending[@]}"; do
            if "$condition"; then
                ok "$part: ${said[$condition]} ($((SECONDS - begun)) s)"
            else
                open+=("$condition")
            fi
        done
        pending=("${open[@]}")
    done
    for condition in "${pending[@]}"; do
        failed "$part: ${said[$condition]}: $why" "see $work/stat.json" "$advice"
    done
    ((${#pending[@]} == 0))
}

# One that was started here and has ended by itself is not waited for.
still_runs() {
    local stage
    for stage in "${!stage_pid[@]}"; do
        kill -0 "${stage_pid[$stage]}" 2>/dev/null || {
            printf '%s-proc has ended: %s\n' "$stage" "$(last_line "$work/$stage.log")"
            return 1
        }
    done
}

has_frames() { rises capture frames; }

has_boxes() { rises detector frames && shows '"detections":\{[^]]*"boxes":\[\{"label":"'; }

# A look takes half a minute here, and a box or a target may come and go between two. The tracker's log remembers,
# and nothing but a box begins a track.
began_a_track() { grep -qs -- ' track [0-9]* ' "$tracker_log"; }

has_cat() {
    rises detector frames || return 1
    shows '"detections":\{[^]]*"boxes":\[\{"label":"cat"' || began_a_track
}

has_track() {
    rises tracker frames || return 1
    shows '"track":\{[^{}]*"valid":true' || began_a_track
}

has_watch() { shows '"guard":\{[^{}]*"state":"'; }

# Decisions of control that came of pictures, told to the car.
has_commands() { rises control frames && rises latency count; }

all_alive() {
    local alive
    alive=$(grep -o '"alive":true,"hung":false' <<<"$stat" | wc -l)
    ((alive == 5)) || { printf '%s of five are alive and not hung\n' "$alive" && return 1; }
}

nothing_torn() {
    local stage key bad=0
    for stage in detector tracker control; do
        for key in torn mismatched; do
            number "$stage" "$key" || printf '%s has no %s\n' "$stage" "$key"
            [[ $number == 0 ]] || { bad=1 && printf '%s: %s %s\n' "$stage" "$key" "${number:-unknown}"; }
        done
    done
    ((bad == 0))
}
