# shellcheck shell=bash disable=SC2154 # shares its variables with the scripts beside it
# What the launcher says: to its log, to those who wait for an answer, and to `status`. Sourced by
# launch.sh.

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

# answer STAGE KIND TEXT CODE: ends the request that waits for this stage, if one does. The status first:
# whoever asks for it now is to see what they have just been told.
answer() {
    local requester=${stage_requester[$1]}
    [[ -n $requester ]] || return 0
    stage_requester[$1]=
    flush_status
    tell "$requester" "$2" "$3"
    tell "$requester" end "$4"
}

# flush_status: writes the status where something has changed since it was written.
flush_status() {
    [[ -n $status_changed ]] || return 0
    status_changed=
    write_status
}

write_status() {
    local stage
    for stage in "${stages[@]}"; do
        printf '%s %s %s %s %s %s %s\n' "$stage" "${stage_state[$stage]}" "${stage_pid[$stage]:--}" \
            "${stage_since[$stage]}" "${stage_restarts[$stage]}" "${stage_due[$stage]:--}" "${stage_last[$stage]}"
    done >"$state/status.new"
    mv -f -- "$state/status.new" "$state/status"
}
