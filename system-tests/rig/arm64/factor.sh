# shellcheck shell=bash disable=SC2034,SC2154 # shares its variables with the scripts beside it
# How many times slower the emulated processor is than this one, measured. Sourced by run.sh.
#
# Processor time, not the clock's: other work on this machine does not count. It is the ratio for compiled Java.
# A start, which interprets and compiles, and inference, whose vector instructions are computed one number at a
# time, have others.

# Of the emulation: times slower, with one digit; empty where it was not measured.
emulation_factor=''

# Sets host_java: the Java 25 of this machine, which the distribution would take, and which has a compiler.
find_host_java() {
    # shellcheck source=/dev/null
    host_java=$(unset CAT_FOLLOW_JAVA_HOME && source "$distribution/bin/launcher/distribution.sh" && find_java &&
        printf '%s' "$java_home") 2>/dev/null && [[ -x $host_java/bin/javac ]]
}

# fixed_work JAVA: prints microseconds and the result.
fixed_work() { timeout --foreground "$patience_seconds" "$1" -Xshare:auto -cp "$work/factor" FixedWork 4>&- 5>&-; }

# Sets emulation_factor, once, and says it.
measure_factor() {
    local host_java here_micros here_result there_micros there_result
    [[ -z $native && -z $emulation_factor ]] || return 0
    if ! find_host_java; then
        left_out "emulation factor: not measured, no JDK 25 of this machine's own"
        return 0
    fi
    if ! { "$host_java/bin/javac" -d "$work/factor" "$here/FixedWork.java" >"$work/factor.log" 2>&1 &&
        read -r here_micros here_result < <(fixed_work "$host_java/bin/java" 2>>"$work/factor.log") &&
        read -r there_micros there_result < <(fixed_work "$CAT_FOLLOW_JAVA_HOME/bin/java" 2>>"$work/factor.log"); }; then
        failed "emulation factor: $(last_line "$work/factor.log")" "see $work/factor.log" "does Java start?"
        return 0
    fi
    if [[ $here_result != "$there_result" ]]; then
        failed "fixed work in Java: $there_result emulated, $here_result here" "$here/FixedWork.java" \
            "the emulator computes wrongly: try another qemu"
        return 0
    fi
    emulation_factor=$(awk -v here="$here_micros" -v there="$there_micros" 'BEGIN { printf "%.1f", there / here }')
    ok "emulation factor $emulation_factor: fixed work in Java takes $((here_micros / 1000)).$((here_micros % 1000 / 100)) ms" \
        "of this processor, $((there_micros / 1000)).$((there_micros % 1000 / 100)) ms emulated, with the same result"
}
