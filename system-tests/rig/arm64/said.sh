# shellcheck shell=bash disable=SC2154 # shares its variables with the scripts beside it
# What this rig says, a line a check, and how it ends when nothing more can be tried. Sourced by run.sh.

# Of checks that run beside others: each is a process group of its own.
beside_pids=() beside_names=()

ok() { printf 'ok      %s\n' "$*"; }

left_out() { printf -- '-       %s\n' "$*"; }

# failed WHAT WHERE WHAT_TO_DO
failed() {
    printf 'FAILED  %s; %s; %s\n' "$1" "$2" "$3"
    failures=$((failures + 1))
}

# give_up WHAT WHERE WHAT_TO_DO: nothing after it could be tried.
give_up() {
    failed "$@"
    exit 1
}

# cannot_be_had WHAT WHERE WHAT_TO_DO: a package or the network is missing; nothing was tried and nothing is wrong.
cannot_be_had() {
    printf 'skipped %s; %s; %s\n' "$1" "$2" "$3"
    exit "$code_skipped"
}

usage() {
    printf '%s: %s; see %s --help\n' "$program" "$*" "$program" >&2
    exit 2
}

# last_line FILE: the last thing said in it that is no blank line.
last_line() { awk 'NF { line = $0 } END { print line ? line : "(nothing was said)" }' "$1" 2>/dev/null; }

# check NAME WHAT WHAT_TO_DO COMMAND...: one line; what the command says goes to NAME.log.
check() {
    local log=$work/$1.log what=$2 advice=$3 begun=$SECONDS code=0
    shift 3
    "$@" >"$log" 2>&1 || code=$?
    if ((code == 0)); then
        ok "$what ($((SECONDS - begun)) s)"
        return 0
    fi
    ((code != 124)) || printf 'not done within %s s\n' "$patience_seconds" >>"$log"
    failed "$what: $(last_line "$log")" "see $log" "$advice"
    return 1
}

# beside NAME WHAT WHAT_TO_DO COMMAND...: the same beside others, as many at once as there are processors, for a
# command that leaves nothing behind in this shell. Each is to be waited for with gather.
beside() {
    local pid running=()
    while :; do
        running=()
        for pid in "${beside_pids[@]}"; do
            ! kill -0 "$pid" 2>/dev/null || running+=("$pid")
        done
        ((${#running[@]} >= processors)) || break
        # One of them may have ended since.
        wait -n "${running[@]}" 2>/dev/null || true
    done
    # Else an interrupt would leave them behind.
    set -m
    check "$@" && : >"$work/$1.passed" &
    beside_pids+=($!)
    set +m
    beside_names+=("$1")
}

# Waits for those beside, and counts which failed: they have said so themselves.
gather() {
    local name
    wait "${beside_pids[@]}" || true
    for name in "${beside_names[@]}"; do
        [[ -e $work/$name.passed ]] || failures=$((failures + 1))
    done
    beside_pids=() beside_names=()
}

# Each with all that it has started; what has not ended after 20 s is killed.
end_those_beside() {
    local pid deadline=$((SECONDS + 20))
    for pid in "${beside_pids[@]}"; do
        kill -TERM -- "-$pid" 2>/dev/null
    done
    for pid in "${beside_pids[@]}"; do
        # Of a process that is no child of ours nobody tells the end.
        while kill -0 -- "-$pid" 2>/dev/null && ((SECONDS < deadline)); do
            sleep 0.1
        done
        kill -KILL -- "-$pid" 2>/dev/null
    done
}
