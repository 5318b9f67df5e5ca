# shellcheck shell=bash disable=SC2034,SC2154 # shares its variables with the scripts beside it
# The watchdog: about once a second it looks whether each stage's heartbeat has changed, whether its
# process is still there, and whether the region is whole. Sourced by launch.sh.
#
# Time is counted in its own looks and never by comparing clocks: a look is one second at the least, so
# a stage is called hung late rather than early. Where the launcher itself stood still (a closed lid,
# SIGSTOP, a machine at its limit), all that it has seen is of no worth, and it begins to count anew.

readonly watch_millis=1000 stall_millis=3000
# Of one line of `od`: wide enough that it has few to compare, and the rows lie at multiples of it.
readonly line_bytes=512
# For so many looks a process may be gone before its shell has said so.
readonly gone_looks=5

# What was last seen of a stage's row, and for how many looks nothing else.
declare -A stage_seen=() stage_quiet=() stage_gone=()
# Where the rows lie, by stage and by place in the file; where the words of a row lie.
declare -A row_stage=() row_word=()
rows_from='' rows_length=''
watch_at='' watched_at=0

# Reads conf/stage-rows.tsv, which the build makes from the layout's own tables.
read_row_table() {
    local table=$distribution/conf/stage-rows.tsv kind name number last=0
    [[ -r $table ]] || fail 1 "no $table; build the distribution with \`mvn -DskipTests package\`"
    while IFS=$'\t' read -r kind name number; do
        case $kind in
            row)
                row_stage[$number]=$name
                ((${rows_from:=$number} <= number)) || rows_from=$number
                ((last >= number)) || last=$number
                ;;
            word) row_word[$name]=$((number / 8)) ;;
        esac
    done <"$table"
    rows_length=$((last + line_bytes - rows_from))
}

# watch_anew STAGE: forgets what was seen of it.
watch_anew() {
    stage_seen[$1]=
    stage_quiet[$1]=0
}

# The view has no row: it holds no role. It beats in a file beside the region, in the same words.
read_view() {
    local pid ticks beats
    [[ " ${stages[*]} " == *" view "* && -f $region.view ]] || return 0
    read -r pid ticks beats <"$region.view" && row_now[view]="$pid $ticks $beats"
}

# Sets row_now by stage: "pid startTicks epoch heartbeat". One process for all rows: `od` leaves out
# lines that repeat, and between the rows lies little.
read_rows() {
    local at line words
    row_now=()
    # Never a pipe or a device that somebody has put there: opening it could wait for ever.
    [[ -f $region && -r $region ]] || return 0
    while read -r at line; do
        [[ $at == +([0-9]) && -n ${row_stage[$((10#$at))]:-} ]] || continue
        read -ra words <<<"$line"
        row_now[${row_stage[$((10#$at))]}]="${words[${row_word[pid]}]} ${words[${row_word[startTicks]}]} \
${words[${row_word[epoch]}]} ${words[${row_word[heartbeatNanos]}]}"
    done < <(exec od -A d -t u8 -w"$line_bytes" -j "$rows_from" -N "$rows_length" -- "$region" \
        2>/dev/null 7>&- 8>&- 9>&-)
}

# kill_hung STAGE REASON
kill_hung() {
    watch_anew "$1"
    stage_killed_for[$1]="$2, killed"
    ! signal_process "$state/$1.pid" KILL || log "$1: $2, killed"
}

# watch_heartbeat STAGE: a row of another process, or none, is no sign of life.
watch_heartbeat() {
    local stage=$1 row=${row_now[$1]:-}
    if recorded_process "$state/$stage.pid" && [[ $row == "$recorded_pid $start_ticks "* &&
        $row != "${stage_seen[$stage]}" ]]; then
        stage_seen[$stage]=$row
        stage_quiet[$stage]=0
        return
    fi
    stage_quiet[$stage]=$((stage_quiet[$stage] + 1))
    ((stage_quiet[$stage] < hang_seconds)) || kill_hung "$stage" "no heartbeat for $hang_seconds s"
}

# watch_start STAGE: `up` has a patience of its own.
watch_start() {
    stage_quiet[$1]=$((stage_quiet[$1] + 1))
    [[ $phase == up ]] || ((stage_quiet[$1] < ready_seconds)) ||
        kill_hung "$1" "not ready within $ready_seconds s"
}

# notice_lost STAGE: somebody has killed or stopped the shell that waits for it, so its end is noticed
# here. It goes the way of all events: should that shell say so too, the stage's pid is no longer this.
notice_lost() {
    local stage=$1 pid ticks
    read -r pid ticks <<<"${stage_watcher[$stage]}"
    if recorded_process "$state/$stage.pid"; then
        stage_gone[$stage]=0
        return
    fi
    if process_start "$pid" && [[ $start_ticks == "$ticks" ]]; then
        # It says so itself, unless it is stopped.
        stage_gone[$stage]=$((${stage_gone[$stage]:-0} + 1))
        [[ -n ${stage_pid[$stage]} ]] && ((stage_gone[$stage] >= gone_looks)) || return 0
    fi
    stage_gone[$stage]=0
    # A stage that has no pid yet may have been just starting.
    [[ -n ${stage_pid[$stage]} ]] || ((stage_quiet[$stage] >= 2)) || return 0
    # With the shell's pid: a launcher that is behind may have started the stage anew when it reads this.
    printf 'exited %s %s - %s\n' "$stage" "${stage_pid[$stage]:--}" "$pid" >&9
}

# One look at everything.
watch() {
    local stage stalled=
    local -A row_now=()
    ((now_millis - watched_at <= stall_millis)) || stalled=yes
    watched_at=$now_millis
    watch_at=$((now_millis + watch_millis))
    [[ $phase != run ]] || check_region
    [[ $phase == down || $hang_seconds == 0 ]] || { read_rows && read_view; }
    for stage in "${stages[@]}"; do
        is_alive "$stage" || continue
        [[ -z $stalled ]] || watch_anew "$stage"
        notice_lost "$stage"
        [[ $phase != down ]] || continue
        case ${stage_state[$stage]} in
            starting) watch_start "$stage" ;;
            running) [[ $hang_seconds == 0 ]] || watch_heartbeat "$stage" ;;
        esac
    done
}
