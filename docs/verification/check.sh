#!/usr/bin/env bash
# Runs spin over the models beside this file: each as it is, and each with one thing taken away.
# Exit code 0: what must hold holds in every state, and every mistake that is planted is found.
#
#   docs/verification/check.sh [--long] [MODEL]
#
#   MODEL     only that one, as frame
#   --long    only the larger bounds, which take minutes and 4 GB of memory
#
# When all (without MODEL and --long) is as expected, searched.sha256 records of which files: the build
# compares, and searches only the smallest model again.
#
# Needs spin (Debian: spin) and gcc. Each search is exhaustive; one that was cut short is a failure.
set -uo pipefail
here=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")

# model | what must come of it: "holds" ("long": and is searched for --long only), or a word of the
# message that must come | macros | meaning
# What takes longest comes first, so that two processors are busy to the end.
cases() {
    cat <<'CASES'
two-cell | holds | | the protocol: 4 generations, 2 deaths with a successor and one without
frame | holds | | the protocol: 2 slots, 4 frames, 2 deaths with a successor and one without
frame | holds | SLOTS=4 FRAMES=5 DEATHS=0 | the protocol: 4 slots
command-ring | holds | | the protocol: 2 slots, 3 commands, 2 senders, deaths at will
futex | holds | | the protocol: 3 publications, 2 waiters, deaths at will
two-cell | long | GENERATIONS=5 | the protocol: 5 generations
frame | long | FRAMES=5 | the protocol: 5 frames
frame | long | SLOTS=4 FRAMES=5 DEATHS=1 | the protocol: 4 slots, 2 deaths
futex | long | PUBLICATIONS=9 | the protocol: 9 publications
frame | holds | NO_COMMIT_RELEASE DEATHS=1 | the full fence in commit orders all that its release does
frame | holds | ORDINARY_STORES NO_COMMIT_FENCE DEATHS=1 | for ordinary stores the release alone is enough
frame | holds | ORDINARY_STORES STORE_STORE_FENCE_INSTEAD DEATHS=1 | for ordinary stores a store-store fence in open is enough
frame | content | NO_OPEN_FENCE | no fence in open
frame | content | STORE_STORE_FENCE_INSTEAD | a store-store fence in open, pixels stored past the cache
frame | content | ORDINARY_STORES RELEASE_STORE_INSTEAD | a release store in open instead of the fence
frame | content | NO_COMMIT_FENCE | no fence in commit, pixels stored past the cache
frame | content | ORDINARY_STORES NO_COMMIT_FENCE NO_COMMIT_RELEASE | neither fence nor release in commit
frame | notYet | NO_ANNOUNCE_RELEASE | newestFrame stored without release
frame | notYet | NO_NEWEST_ACQUIRE | newestFrame loaded without acquire
frame | content | NO_OPEN_ACQUIRE | sequence loaded without acquire
frame | content | NO_ACQUIRE_FENCE | no acquire fence before the second look
frame | content | NO_RECHECK | no second look
frame | seen | NO_LOOK_AT_SEQUENCE | a successor does not look whether its first frame is complete
frame | end state | READER_WAITS FRAMES=3 DEATHS=0 | a reader that waits while the slot is odd
two-cell | content | NO_OPEN_FENCE | no fence in open
two-cell | content | NO_PUBLISH_RELEASE | generation stored without release
two-cell | content | NO_GENERATION_ACQUIRE | generation loaded without acquire
two-cell | content | NO_ACQUIRE_FENCE | no acquire fence before the second look
two-cell | content | NO_RECHECK | no second look
two-cell | content | MAY_MOVE_BY=1 | the generation may have moved by one
two-cell | content | MAY_MOVE_BY=2 | the generation may have moved by two
two-cell | newestRead | STARTS_ANEW | a successor counts from one again
two-cell | content | ONE_CELL | one cell only
futex | end state | NO_WAKER_FENCE | no fence between publishing and the count of waiters
futex | end state | NO_WAITER_ORDER | a waiter looks before others see it counted
futex | end state | NO_KERNEL_COMPARE | sleeping without comparing the word
futex | end state | NO_COUNT_OF_WAITERS | a waker that calls nobody
futex | end state | NO_TIME_OUT | waiting without a time-out, and the publisher dies
command-ring | foretold | NO_LOCK | senders without a lock
command-ring | foretold | NO_TAIL_RELEASE | tail stored without release
command-ring | foretold | NO_TAIL_ACQUIRE | tail loaded by control without acquire
command-ring | foretold | NO_HEAD_RELEASE | commandHead stored without release
command-ring | harm | NO_HEAD_ACQUIRE | commandHead loaded by a sender without acquire
command-ring | foretold | NO_RESULT_RELEASE | a result stored without release
command-ring | foretold | NO_RESULT_ACQUIRE | a result loaded without acquire
command-ring | foretold | NO_ANSWERED_RELEASE | commandAnswered stored without release
command-ring | foretold | NO_ANSWERED_ACQUIRE | commandAnswered loaded without acquire
command-ring | N== | NO_LOST | a successor does not answer for the dead one
command-ring | obeyed | OBEY_BEFORE_TAKE | a command is obeyed before it is taken
command-ring | obeyed | ANSWER_BEFORE_OBEY | a command is answered before it is obeyed
CASES
}

# One search, in a directory of its own; prints one line of the table. Fails when it is not as expected.
check() {
    local number=$1 model expected macros meaning directory flags=() macro started=$EPOCHREALTIME
    IFS='|' read -r model expected macros meaning < <(sed -n "${number}p" "$work/cases")
    read -r model <<<"$model"
    read -r expected <<<"$expected"
    read -r macros <<<"$macros"
    read -r meaning <<<"$meaning"
    directory=$work/$number
    mkdir "$directory" && cd "$directory" || return 1
    for macro in $macros; do flags+=("-D$macro"); done

    # A planted mistake is found after a few states: there the compiler takes longer than the search.
    local optimise=-O1
    [[ $expected != holds && $expected != long ]] || optimise=-O2

    local verdict=NO
    if spin "${flags[@]}" -a "$here/$model.pml" >log 2>&1 &&
        gcc "$optimise" -w -DSAFETY $compress -DMEMLIM=4000 -o pan pan.c >>log 2>&1; then
        ./pan -m200000 >log 2>&1
        if [[ $expected == holds || $expected == long ]]; then
            # Whole: no error, and nothing that was left out for want of depth, memory or hash bits.
            grep -q 'errors: 0' log && grep -q '^Full statespace search' log &&
                ! grep -qE 'Search not completed|too small|out of memory|memory limit' log &&
                verdict=yes
        else
            grep -qE "^pan:[0-9]+: (assertion violated .*)?(invalid )?.*$expected" log && verdict=yes
        fi
    fi
    local states
    states=$(sed -n 's/^ *\([0-9]*\) states, stored.*/\1/p' log)
    printf '%-3s  %-12s %-10s %9s %6.1f  %s%s\n' "$verdict" "$model" "$expected" "${states:--}" \
        "$(bc <<<"$EPOCHREALTIME - $started" 2>/dev/null || echo 0)" "$meaning" "${macros:+ ($macros)}"
    [[ $verdict == yes ]] || {
        sed 's/^/     /' log | head -n 12
        return 1
    }
}

wanted='holds' compress='' all=${1:-yes}
if [[ ${1:-} == --long ]]; then
    wanted='long' compress='-DCOLLAPSE'
    shift
fi
for tool in spin gcc; do
    command -v "$tool" >/dev/null || {
        echo "no $tool; on Debian: apt-get install spin gcc" >&2
        exit 1
    }
done

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cases | grep -E "^${1:-[a-z-]+} " | case $wanted in
    long) grep '| long |' ;;
    *) grep -v '| long |' ;;
esac >"$work/cases" || {
    echo "no model '$1'; there are: $(cases | cut -d ' ' -f 1 | sort -u | xargs)" >&2
    exit 1
}

started=$SECONDS
printf '%-3s  %-12s %-10s %9s %6s  %s\n' ok model expected states s 'what is searched'
total=$(wc -l <"$work/cases")
processors=$(nproc)
failed=0
running=0
for ((number = 1; number <= total; number++)); do
    if ((running >= processors || running >= 4)); then
        wait -n || failed=$((failed + 1))
        running=$((running - 1))
    fi
    check "$number" &
    running=$((running + 1))
done
for (( ; running > 0; running--)); do
    wait -n || failed=$((failed + 1))
done
echo "$total searches, $failed not as expected, $((SECONDS - started)) s"
((failed == 0)) || exit 1
if [[ $all == yes ]]; then
    cd "$here" && sha256sum check.sh ./*.pml >searched.sha256
fi
