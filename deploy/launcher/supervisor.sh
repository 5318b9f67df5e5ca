# shellcheck shell=bash disable=SC2034,SC2154 # shares its variables with the scripts beside it
# The launcher that stays: waits for events and for time to pass, and has stages.sh, region.sh and
# watchdog.sh do what follows; talk.sh says it. Sourced by launch.sh; instance.sh says which files there are.
#
# It sleeps in one place only, `read` on the FIFO, at most until the nearest deadline. Events:
#
#   started STAGE PID        the process exists            from the process before it becomes the stage
#   ready STAGE              it does its duty cycle        from the stage itself (--ready-pipe)
#   exited STAGE PID CODE    it has ended                  from the shell that waited for it; from the
#                                                          watchdog with - as code, where that was killed,
#                                                          and the shell's pid after it
#   start|stop|restart|kill STAGE REQUESTER                from launch.sh, which waits on reply.REQUESTER
#   down                                                   from this launcher's own signal trap

readonly capture_waits_millis=10000
phase=up

# Sets now_millis since boot: the wall clock of a machine without battery jumps when the network comes.
read_clock() {
    local seconds
    read -r seconds _ </proc/uptime
    now_millis=$((10#${seconds/./} * 10))
}

# --- going down ---

begin_down() {
    local stage
    [[ $phase != down ]] || return 0
    if [[ $phase == up && $up_code == 0 && $up_requester != - ]]; then
        up_code=1
        tell "$up_requester" err "ended before all stages were ready"
    fi
    phase=down
    log "ending all stages"
    end_recorder
    for stage in "${stages[@]}"; do
        stage_due[$stage]=
        # The guard ends when control has: until then it is needed.
        if is_alive "$stage" && { [[ $stage != guard ]] || ! is_alive control; }; then
            end_stage "$stage" stop
        fi
        answer "$stage" err "$stage: the launcher is going down" 1
    done
}

# fail_up CODE TEXT: `up` cannot succeed; everything ends, and `up` with it.
fail_up() {
    up_code=$1
    note "$2"
    tell "$up_requester" err "$2"
    begin_down
}

# --- events ---

on_started() {
    stage_pid[$1]=$2
    status_changed=yes
    [[ ${stage_wish[$1]} == run ]] || end_stage "$1" "${stage_wish[$1]}"
}

on_ready() {
    # The view works without a region, too.
    [[ -z $region_new || $1 == view ]] || know_region
    [[ ${stage_state[$1]} == starting ]] || return 0
    enter_state "$1" running
    watch_anew "$1"
    log "$1: running, pid ${stage_pid[$1]}"
    answer "$1" out "$1: running, pid ${stage_pid[$1]}" 0
}

on_exited() {
    local stage=$1 pid=$2 code=$3 watcher=$4
    is_alive "$stage" && [[ ${stage_pid[$stage]:--} == "$pid" ]] || return 0
    # Where no pid tells one start from the next, the shell that waited for it does.
    [[ -z $watcher || ${stage_watcher[$stage]%% *} == "$watcher" ]] || return 0
    # Emptied and not removed: that needs no process.
    : >"$state/$stage.pid"
    stage_pid[$stage]=
    stage_kill_at[$stage]=
    # As begin_down has left it to be done here.
    [[ $phase:$stage != down:control ]] || ! is_alive guard || end_stage guard stop
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
    [[ $what == @(down|recording) || " ${stages[*]} " == *" $stage "* ]] || {
        log "event not understood: $*"
        return
    }
    case $what in
        started) on_started "$stage" "$3" ;;
        ready) on_ready "$stage" ;;
        exited) on_exited "$stage" "$3" "$4" "${5:-}" ;;
        start | stop | restart | kill) on_request "$what" "$stage" "$3" ;;
        recording) on_recording "${@:2}" ;;
        down) begin_down ;;
        *) log "event not understood: $*" ;;
    esac
}

# --- time ---

# Sets wait_millis to the time until the nearest deadline, empty where there is none.
find_deadline() {
    local stage at nearest=
    local -a all=("${stage_kill_at[@]}" "$watch_at")
    [[ -n $region_broken ]] || all+=("${stage_due[@]}")
    if [[ $phase == up ]]; then
        [[ -n $capture_started || -n $recorder_awaited ]] || all+=("$capture_by")
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
        if [[ -n ${stage_due[$stage]} && -z $region_broken ]] && ((now_millis >= stage_due[$stage])); then
            start_stage "$stage"
        fi
    done
    ((now_millis < watch_at)) || watch
}

# has_settled STAGE: ready, or has ended at least once: waiting longer for it helps nobody.
has_settled() {
    [[ ${stage_state[$1]} != @(idle|starting) ]] || ((stage_restarts[$1] > 0))
}

report_up() {
    local stage
    flush_status
    log "all stages are ready"
    [[ $up_requester != - ]] || { say_page && return 0; }
    for stage in "${stages[@]}"; do
        [[ ${stage_state[$stage]} == left-out ]] ||
            tell "$up_requester" out "$(printf '%-9s %s' "$stage" "${stage_state[$stage]}, pid ${stage_pid[$stage]:--}")"
    done
    tell "$up_requester" end 0
}

# Goes on with `up`: capture comes last, so that the first frames of a sequence are seen by all. It waits
# for a stage that is late only so long, but for the recorder of all frames as long as `up` does.
advance_up() {
    local stage missing=()
    [[ $phase == up ]] || return 0
    if [[ -z $capture_started$recorder_awaited ]] && { ((now_millis >= capture_by)) ||
        { has_settled guard && has_settled detector && has_settled tracker && has_settled control; }; }; then
        capture_started=yes
        [[ ${stage_state[capture]} != idle ]] || start_stage capture
    fi
    for stage in "${stages[@]}"; do
        case ${stage_state[$stage]} in
            running | finished | stopped | left-out) ;;
            # Waits for the others: not the one to blame.
            idle) missing+=("$stage") ;;
            *) missing=("$stage" "${missing[@]}") ;;
        esac
    done
    if ((${#missing[@]} == 0)); then
        phase=run
        [[ -z $region_new ]] || know_region
        report_up
    elif ((now_millis >= up_by)); then
        stage=${missing[0]}
        if [[ -n $recorder_awaited && ${stage_state[$stage]} == idle ]]; then
            fail_up 1 "record: not at the ring after $ready_seconds s: $(recorders_last_line)"
        else
            fail_up 1 "$stage: not ready after $ready_seconds s: $(last_line "$stage")"
        fi
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

run_loop() {
    local event half_line='' words
    while :; do
        flush_status
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
    end_recorder
    await_recorder
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
    # What an earlier run was told counts no more.
    launcher_was_told --view || stages=(capture tracker detector control guard)
    read_row_table
    exec 7>>"$state/members" 9<>"$events"
    flock -s 7
    trap 'printf "down\n" >&9' HUP INT TERM
    # Who no longer listens to our output must not end the robot.
    trap : PIPE
    record_process "$state/launcher.pid" "$BASHPID"
    say "$distribution" >"$state/distribution"
    forget_stages
    trap leave EXIT
    read_clock
    up_by=$((now_millis + ready_seconds * 1000))
    watched_at=$now_millis
    watch_at=$((now_millis + watch_millis))
    log "starting, region $region"
    [[ ${stage_state[guard]} != left-out ]] || note "$no_guard_warning"
    write_status
    create_region
    if [[ $phase == up ]]; then
        read_clock
        capture_by=$((now_millis + capture_waits_millis))
        for stage in guard detector tracker control view; do
            [[ " ${stages[*]} " == *" $stage "* ]] || continue
            [[ ${stage_state[$stage]} == left-out ]] || start_stage "$stage"
        done
        start_recorder
    fi
    run_loop
    log "ended"
    exit "$up_code"
}
