# shellcheck shell=bash disable=SC2034,SC2154 # shares its variables with the scripts beside it
# The stages: how one is started, ended, and started again. Sourced by launch.sh.
#
# States of a stage: idle, starting, running, stopping; waiting (for its next start), stopped (by the
# user), finished (ended with 0 by itself), gave-up, left-out (the guard, by `up --no-guard`).
#
# Between a death and the next process stands as little as possible: nothing here forks on that way but
# for the log's size, the process itself, and the guard's priority.

readonly restart_delays=(0 500 1000 2000 4000)
readonly term_millis=2000 down_term_millis=3000
# A log beyond this is put away at the stage's next start.
readonly log_limit_bytes=10000000

declare -A stage_state=() stage_pid=() stage_since=() stage_restarts=() stage_due=() stage_kill_at=()
declare -A stage_wish=() stage_requester=() stage_history=() stage_log_from=() stage_watcher=()
# Why the watchdog killed it; why it ended last.
declare -A stage_killed_for=() stage_last=()

forget_stages() {
    local stage
    for stage in "${stages[@]}"; do
        stage_restarts[$stage]=0
        stage_wish[$stage]=run
        stage_pid[$stage]='' stage_due[$stage]='' stage_kill_at[$stage]='' stage_requester[$stage]=''
        stage_history[$stage]='' stage_log_from[$stage]=0 stage_watcher[$stage]=''
        stage_killed_for[$stage]='' stage_last[$stage]=''
        enter_state "$stage" idle
    done
    ! launcher_was_told --no-guard || enter_state guard left-out
}

enter_state() {
    stage_state[$1]=$2
    stage_since[$1]=$EPOCHSECONDS
    status_changed=yes
}

is_alive() {
    [[ ${stage_state[$1]} == @(starting|running|stopping) ]]
}

all_ended() {
    local stage
    for stage in "${stages[@]}"; do
        ! is_alive "$stage" || return 1
    done
}

# last_line STAGE: prints the last line that this process of the stage has logged.
last_line() {
    tail -c "+$((stage_log_from[$1] + 1))" "$logs/$1.log" 2>/dev/null | awk 'NF { line = $0 } END { print line }'
}

# error_of STAGE: the same, with the stage's name before it unless it says so itself.
error_of() {
    local line
    line=$(last_line "$1")
    [[ $line == "$1"[:-]* ]] || line="$1: ${line:-ended without a word}"
    say "$line"
}

# --- starting ---

put_away_log() {
    [[ ! -e $logs/$1.log ]] || mv -f -- "$logs/$1.log" "$logs/$1.log.1"
}

# On a machine at its limit the guard is to be the one that is not late: before the others where the
# kernel allows it (root, or RLIMIT_NICE as the unit sets it), else as they are.
prefer_guard() {
    renice -n -5 -p "$BASHPID" >/dev/null 2>&1 8>&- 9>&- || true
}

# become_stage STAGE: records itself, then is the stage; the pid stays the same, so no moment exists in
# which the stage runs unrecorded. A session of its own keeps the terminal's Ctrl-C away from it.
# Its script leaves the command line that it has composed, for the starts after the first.
become_stage() {
    local -a flags command=() pin=()
    local composed=$state/$1.command
    mapfile -d '' flags <"$state/$1.args"
    # The view makes no region.
    [[ -z $region_new || $1 == view ]] || flags=(--new-region "${flags[@]}")
    # Who is not recorded cannot be ended: a full disk must not leave a stage behind.
    record_process "$state/$1.pid" "$BASHPID" || exit 1
    printf 'started %s %s\n' "$1" "$BASHPID" >&9
    [[ $1 != guard ]] || prefer_guard
    [[ ! -r $composed ]] || mapfile -d '' command <"$composed"
    if [[ ! -x ${command[0]:-} ]]; then
        command=("$distribution/bin/$1-proc")
        export CAT_FOLLOW_COMPOSED=$composed
    fi
    [[ -z ${stage_cpus[$1]:-} ]] || pin=(taskset -c "${stage_cpus[$1]}")
    exec setsid "${pin[@]}" "${command[@]}" --region "$region" --ready-pipe "$events" "${flags[@]}" \
        </dev/null >>"$logs/$1.log" 2>&1 8>&- 9>&-
}

# watch_stage STAGE: the parent of one process; runs beside the launcher and outlives it if need be.
watch_stage() {
    local code interrupted child
    # It must outlive its stage, else nobody would say how it ended.
    trap 'interrupted=yes' HUP INT TERM
    exec 8>&-
    become_stage "$1" &
    child=$!
    while :; do
        interrupted=
        code=0
        wait "$child" || code=$?
        [[ -n $interrupted ]] || break
    done
    printf 'exited %s %s %s\n' "$1" "$child" "$code" >&9
}

start_stage() {
    local stage=$1 size
    size=$(exec stat -c %s "$logs/$stage.log" 2>/dev/null)
    if ((${size:=0} > log_limit_bytes)); then
        put_away_log "$stage"
        size=0
    fi
    stage_log_from[$stage]=$size
    stage_wish[$stage]=run
    stage_due[$stage]=
    stage_kill_at[$stage]=
    stage_pid[$stage]=
    stage_killed_for[$stage]=
    watch_anew "$stage"
    enter_state "$stage" starting
    # Bash's own notice of a killed child would only confuse a terminal.
    watch_stage "$stage" 2>/dev/null </dev/null >/dev/null &
    process_start $!
    stage_watcher[$stage]="$! $start_ticks"
}

# --- ending ---

# end_stage STAGE WISH: asks it to end; WISH (stop or restart) is what happens then.
end_stage() {
    local stage=$1 patience=$term_millis
    stage_wish[$stage]=$2
    # No pid yet: `started` comes back here.
    [[ -n ${stage_pid[$stage]} ]] || return 0
    [[ $phase != down ]] || patience=$down_term_millis
    signal_process "$state/$stage.pid" TERM
    stage_kill_at[$stage]=$((now_millis + patience))
    enter_state "$stage" stopping
}

# --- starting again ---

# schedule_restart STAGE REASON: at once, then later and later; not more often than the budget allows.
schedule_restart() {
    local stage=$1 reason=$2 count=0 delay=0 time recent=()
    if [[ -n $budget_restarts ]]; then
        for time in ${stage_history[$stage]}; do
            ((now_millis - time >= budget_millis)) || recent+=("$time")
        done
        count=${#recent[@]}
        if ((count >= budget_restarts)); then
            enter_state "$stage" gave-up
            log "$stage: $reason; gave up after $count restarts in $((budget_millis / 1000)) s; $(error_of "$stage")"
            return
        fi
        delay=${restart_delays[count < ${#restart_delays[@]} ? count : -1]}
        stage_history[$stage]="${recent[*]} $now_millis"
    fi
    stage_restarts[$stage]=$((stage_restarts[$stage] + 1))
    stage_due[$stage]=$((now_millis + delay))
    enter_state "$stage" waiting
    log "$stage: $reason; starting again in $delay ms"
}

# reason_of STAGE CODE: sets reason.
reason_of() {
    case $2 in
        -) reason="ended unseen, as the shell that waited for it was killed" ;;
        *)
            reason="ended with exit code $2"
            (($2 <= 128)) || reason="ended by signal $(($2 - 128))"
            ;;
    esac
    [[ -z ${stage_killed_for[$1]} ]] || reason+=" (${stage_killed_for[$1]})"
}

# died STAGE CODE: it ended and nobody had asked for it; the code is - where nobody saw it.
died() {
    local stage=$1 code=$2 reason fails_with=
    if [[ $code == 0 ]]; then
        enter_state "$stage" finished
        log "$stage: finished"
        answer "$stage" out "$stage: finished" 0
        return
    fi
    reason_of "$stage" "$code"
    [[ $code != - ]] || code=1
    blame_region "$code"
    stage_last[$stage]=${stage_killed_for[$stage]:-$reason}
    case $phase:$code in
        # A new start would end the same way.
        *:2 | *:126 | *:127 | up:3 | up:4 | up:5)
            enter_state "$stage" gave-up
            [[ $phase == up ]] || log "$stage: $reason; not started again: $(last_line "$stage")"
            ;;
        *)
            fails_with=1
            schedule_restart "$stage" "$reason"
            ;;
    esac
    # When its state is known, and before `up` ends all requests.
    [[ -z ${stage_requester[$stage]} ]] ||
        answer "$stage" err "$stage: $reason: $(last_line "$stage")" "$((code <= 5 ? code : 1))"
    [[ $phase:${stage_state[$stage]} != up:gave-up ]] ||
        fail_up "${fails_with:-$((code <= 5 ? code : 1))}" "$(error_of "$stage")"
}
