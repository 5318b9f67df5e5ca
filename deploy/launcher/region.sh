# shellcheck shell=bash disable=SC2034,SC2154 # shares its variables with the scripts beside it
# The region file: made at `up`, looked after while the stages run. Sourced by launch.sh.
#
# Where nothing lies there `up` leaves the making to the stages, of which the first to come makes it and the
# others find it: a program more, before them all, would cost half a second. What lies there is looked at
# by the tool, which takes its place or says why not.
#
# Under the instance's path the launcher is the owner. What others do there is named in its log, and the
# stages get a whole region again: one that was cut short is made anew, since every stage that touches
# the missing part dies of it; one that is gone is made by the stages themselves, or here if none does;
# a file that no stage can use is moved aside.

# What `region create` is told under running stages, where the region that was lost may have held a STOP.
readonly made_anew_flags=(--stopped)
readonly missing_millis=2000 mend_again_millis=10000 blame_millis=5000

# Of the region that we know: inode and length.
region_known=
# While none was there and the stages are to make it.
region_new=
# Since when no file is there; why no stage can start now, and when to try again; the last damage.
region_missing='' region_broken='' region_mend_at='' region_damage='' region_damage_at=''

# Sets region_now to inode and length of what lies there, empty where nothing does.
look_at_region() {
    region_now=$(exec stat -Lc '%i %s' -- "$region" 2>/dev/null 7>&- 8>&- 9>&-)
}

# make_region FLAG...: sets region_message to what the tool said; returns its code. On a busy machine that
# takes many seconds, and `down` may come meanwhile: the tool is recorded and a member, so that it is ended
# and waited for like a stage, and makes no region after the last has gone; and it does not hold the lock.
make_region() {
    local code=0 flags
    mapfile -d '' flags <"$state/region.args"
    region_message=$(
        exec 8>&- 9>&-
        record_process "$state/region.pid" "$BASHPID"
        exec "$distribution/bin/cat-follow" --region "$region" region create "$@" "${flags[@]}" 2>&1 </dev/null
    ) || code=$?
    region_message=${region_message##*$'\n'}
    know_region
    return "$code"
}

# The one of `up`. Sets region_new where the stages are to make it.
create_region() {
    local code=0
    region_new=
    if [[ ! -e $region && ! -L $region ]]; then
        region_new=yes
        return 0
    fi
    make_region || code=$?
    ((code != 0)) || return 0
    fail_up "$((code <= 5 ? code : 1))" "region: $region_message"
}

# know_region: from now on another than what lies there is somebody else's doing. As long as nothing does,
# no stage has come to making it.
know_region() {
    local region_now
    look_at_region
    region_known=$region_now
    [[ -z $region_now ]] || region_new=
}

# damaged TEXT: says what somebody has done to the region; deaths soon after are due to it.
damaged() {
    region_damage=$1
    region_damage_at=$now_millis
    log "region $region $1"
}

# is_wreck: what lies there is a region of this layout that was cut short, and worth nothing to anybody.
is_wreck() {
    local magic=''
    [[ $region_message != *"layout version"* && $region_message != *"layout fingerprint"* ]] || return 1
    [[ -f $region && ! -L $region && -O $region ]] || return 1
    # It begins with this word, or with what was left of it.
    IFS= read -r -N 8 magic <"$region" || true
    [[ CATFRAME == "$magic"* ]]
}

# remake_region [aside]: makes the region under running stages; until it is there none is started. With
# `aside`, a file that is no region of ours makes way.
remake_region() {
    local code=0 aside=$region.foreign
    region_missing=
    region_broken=
    make_region "${made_anew_flags[@]}" || code=$?
    # In use: by stages that have made one of another size.
    if ((code == 0)) || [[ $region_message == *"it is in use with"* ]]; then
        log "region $region is whole again: $region_message"
    elif [[ $code == 3 && ${1:-} == aside ]] && is_wreck; then
        log "region: $region_message; removed"
        rm -f -- "$region"
        remake_region
    elif [[ $code == 3 && ${1:-} == aside && -e $region ]] && mv -fT -- "$region" "$aside"; then
        log "region: $region_message; moved to $aside"
        remake_region
    else
        region_broken=$region_message
        region_mend_at=$((now_millis + mend_again_millis))
        log "region: $region_message; trying again in $((mend_again_millis / 1000)) s"
    fi
}

# Looks once; costs one process. Called about once a second and at deaths that look like the region's.
check_region() {
    local region_now
    look_at_region
    if [[ -n $region_broken ]]; then
        ((now_millis < region_mend_at)) || remake_region aside
    elif [[ -n $region_new ]]; then
        know_region
    elif [[ -z $region_now ]]; then
        if [[ -z $region_missing ]]; then
            region_missing=$now_millis
            damaged "was removed by another program; waiting for the stages to make it anew"
        elif ((now_millis - region_missing >= missing_millis)); then
            remake_region
        fi
    elif [[ $region_now == "$region_known" ]]; then
        region_missing=
    elif [[ ${region_now% *} == "${region_known% *}" ]]; then
        damaged "was cut from ${region_known#* } to ${region_now#* } bytes by another program; making it anew"
        rm -f -- "$region"
        remake_region
    else
        # After a removal this is the one that the stages have made.
        [[ -n $region_missing ]] || damaged "was replaced by another file"
        remake_region aside
    fi
}

# blame_region CODE: adds the region's damage to reason where a stage may have died of it.
blame_region() {
    [[ $phase == run ]] || return 0
    case $1 in
        # Attaching, InternalError, SIGABRT of a JVM that reports SIGBUS, SIGBUS, SIGSEGV.
        3 | 1 | 134 | 135 | 139) check_region ;;
        *) return 0 ;;
    esac
    if [[ -n $region_damage ]] && ((now_millis - region_damage_at <= blame_millis)); then
        reason+=" (the region ${region_damage%%;*})"
    fi
}
