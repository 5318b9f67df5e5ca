#!/usr/bin/env bash
# Runs cat-follow: starts the five stages on one region, starts again what dies, ends them all.
# `launch.sh help` says how. The same file serves in a checkout (deploy/) and in the distribution (bin/).
set -euo pipefail

program=${BASH_SOURCE[0]}
# `bash launch.sh`: the hints that we print are commands to be copied.
[[ $program == */* ]] || program=./$program
readonly program
self=$(readlink -f "$program")
readonly self here=${self%/*}
# shellcheck source=launcher/config.sh
source "$here/launcher/config.sh"
# shellcheck source=launcher/instance.sh
source "$here/launcher/instance.sh"
# shellcheck source=launcher/flags.sh
source "$here/launcher/flags.sh"
# shellcheck source=launcher/build.sh
source "$here/launcher/build.sh"
# shellcheck source=launcher/settings.sh
source "$here/launcher/settings.sh"
# shellcheck source=launcher/talk.sh
source "$here/launcher/talk.sh"
# shellcheck source=launcher/stages.sh
source "$here/launcher/stages.sh"
# shellcheck source=launcher/region.sh
source "$here/launcher/region.sh"
# shellcheck source=launcher/watchdog.sh
source "$here/launcher/watchdog.sh"
# shellcheck source=launcher/recorder.sh
source "$here/launcher/recorder.sh"
# shellcheck source=launcher/supervisor.sh
source "$here/launcher/supervisor.sh"

print_help() {
    cat <<'HELP'
usage: launch.sh [--name N] [--config FILE] VERB

  up [--foreground] [FLAGS]  start the five stages; FLAGS go to the stages that know them; without any, the
                             robot is in the simulator. With --view, a page for browsers too. With --no-guard,
                             four: then nothing stops the wheels when control dies. A flight recorder stores
                             the last 10 s when something goes wrong (--no-recorder: none); --record DIR
                             [--record-format jpeg|png|raw] [--record-buffer-mb MB] stores all, from the first
                             frame
  down                       end everything, leave nothing but logs and journal
  status                     one line a stage
  start STAGE                start a stage that was stopped, finished or given up
  restart STAGE              end it and start it again
  stop STAGE                 end it; it stays down
  kill STAGE                 kill it (SIGKILL); it is started again like after any death
  logs STAGE [-f]            what it logged (STAGE may be launcher, recorder); -f follows
  help                       this text

  STAGE is capture, tracker, detector, control, guard or, after up --view, view. --name keeps several instances apart.
  A stage that dies is started again at once, then after 0.5, 1, 2, 4 s; after 5 times in 60 s it is given up.
  One without a heartbeat for 5 s is killed first.

exit codes: 0 done; 1 failed; 2 wrong usage; 3 region missing, incompatible or taken, or nothing runs;
  4 source, camera or hardware unavailable; 5 model or labels unusable

configuration: --config FILE, else CAT_FOLLOW_CONFIG, else ~/.config/cat-follow/cat-follow.conf, else
  /etc/cat-follow/cat-follow.conf; none: none. `cat-follow config` shows what is in force; flags count more

environment: CAT_FOLLOW_JAVA_HOME (a JDK 25), CAT_FOLLOW_STATE_DIR (logs and pids; default
  ~/.local/state/cat-follow), CAT_FOLLOW_SHM_DIR (where the region lies; default /dev/shm),
  CAT_FOLLOW_MODELS (models by name; default ~/.local/share/cat-follow/models),
  CAT_FOLLOW_READY_SECONDS (how long a stage may take to its work; default 60),
  CAT_FOLLOW_HANG_SECONDS (without a heartbeat, until a stage is killed; default 5; 0: never),
  CAT_FOLLOW_RESTART_BUDGET (TIMES/SECONDS until a stage is given up, or none: never; default 5/60),
  CAT_FOLLOW_CPUS (STAGE=PROCESSORS ..., such as "capture=0 detector=1-2"; default: all of all)
HELP
    [[ -r $distribution/conf/stage-flags.tsv ]] || return 0
    printf '\nflags of the stages (bin/STAGE-proc --help explains them):\n'
    awk -F'\t' '/^-/ { printf "  %-24s %s\n", $1, $3 }' "$distribution/conf/stage-flags.tsv"
}

# In the distribution the scripts lie in its bin/; in a checkout the build puts one under target/.
find_distribution() {
    checkout=
    if [[ -d $here/../lib ]]; then
        distribution=$(cd "$here/.." && pwd)
    else
        distribution=$here/target/cat-follow
        checkout=$(cd "$here/.." && pwd)
    fi
}

# How the user called us, with the name, for the hints that we print.
command_line() {
    printf '%s' "$program"
    [[ $name == default ]] || printf ' --name %s' "$name"
}

# The other program, which lies beside this one. A link to this one may have any name.
tool_line() {
    local folder=$here/
    [[ $program != */launch.sh ]] || folder=${program%launch.sh}
    printf '%scat-follow' "$folder"
    [[ $name == default ]] || printf ' --name %s' "$name"
}

# The page of the view. Its address holds the token: on a terminal, and not in a service's journal.
say_page() {
    local address=
    { read -r address <"$state/view.address"; } 2>/dev/null || return 0
    if [[ -t 1 || -z $foreground ]]; then
        say "page: $address"
    else
        say "page: ${address%%#*} (with commands: see $state/view.address)"
    fi
}

# Where to look, for the user who has just started something.
say_where_to_look() {
    say "look: $(tool_line) stat; $(tool_line) read --overlay --out now.png"
    [[ -n $foreground ]] || say_page
    say "logs: $(command_line) logs STAGE; state: $(command_line) status; end: ${1:-$(command_line) down}"
}

# --- asking the launcher ---

open_reply() {
    reply=$state/reply.$$
    rm -f -- "$reply"
    mkfifo -m 600 "$reply"
    death_watch=
    trap 'rm -f -- "$reply"; [[ -z $death_watch ]] || kill "$death_watch" 2>/dev/null || true' EXIT
    # For reading and writing, so that opening it does not wait for the other side.
    exec 6<>"$reply"
}

# Should the launcher be killed, its lock comes free, and this answers in its place.
watch_for_death() {
    flock "$state/lock" printf 'err %s\nend 1\n' \
        "the launcher was killed; end the rest with $(command_line) down" >&6 &
    death_watch=$!
}

# send_event LINE: fails instead of waiting where nobody reads, and never makes a file of that name.
send_event() {
    printf '%s\n' "$1" | dd of="$events" oflag=nonblock conv=nocreat,notrunc status=none 2>/dev/null
}

# await_reply SECONDS: prints what the launcher says; returns its code.
await_reply() {
    local deadline=$((SECONDS + $1)) kind text
    while ((SECONDS < deadline)) && read -r -t $((deadline - SECONDS)) -u 6 kind text; do
        case $kind in
            out) say "$text" ;;
            err) printf 'launch.sh: %s\n' "$text" >&2 ;;
            end) return "$text" ;;
        esac
    done
    fail 1 "no answer from the launcher within $1 s; see $(command_line) logs launcher"
}

# request VERB STAGE
request() {
    launcher_runs || fail 3 "nothing runs under the name '$name'; start it with $(command_line) up"
    open_reply
    send_event "$1 $2 $$" || fail 1 "the launcher does not listen; end it with $(command_line) down"
    watch_for_death
    await_reply $((ready_seconds + 10))
}

# --- verbs ---

# Takes the lock for the launcher to come; whoever holds it for a moment only is waited for.
take_lock() {
    exec 8>>"$state/lock"
    flock -n 8 || { ! launcher_runs && flock -w 5 8; } ||
        fail 1 "'$name' already runs (launcher pid ${recorded_pid:-unknown}); end it with $(command_line) down"
}

put_away_logs() {
    local log_name
    for log_name in launcher "${stages[@]}"; do
        put_away_log "$log_name"
        : >"$logs/$log_name.log"
    done
}

prepare_up() {
    local leftovers=
    make_state_folders
    take_lock
    [[ ! -e $events ]] || leftovers=yes
    end_orphans
    if [[ -n $leftovers$ended_any ]]; then
        say "removing what a launcher that was killed left behind"
        remove_traces
    fi
    put_away_logs
    rm -f -- "$events"
    mkfifo -m 600 "$events"
    write_flags
}

# choose_config FILE: for all that is started from here; absolute, as that may be in another folder.
choose_config() {
    export CAT_FOLLOW_CONFIG=$1
    [[ $1 == none || $1 == /* ]] || CAT_FOLLOW_CONFIG=$PWD/$1
}

# Before anything is started, and all mistakes at once; without a file there is nothing to ask a JVM for.
check_config() {
    [[ -z $config ]] || "$distribution/bin/cat-follow" config check --quiet ||
        fail $? "nothing is started with a configuration that is wrong; --config none goes without"
}

# The user gives up waiting: nothing goes on behind their back.
interrupted_up() {
    trap '' HUP INT TERM
    exec 8>&-
    verb_down >/dev/null
    exit 130
}

verb_up() {
    ! launcher_runs ||
        fail 1 "'$name' already runs (launcher pid $recorded_pid); end it with $(command_line) down"
    [[ -z $checkout ]] || ensure_built
    route_flags "$@"
    check_config
    prepare_up
    [[ " ${launcher_flags[*]} " != *" --no-guard "* ]] || printf 'launch.sh: %s\n' "$no_guard_warning" >&2
    if [[ -n $foreground ]]; then
        say "running in the foreground"
        say_where_to_look Ctrl-C
        supervise -
    fi
    open_reply
    trap interrupted_up HUP INT TERM
    setsid "$BASH" "$self" --name "$name" supervise $$ \
        </dev/null >>"$logs/launcher.log" 2>&1 6>&- &
    # It does so itself too; here, so that an interrupt from now on finds it.
    record_process "$state/launcher.pid" $!
    exec 8>&-
    watch_for_death
    await_reply $((ready_seconds + 20)) || exit
    say_where_to_look
}

verb_down() {
    local ran=
    if [[ -d $state ]]; then
        exec 8>>"$state/lock"
        ! signal_process "$state/launcher.pid" TERM || ran=yes
        # The launcher hears nothing while that works.
        signal_process "$state/region.pid" TERM || true
        # Free when the launcher has ended, which it does after its last stage.
        if ! flock -w 10 8; then
            signal_process "$state/launcher.pid" KILL || true
            flock -w 5 8 || fail 1 "another launch.sh works on '$name'; try again when it is done"
        fi
        end_orphans
    fi
    remove_traces
    exec 8>&-
    if [[ -n $ran${ended_any:-} ]]; then
        say "'$name' is down"
    else
        say "nothing was running under the name '$name'"
    fi
}

# print_stage STAGE STATE PID SINCE RESTARTS DUE WHY_IT_ENDED_LAST...
print_stage() {
    local text=$2 since now
    since=$(printf '%(%FT%T%z)T' "$4")
    case $2 in
        starting) text="starting, pid $3 since $since" ;;
        running) text="running, pid $3 since $since" ;;
        stopping) text="stopping, pid $3" ;;
        waiting)
            read_clock
            now=$(($6 > now_millis ? $6 - now_millis : 0))
            text="waiting to restart in $now ms"
            ;;
        stopped) text="stopped by you since $since" ;;
        finished) text="finished at $since" ;;
        gave-up) text="gave up at $since; see $(command_line) logs $1" ;;
        idle) text="not started yet" ;;
        left-out) text="left out (--no-guard): if control dies, nothing stops the wheels" ;;
    esac
    printf '%-9s %s; restarts %s%s\n' "$1" "$text" "$5" "${7:+; last: ${*:7}}"
}

verb_status() {
    local stage words now_millis alive=
    if launcher_runs; then
        [[ ! -r $state/status ]] || while read -ra words; do
            print_stage "${words[@]}"
        done <"$state/status"
        return 0
    fi
    for stage in "${stages[@]}"; do
        if recorded_process "$state/$stage.pid"; then
            say "$stage   running without a launcher, pid $recorded_pid"
            alive=yes
        fi
    done
    [[ -z $alive ]] || fail 1 "the launcher was killed; end the rest with $(command_line) down"
    say "nothing runs under the name '$name'"
    return 3
}

verb_logs() {
    local file=$logs/$1.log
    [[ -r $file ]] || fail 1 "no log $file yet"
    case ${2:-} in
        '') cat -- "$file" ;;
        -f) exec tail -n 100 -F -- "$file" 2>/dev/null ;;
        *) fail 2 "logs: unknown flag $2; nearest is -f" ;;
    esac
}

# check_stage VERB COUNT_ALLOWED WORD...
check_stage() {
    local verb=$1 allowed=$2 stage_list="${stages[*]}"
    shift 2
    (($# > 0 && $# <= allowed)) || fail 2 "$verb: one STAGE wanted: ${stage_list// /, }"
    [[ " $stage_list " == *" $1 "* || $verb:$1 == logs:@(launcher|view|recorder) ]] ||
        fail 2 "$verb: no stage '$1'; STAGE is one of ${stage_list// /, }"
}

main() {
    local chosen=default verb words=() tool
    use_config "$@"
    # --name and --config may stand anywhere.
    while (($# > 0)); do
        case $1 in
            --name) (($# > 1)) || fail 2 "--name needs a value" && chosen=$2 && shift ;;
            --name=*) chosen=${1#*=} ;;
            --config) (($# > 1)) || fail 2 "--config needs a value" && choose_config "$2" && shift ;;
            --config=*) choose_config "${1#*=}" ;;
            *) words+=("$1") ;;
        esac
        shift
    done
    set -- "${words[@]}"
    verb=${1:-}
    (($# == 0)) || shift
    for tool in flock setsid; do
        command -v "$tool" >/dev/null || fail 1 "$tool is missing; install util-linux"
    done
    use_instance "$chosen"
    find_distribution
    [[ $verb != @(up|supervise|start|stop|restart|kill) ]] || read_settings
    case $verb in
        up) if [[ " $* " == *" --help "* ]]; then print_help; else verb_up "$@"; fi ;;
        down | status)
            (($# == 0)) || fail 2 "$verb takes nothing more, not '$1'"
            "verb_$verb"
            ;;
        start | stop | restart | kill)
            check_stage "$verb" 1 "$@"
            request "$verb" "$1"
            ;;
        logs)
            check_stage "$verb" 2 "$@"
            verb_logs "$@"
            ;;
        supervise) supervise "$1" ;;
        help | --help | -h) print_help ;;
        '') fail 2 "what shall I do? up, down, status, start, restart, stop, kill, logs or help" ;;
        *) fail 2 "no verb '$verb'; up, down, status, start, restart, stop, kill, logs or help" ;;
    esac
}

main "$@"
