# shellcheck shell=bash disable=SC2034,SC2154 # shares its variables with the script that sources it
# The launcher that stays: starts the stages, waits for events, starts again what dies. Sourced by
# launch.sh; instance.sh says which files there are.
#
# It sleeps in one place only, `read` on the FIFO, at most until the nearest deadline. Events:
#
#   started STAGE PID        the process exists            from the process before it becomes the stage
#   ready STAGE              it does its duty cycle        from the stage itself (--ready-pipe)
#   exited STAGE PID CODE    it has ended                  from the shell that waited for it
#   start|stop|restart|kill STAGE REQUESTER                from launch.sh, which waits on reply.REQUESTER
#   down                                                   from this launcher's own signal trap
#
# States of a stage: idle, starting, running, stopping; waiting (for its next start), stopped (by the
# user), finished (ended with 0 by itself), gave-up.

readonly budget_restarts=5 budget_millis=60000
readonly restart_delays=(0 500 1000 2000 4000)
readonly term_millis=2000 down_term_millis=3000
readonly capture_waits_millis=10000
readonly up_waits_millis=$((${CAT_FOLLOW_READY_SECONDS:-60} * 1000))
# A log beyond this is put away at the stage's next start.
readonly log_limit_bytes=10000000

declare -A stage_state=() stage_pid=() stage_since=() stage_restarts=() stage_due=() stage_kill_at=()
declare -A stage_wish=() stage_requester=() stage_history=() stage_log_from=()
phase=up

# Sets now_millis since boot: the wall clock of a machine without battery jumps when the network comes.
read_clock() {
    local seconds
    read -r seconds _ </proc/uptime
    now_millis=$((10#${seconds/./} * 10))
}

# note TEXT: into the launcher's log. log TEXT: that, and on the terminal in the foreground.
note() {
    printf '%(%FT%T%z)T %s\n' -1 "$*" >>"$logs/launcher.log"
}

log() {
    note "$*"
    [[ $up_requester != - ]] || say "$*"
}

# tell REQUESTER KIND TEXT: one line to a waiting launch.sh; KIND is out, err or end. Opened for reading
# too, which never blocks when the requester has gone.
tell() {
    case $1:$2 in
        :*) ;;
        -:out) say "$3" ;;
        -:err) printf 'launch.sh: %s\n' "$3" >&2 ;;
        -:end) ;;
        *) [[ ! -p $state/reply.$1 ]] || printf '%s %s\n' "$2" "$3" 1<>"$state/reply.$1" ;;
    esac
}

# answer STAGE KIND TEXT CODE: ends the request that waits for this stage, if one does.
answer() {
    local requester=${stage_requester[$1]}
    [[ -n $requester ]] || return 0
    stage_requester[$1]=
    tell "$requester" "$2" "$3"
    tell "$requester" end "$4"
}

write_status() {
    local stage
    for stage in "${stages[@]}"; do
        printf '%s %s %s %s %s %s\n' "$stage" "${stage_state[$stage]}" "${stage_pid[$stage]:--}" \
            "${stage_since[$stage]}" "${stage_restarts[$stage]}" "${stage_due[$stage]:--}"
    done >"$state/status.new"
    mv -f -- "$state/status.new" "$state/status"
}

enter_state() {
    stage_state[$1]=$2
    stage_since[$1]=$EPOCHSECONDS
    status_changed=yes
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

# become_stage STAGE: records itself, then is the stage; the pid stays the same, so no moment exists in
# which the stage runs unrecorded. A session of its own keeps the terminal's Ctrl-C away from it.
become_stage() {
    local -a flags
    mapfile -d '' flags <"$state/$1.args"
    record_process "$state/$1.pid" "$BASHPID"
    printf 'started %s %s\n' "$1" "$BASHPID" >&9
    exec setsid "$distribution/bin/$1-proc" --region "$region" --ready-pipe "$events" "${flags[@]}" \
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
    size=$(stat -c %s "$logs/$stage.log" 2>/dev/null || say 0)
    if ((size > log_limit_bytes)); then
        put_away_log "$stage"
        size=0
    fi
    stage_log_from[$stage]=$size
    stage_wish[$stage]=run
    stage_due[$stage]=
    stage_kill_at[$stage]=
    stage_pid[$stage]=
    enter_state "$stage" starting
    # Bash's own notice of a killed child would only confuse a terminal.
    watch_stage "$stage" 2>/dev/null </dev/null >/dev/null &
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

is_alive() {
    [[ ${stage_state[$1]} == @(starting|running|stopping) ]]
}

begin_down() {
    local stage
    [[ $phase != down ]] || return 0
    if [[ $phase == up && $up_code == 0 && $up_requester != - ]]; then
        up_code=1
        tell "$up_requester" err "ended before all stages were ready"
    fi
    phase=down
    log "ending all stages"
    for stage in "${stages[@]}"; do
        stage_due[$stage]=
        if is_alive "$stage"; then
            end_stage "$stage" stop
        fi
        answer "$stage" err "$stage: the launcher is going down" 1
    done
}

all_ended() {
    local stage
    for stage in "${stages[@]}"; do
        ! is_alive "$stage" || return 1
    done
}

# fail_up CODE TEXT: `up` cannot succeed; everything ends, and `up` with it.
fail_up() {
    up_code=$1
    note "$2"
    tell "$up_requester" err "$2"
    begin_down
}

# --- starting again ---

# schedule_restart STAGE REASON: at once, then later and later; not more often than the budget allows.
schedule_restart() {
    local stage=$1 reason=$2 count delay time recent=()
    for time in ${stage_history[$stage]}; do
        ((now_millis - time >= budget_millis)) || recent+=("$time")
    done
    count=${#recent[@]}
    if ((count >= budget_restarts)); then
        enter_state "$stage" gave-up
        log "$stage: $reason; gave up after $count restarts in $((budget_millis / 1000)) s; $(error_of "$stage")"
        [[ $phase != up ]] || fail_up 1 "$(error_of "$stage")"
        return
    fi
    delay=${restart_delays[count]}
    stage_history[$stage]="${recent[*]} $now_millis"
    stage_restarts[$stage]=$((stage_restarts[$stage] + 1))
    stage_due[$stage]=$((now_millis + delay))
    enter_state "$stage" waiting
    log "$stage: $reason; starting again in $delay ms"
}

# reason_of CODE: sets reason.
reason_of() {
    reason="ended with exit code $1"
    (($1 <= 128)) || reason="ended by signal $(($1 - 128))"
}

# died STAGE CODE: it ended and nobody had asked for it.
died() {
    local stage=$1 code=$2 reason
    reason_of "$code"
    if ((code == 0)); then
        enter_state "$stage" finished
        log "$stage: finished"
        answer "$stage" out "$stage: finished" 0
        return
    fi
    answer "$stage" err "$stage: $reason: $(last_line "$stage")" "$((code <= 5 ? code : 1))"
    case $code in
        # A new start would end the same way.
        2 | 3 | 4 | 5 | 126 | 127)
            if [[ $phase == up ]]; then
                enter_state "$stage" gave-up
                fail_up "$((code <= 5 ? code : 1))" "$(error_of "$stage")"
                return
            fi
            ;;
    esac
    if ((code == 2 || code == 126 || code == 127)); then
        enter_state "$stage" gave-up
        log "$stage: $reason; not started again: $(last_line "$stage")"
    else
        schedule_restart "$stage" "$reason"
    fi
}

# --- events ---

on_started() {
    stage_pid[$1]=$2
    status_changed=yes
    [[ ${stage_wish[$1]} == run ]] || end_stage "$1" "${stage_wish[$1]}"
}

on_ready() {
    [[ ${stage_state[$1]} == starting ]] || return 0
    enter_state "$1" running
    log "$1: running, pid ${stage_pid[$1]}"
    answer "$1" out "$1: running, pid ${stage_pid[$1]}" 0
}

on_exited() {
    local stage=$1 pid=$2 code=$3
    [[ ${stage_pid[$stage]} == "$pid" ]] || return 0
    rm -f -- "$state/$stage.pid"
    stage_pid[$stage]=
    stage_kill_at[$stage]=
    case ${stage_wish[$stage]} in
        stop)
            enter_state "$stage" stopped
            log "$stage: stopped"
            answer "$stage" out "$stage: stopped" 0
            ;;
        restart) start_stage "$stage" ;;
        *) died "$stage" "$code" ;;
    esac
}

# on_request VERB STAGE REQUESTER
on_request() {
    local verb=$1 stage=$2
    answer "$stage" err "$stage: another request came in between" 1
    stage_requester[$stage]=$3
    if [[ $phase == down ]]; then
        answer "$stage" err "$stage: the launcher is going down" 1
        return
    fi
    log "$stage: $verb asked for"
    case $verb:${stage_state[$stage]} in
        start:running) answer "$stage" out "$stage: already running, pid ${stage_pid[$stage]}" 0 ;;
        start:starting) ;;
        start:stopping | restart:starting | restart:running | restart:stopping)
            stage_history[$stage]=
            end_stage "$stage" restart
            ;;
        start:* | restart:*)
            stage_history[$stage]=
            start_stage "$stage"
            ;;
        stop:starting | stop:running | stop:stopping) end_stage "$stage" stop ;;
        stop:*)
            stage_due[$stage]=
            enter_state "$stage" stopped
            answer "$stage" out "$stage: stopped" 0
            ;;
        kill:*)
            if signal_process "$state/$stage.pid" KILL; then
                answer "$stage" out "$stage: killed pid $recorded_pid" 0
            else
                answer "$stage" err "$stage: does not run" 1
            fi
            ;;
    esac
}

handle_event() {
    local what=$1 stage=${2:-}
    [[ $what == down || " ${stages[*]} " == *" $stage "* ]] || {
        log "event not understood: $*"
        return
    }
    case $what in
        started) on_started "$stage" "$3" ;;
        ready) on_ready "$stage" ;;
        exited) on_exited "$stage" "$3" "$4" ;;
        start | stop | restart | kill) on_request "$what" "$stage" "$3" ;;
        down) begin_down ;;
        *) log "event not understood: $*" ;;
    esac
}

# --- time ---

# Sets wait_millis to the time until the nearest deadline, empty where there is none.
find_deadline() {
    local stage at nearest=
    local -a all=("${stage_due[@]}" "${stage_kill_at[@]}")
    if [[ $phase == up ]]; then
        [[ -n $capture_started ]] || all+=("$capture_by")
        all+=("$up_by")
    fi
    for at in "${all[@]}"; do
        [[ -z $at ]] || ((${nearest:-at + 1} <= at)) || nearest=$at
    done
    wait_millis=
    # Never 0, which `read` takes for something else.
    [[ -z $nearest ]] || wait_millis=$((nearest > now_millis ? nearest - now_millis : 1))
}

handle_deadlines() {
    local stage
    for stage in "${stages[@]}"; do
        if [[ -n ${stage_kill_at[$stage]} ]] && ((now_millis >= stage_kill_at[$stage])); then
            stage_kill_at[$stage]=
            log "$stage: does not end, killed"
            signal_process "$state/$stage.pid" KILL
        fi
        if [[ -n ${stage_due[$stage]} ]] && ((now_millis >= stage_due[$stage])); then
            start_stage "$stage"
        fi
    done
}

# has_settled STAGE: ready, or has ended at least once: waiting longer for it helps nobody.
has_settled() {
    [[ ${stage_state[$1]} != @(idle|starting) ]] || ((stage_restarts[$1] > 0))
}

report_up() {
    local stage
    log "all stages are ready"
    [[ $up_requester != - ]] || return 0
    for stage in "${stages[@]}"; do
        tell "$up_requester" out "$(printf '%-9s %s' "$stage" "${stage_state[$stage]}, pid ${stage_pid[$stage]:--}")"
    done
    tell "$up_requester" end 0
}

# Goes on with `up`: capture comes last, so that the first frames of a sequence are seen by all.
advance_up() {
    local stage missing=()
    [[ $phase == up ]] || return 0
    if [[ -z $capture_started ]] && { ((now_millis >= capture_by)) ||
        { has_settled detector && has_settled tracker && has_settled control; }; }; then
        capture_started=yes
        [[ ${stage_state[capture]} != idle ]] || start_stage capture
    fi
    for stage in "${stages[@]}"; do
        case ${stage_state[$stage]} in
            running | finished | stopped) ;;
            # Waits for the others: not the one to blame.
            idle) missing+=("$stage") ;;
            *) missing=("$stage" "${missing[@]}") ;;
        esac
    done
    if ((${#missing[@]} == 0)); then
        phase=run
        report_up
    elif ((now_millis >= up_by)); then
        stage=${missing[0]}
        fail_up 1 "$stage: not ready after $((up_waits_millis / 1000)) s: $(last_line "$stage")"
    fi
}

# --- the loop ---

# Sets event; fails where only time has passed. A time-out may cut a line in two.
await_event() {
    local piece='' code=0 limit=()
    find_deadline
    [[ -z $wait_millis ]] ||
        limit=(-t "$((wait_millis / 1000)).$(printf %03d $((wait_millis % 1000)))")
    IFS= read -r -u 9 "${limit[@]}" piece || code=$?
    half_line+=$piece
    ((code == 0)) || return 1
    event=$half_line
    half_line=
}

create_region() {
    local message code=0 flags
    mapfile -d '' flags <"$state/region.args"
    message=$("$distribution/bin/cat-follow" --region "$region" region create "${flags[@]}" \
        2>&1 </dev/null 7>&- 8>&- 9>&-) || code=$?
    # `found` is said of one only that stages outside of ours are using.
    [[ $message != found* && $message != *"it is in use with"* ]] || region_in_use=yes
    ((code != 0)) || return 0
    fail_up "$((code <= 5 ? code : 1))" "region: $(tail -n 1 <<<"$message")"
}

run_loop() {
    local event half_line='' words
    while :; do
        if [[ -n $status_changed ]]; then
            status_changed=
            write_status
        fi
        [[ $phase != down ]] || ! all_ended || return 0
        if await_event; then
            read_clock
            read -ra words <<<"$event"
            ((${#words[@]} == 0)) || handle_event "${words[@]}"
        fi
        read_clock
        handle_deadlines
        advance_up
    done
}

# The way out, whatever leads there: should this script fail itself, the stages must not go on alone.
leave() {
    trap '' HUP INT TERM
    if ! all_ended; then
        end_orphans
    fi
    # Open before its name is removed: `up` hears the end when nothing is left.
    if [[ $phase != run && -p $state/reply.$up_requester ]]; then
        exec 4<>"$state/reply.$up_requester"
        remove_traces
        printf 'end %s\n' "$up_code" >&4
    else
        remove_traces
    fi
}

# supervise REQUESTER: runs the instance until it is told to end. REQUESTER is the `up` that waits for an
# answer, - in the foreground. Needs the lock, the FIFO and the flags; never fails half way.
supervise() {
    local stage now_millis capture_started='' capture_by up_by status_changed=yes wait_millis
    up_requester=$1
    up_code=0
    set +e
    exec 7>>"$state/members" 9<>"$events"
    flock -s 7
    trap 'printf "down\n" >&9' HUP INT TERM
    # Who no longer listens to our output must not end the robot.
    trap : PIPE
    record_process "$state/launcher.pid" "$BASHPID"
    say "$distribution" >"$state/distribution"
    for stage in "${stages[@]}"; do
        stage_restarts[$stage]=0
        stage_wish[$stage]=run
        stage_pid[$stage]='' stage_due[$stage]='' stage_kill_at[$stage]='' stage_requester[$stage]=''
        stage_history[$stage]='' stage_log_from[$stage]=0
        enter_state "$stage" idle
    done
    trap leave EXIT
    read_clock
    up_by=$((now_millis + up_waits_millis))
    log "starting, region $region"
    write_status
    create_region
    if [[ $phase == up ]]; then
        read_clock
        capture_by=$((now_millis + capture_waits_millis))
        for stage in detector tracker control; do
            start_stage "$stage"
        done
    fi
    run_loop
    log "ended"
    exit "$up_code"
}
