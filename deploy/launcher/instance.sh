# shellcheck shell=bash
# One running system ("instance"): where its files lie and who its processes are. Sourced by launch.sh.
#
#   region              the frames, in memory; .lock beside it, .new while it is being made, .foreign
#                       what others have put in its place, .view the heartbeat of the view;
#                       .images (and .images.lock) of a runner of algorithms, which is none of ours
#   state/lock          held (flock) by the launcher that runs the instance: two cannot
#   state/members       held shared by the launcher and all it starts: free when the last one has ended
#   state/events        FIFO on which the launcher waits; stages and other launch.sh commands write to it
#   state/STAGE.pid     pid and start time of the process; a pid alone may be somebody else's by now
#   state/STAGE.args    the stage's flags, each ended by a zero byte; launcher.args what `up` told the launcher
#   state/STAGE.command the words before them, composed by the stage's script at its first start
#   state/status        what `status` prints, renewed at every change
#   state/journal       what control did and why, and what each stage put out: Chronicle Queues; stays after `down`
#   state/flight        what the flight recorder has stored; stays after `down`
#   state/recorder.pid  the recorder's process, recorder-keeper.pid that of the shell that keeps it
#   state/logs          logs; stay after `down`, the previous ones as .1
#   state/view.token    what commands the robot from a browser; stays, for its owner alone
#   state/view.address  the page's address with that token, while a view runs
#
# File descriptors: 7 members, 8 lock, 9 events.

# shellcheck disable=SC2034 # read by the files that source this one
# The guard last: what ends them all ends it after control.
stages=(capture tracker detector control guard)

# use_view: the view is a stage like the others where `up` was told --view, and none elsewhere.
use_view() {
    [[ " ${stages[*]} " == *" view "* ]] || stages=(capture tracker detector control view guard)
}

# launcher_was_told FLAG: whether `up` of the instance was.
launcher_was_told() {
    local told=()
    [[ -r $state/launcher.args ]] || return 1
    mapfile -d '' told <"$state/launcher.args"
    [[ " ${told[*]} " == *" $1 "* ]]
}

say() {
    printf '%s\n' "$*"
}

# fail CODE TEXT...: one line on standard error, and out.
fail() {
    local code=$1
    shift
    printf 'launch.sh: %s\n' "$*" >&2
    exit "$code"
}

# use_instance NAME: sets name and the paths.
use_instance() {
    name=$1
    [[ $name =~ ^[A-Za-z0-9_.-]{1,40}$ && ! $name =~ ^\.+$ ]] ||
        fail 2 "--name '$name': 1 to 40 letters, digits, '_', '.' or '-' wanted"
    # Beside the region x lie x.lock, x.new, x.foreign, x.view and x.images.
    [[ ! $name =~ \.(lock|new|foreign|view|images)$ ]] ||
        fail 2 "--name '$name': must not end in .lock, .new, .foreign, .view or .images"
    region=${CAT_FOLLOW_SHM_DIR:-/dev/shm}/cat-follow
    [[ $name == default ]] || region+=-$name
    state_root=${CAT_FOLLOW_STATE_DIR:-${XDG_STATE_HOME:-${HOME:?is not set; set CAT_FOLLOW_STATE_DIR}/.local/state}/cat-follow}
    # Absolute, because the launcher may be asked from another folder than it was started in.
    [[ $region == /* ]] || region=$PWD/$region
    [[ $state_root == /* ]] || state_root=$PWD/$state_root
    state=$state_root/$name
    logs=$state/logs
    events=$state/events
    ! launcher_was_told --view || use_view
}

# Makes the folders, for this user only: who may write to the FIFO may stop the robot.
make_state_folders() {
    (umask 077 && mkdir -p "$logs") || fail 1 "cannot make $logs; set CAT_FOLLOW_STATE_DIR"
    chmod 700 "$state"
}

# process_start PID: sets start_ticks to its start time since boot; fails where it is gone or a zombie.
process_start() {
    local line fields
    start_ticks=
    { IFS= read -r line <"/proc/$1/stat"; } 2>/dev/null || return 1
    # The second field is the program's name in parentheses, which may hold anything.
    read -ra fields <<<"${line##*) }"
    [[ ${fields[0]} != Z ]] || return 1
    start_ticks=${fields[19]}
}

# record_process FILE PID
record_process() {
    process_start "$2" && printf '%s %s\n' "$2" "$start_ticks" >"$1"
}

# recorded_process FILE: sets recorded_pid; fails where that very process runs no longer.
recorded_process() {
    local ticks
    recorded_pid=
    { read -r recorded_pid ticks <"$1"; } 2>/dev/null || return 1
    process_start "$recorded_pid" && [[ $start_ticks == "$ticks" ]]
}

# signal_process FILE SIGNAL: the only place that signals; fails where the recorded process has ended.
signal_process() {
    recorded_process "$1" && kill -s "$2" "$recorded_pid" 2>/dev/null
}

launcher_runs() {
    recorded_process "$state/launcher.pid"
}

# signal_stages SIGNAL: fails where no recorded stage runs.
signal_stages() {
    local stage any=1
    for stage in "${stages[@]}"; do
        ! signal_process "$state/$stage.pid" "$1" || any=0
    done
    # Its keeper first, which would start it again. The region is what the tool runs as that makes it.
    for stage in recorder-keeper recorder region; do
        ! signal_process "$state/$stage.pid" "$1" || any=0
    done
    return "$any"
}

# Ends stages whose launcher is gone. Prints nothing; sets ended_any. Needs the lock. Fails where
# something that was started goes on: what it uses must not be taken away.
end_orphans() {
    ended_any=
    ! signal_stages TERM || ended_any=yes
    exec 7>>"$state/members"
    # Whoever was started holds it, so this wait ends with the last one.
    if ! flock -x -w 3 7; then
        # Read again: a stage may have been just starting.
        ! signal_stages KILL || ended_any=yes
        flock -x -w 3 7 ||
            fail 1 "something that '$name' started does not end; see \`fuser -v $state/members\`"
    fi
    exec 7>&-
}

# Succeeds while some process holds a role on the region. See LockFile for the bytes.
region_is_in_use() {
    local inode locks
    inode=$(exec stat -Lc %i -- "$region.lock" 2>/dev/null 7>&- 8>&- 9>&-) || return 1
    # In one go: line by line the kernel would begin anew at each, and the list may move meanwhile.
    locks=$(</proc/locks) || return 0
    [[ $locks =~ :$inode\ (1[6-9]|20)\  ]]
}

# Removes everything of the instance but its logs and the two lock files (who removes a lock file
# lets a second holder in).
remove_traces() {
    # Not the one in which stages are at work that somebody else started.
    if region_is_in_use; then
        say "region $region stays: a stage that '$name' did not start is at work on it"
    else
        rm -f -- "$region" "$region.lock" "$region.new"
    fi
    rm -f -- "$region.view"
    [[ ! -d $state ]] || rm -f -- "$events" "$state"/*.pid "$state"/*.args "$state"/*.command* "$state"/reply.* \
        "$state/status" "$state/status.new" "$state/distribution" "$state"/view.address*
}
