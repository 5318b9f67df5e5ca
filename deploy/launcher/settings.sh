# shellcheck shell=bash disable=SC2034 # read by the files beside this one
# What the environment says to the launcher. Sourced by launch.sh.

readonly no_guard_warning="WITHOUT THE GUARD (--no-guard): if control dies or hangs, nothing stops the wheels"

# read_settings: sets ready_seconds, hang_seconds, budget_restarts (empty: lifted) and budget_millis.
# Checked as text first: bash would run what stands in a number.
read_settings() {
    local budget=${CAT_FOLLOW_RESTART_BUDGET:-5/60}
    ready_seconds=${CAT_FOLLOW_READY_SECONDS:-60}
    hang_seconds=${CAT_FOLLOW_HANG_SECONDS:-5}
    [[ $ready_seconds =~ ^[1-9][0-9]{0,4}$ ]] ||
        fail 2 "CAT_FOLLOW_READY_SECONDS='$ready_seconds': seconds from 1 to 99999 wanted"
    [[ $hang_seconds =~ ^(0|[1-9][0-9]{0,4})$ ]] ||
        fail 2 "CAT_FOLLOW_HANG_SECONDS='$hang_seconds': seconds up to 99999 wanted, 0 switches it off"
    if [[ $budget == none ]]; then
        budget_restarts=
        budget_millis=0
    elif [[ $budget =~ ^([1-9][0-9]{0,4})/([1-9][0-9]{0,4})$ ]]; then
        budget_restarts=${BASH_REMATCH[1]}
        budget_millis=$((BASH_REMATCH[2] * 1000))
    else
        fail 2 "CAT_FOLLOW_RESTART_BUDGET='$budget': TIMES/SECONDS wanted, such as 5/60, or none"
    fi
}
