#!/usr/bin/env bash
# The region's file for the units, which have no launcher to look after it (region.sh does it there).
#
# usage: region-unit.sh create|mend|remove
#
#   create  makes it, and notes down how long the file is
#   mend    before a stage starts: takes away a file that was cut short, on which no stage can work; the
#           stage makes another, born stopped
#   remove  after the last stage
set -euo pipefail
here=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")
# shellcheck source=launcher/config.sh
source "$here/config.sh"
# shellcheck source=launcher/instance.sh
source "$here/instance.sh"
use_config
use_instance default
readonly note=${RUNTIME_DIRECTORY:-/run/cat-follow}/region-bytes

case ${1:-} in
    create)
        "$here/../cat-follow" region create
        stat -c %s -- "$region" >"$note"
        ;;
    mend)
        [[ -r $note && -f $region && ! -L $region && -O $region ]] || exit 0
        bytes=$(stat -c %s -- "$region")
        if ((bytes < $(<"$note"))); then
            say "region $region was cut to $bytes bytes by another program; removed"
            rm -f -- "$region"
        fi
        ;;
    remove) remove_traces ;;
    *) fail 2 "usage: region-unit.sh create|mend|remove" ;;
esac
