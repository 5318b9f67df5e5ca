# Judges frames by two witnesses: what the driver handed out (the kernel's trace: number, time stamp) and what capture
# put into the ring (its journal). And how soon the wheels stood when there was nothing to see (control's journal).
#
# usage: awk -v limit=PERCENT -v rate=FPS -f judge.awk trace.txt frames.csv control.csv
# Times are CLOCK_MONOTONIC: microseconds in the trace, nanoseconds in the journals.

function say(fine, what, where, todo) {
    if (fine) printf "ok      %s\n", what
    else printf "FAILED  %s; %s; %s\n", what, where, todo
}

function seconds(text) { sub(/:$/, "", text); return text + 0 }

# Marks of checks.sh: words, and which number the first camera has from here on; what left the driver, of that one.
FILENAME ~ /trace/ && / rig / {
    for (i = 1; $i != "rig"; i++) continue
    if ($(i + 1) == "minor") minor = "minor = " $(i + 2) ","
    else at[$(i + 1)] = stamp_of($0)
    next
}
FILENAME ~ /trace/ && /v4l2_dqbuf/ && index($0, minor) {
    match($0, /timestamp = [0-9]+/)
    stamp = substr($0, RSTART + 12, RLENGTH - 12)
    match($0, /sequence = [0-9]+/)
    buffers++
    stamps[buffers] = stamp
    sequences[buffers] = substr($0, RSTART + 11, RLENGTH - 11) + 0
    taken[buffers] = stamp_of($0)
    next
}

# The event's own time, seconds: the word before the event's name.
function stamp_of(line, words, n, i) {
    n = split(line, words, " ")
    for (i = 1; i <= n; i++) if (words[i] ~ /^[0-9]+\.[0-9]+:$/) return seconds(words[i])
    return 0
}

FILENAME ~ /frames/ {
    if (FNR == 1) next
    split($0, field, ",")
    frames++
    captured[frames] = field[2]
    known[field[2]] = 1
    next
}

FILENAME ~ /control/ {
    if (FNR == 1) {
        n = split($0, field, ",")
        for (i = 1; i <= n; i++) column[field[i]] = i
        next
    }
    split($0, field, ",")
    periods++
    when[periods] = field[column["nanos"]] / 1e9
    speed[periods] = field[column["speedMetresPerSecond"]] + 0
    next
}

# within FROM TO: sets given (handed out by the driver, by its numbers), kept (of these in the ring), span.
function within(from, to, i, first, last) {
    given = kept = 0
    first = last = 0
    for (i = 1; i <= buffers; i++) {
        if (taken[i] < at[from] || taken[i] > at[to]) continue
        if (!first) first = i
        last = i
        if (stamps[i] in known) kept++
    }
    if (!first) return
    given = sequences[last] - sequences[first] + 1
    span = (stamps[last] - stamps[first]) / 1e9
}

# Of the windows that checks.sh has measured the one with the least lost: a computer that stands still for a moment takes
# frames from one of them, a capture that loses frames does so in each.
function judge_frames(i, lost, least, all, best_given, best_kept, best_span, frame_rate) {
    least = 101
    for (i = 1; ("measure" i) in at; i++) {
        within("measure" i, "measured" i)
        lost = given ? 100 * (given - kept) / given : 100
        all = all (i > 1 ? ", " : "") given - kept " of " given
        if (lost >= least) continue
        least = lost
        best_given = given
        best_kept = kept
        best_span = given ? span : 0
    }
    say(best_given > 0 && least < limit,
        sprintf("frames lost, best of %d windows: %d of the driver's %d in %.1f s (%.2f %%); all: %s", i - 1,
        best_given - best_kept, best_given, best_span, least, all), "see trace.txt and tables/frames.csv",
        "is the machine busy? try again; else read V4l2Pictures")
    frame_rate = best_span > 0 ? (best_given - 1) / best_span : 0
    say(frame_rate > 0.99 * rate && frame_rate < 1.01 * rate,
        sprintf("at the driver's rate: %.2f a second of %d", frame_rate, rate), "see trace.txt",
        "read V4l2Pictures.negotiate")
    within("drop", "dropped")
    say(given > 0 && 100 * (given - kept) / given >= limit, sprintf("told to drop one in two, the driver dropped %d of %d: this measure can fail", given - kept,
        given), "see trace.txt", "read judge.awk")
}

# A stream that was begun anew counts from 0 again. A machine that starts a JVM beside it may lose one.
function judge_held() {
    within("hold", "held")
    say(given > 0 && kept >= 0.9 * given, sprintf("whoever holds it is not disturbed: %d of the driver's %d frames meanwhile",
        kept, given), "see trace.txt", "read V4l2Camera.open")
}

# Each time in the ring is one that the driver gave, to the microsecond, and they rise.
function judge_times(i, foreign, back, newest) {
    foreign = back = 0
    for (i = 1; i <= buffers; i++) driver[stamps[i]] = taken[i]
    for (i = 1; i <= frames; i++) {
        if (!(captured[i] in driver)) foreign++
        if (i > 1 && captured[i] + 0 <= captured[i - 1] + 0) back++
    }
    say(frames > 0 && foreign == 0, sprintf("capture times: those of the driver, of %d of %d frames", frames - foreign, frames),
        "see trace.txt and tables/frames.csv", "read V4l2Pictures.honest")
    say(frames > 0 && back == 0, sprintf("capture times rise: %d of %d do not", back, frames), "see tables/frames.csv",
        "read V4l2Pictures.fetch")
}

# stood FROM TO WHAT: turning before FROM, at zero for good between some instant and TO.
function stood(from, to, what, i, turned, zero) {
    turned = zero = 0
    for (i = 1; i <= periods; i++) {
        if (when[i] < at[from]) { if (when[i] > at[from] - 2 && speed[i] != 0) turned = 1 }
        else if (when[i] < at[to]) { if (speed[i] != 0) zero = 0; else if (!zero) zero = when[i] }
    }
    say(turned && zero, sprintf("%s: the wheels turned before (%s) and stood after %d ms", what, turned ? "yes" : "no",
        zero ? 1000 * (zero - at[from]) : -1), "see tables/control.csv", "read robot/control.log")
}

END {
    judge_frames()
    judge_held()
    judge_times()
    stood("unplug", "plug", "unplugged")
}
