# shellcheck shell=bash disable=SC2034 # read by the files beside this one
# What the environment says to the launcher. Sourced by launch.sh.

readonly no_guard_warning="WITHOUT THE GUARD (--no-guard): if control dies or hangs, nothing stops the wheels"

# Processors of a stage, by stage, as taskset(1) takes them; a stage without any may run on all.
declare -A stage_cpus=()

# read_cpus: sets stage_cpus from CAT_FOLLOW_CPUS, such as "capture=0 detector=1-2 tracker=3".
read_cpus() {
    local word words number online last known="capture tracker detector control guard view"
    [[ -n ${CAT_FOLLOW_CPUS:-} ]] || return 0
    read -r online </sys/devices/system/cpu/online
    last=${online##*[-,]}
    read -ra words <<<"${CAT_FOLLOW_CPUS:-}"
    for word in "${words[@]}"; do
        [[ $word =~ ^([a-z]+)=([0-9]{1,4}(-[0-9]{1,4})?(,[0-9]{1,4}(-[0-9]{1,4})?)*)$ ]] ||
            fail 2 "CAT_FOLLOW_CPUS: '$word': STAGE=PROCESSORS wanted, such as detector=1-2 or control=0,3"
        [[ " $known " == *" ${BASH_REMATCH[1]} "* ]] ||
            fail 2 "CAT_FOLLOW_CPUS: '$word': no stage '${BASH_REMATCH[1]}'; STAGE is one of ${known// /, }"
        stage_cpus[${BASH_REMATCH[1]}]=${BASH_REMATCH[2]}
        # taskset leaves out those that are not there, without a word.
        for number in ${BASH_REMATCH[2]//[-,]/ }; do
            ((10#$number <= last)) ||
                fail 2 "CAT_FOLLOW_CPUS: '$word': not all of these processors are here; there are $online"
        done
    done
}

# read_settings: sets ready_seconds, hang_seconds, budget_restarts (empty: lifted), budget_millis and stage_cpus.
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
    read_cpus
}
