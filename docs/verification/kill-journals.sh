#!/usr/bin/env bash
# Kills stages with SIGKILL while they keep their journals, all four at a time, and looks after each kill
# whether all that was acknowledged is there. A line after each four; on a quiet machine with two cores some
# five seconds for those, the starts of the stages above all. Ctrl-C ends the robot too.
#
#   docs/verification/kill-journals.sh [KILLS]        200
#
# Builds first (two to three minutes), offline if need be: MAVEN="mvn -o".
set -euo pipefail
here=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")
cd "$here/../.."
read -ra maven <<<"${MAVEN:-mvn}"
exec "${maven[@]}" -B -q verify -pl system-tests -am -Dtest=NoUnitTest \
    -Dsurefire.failIfNoSpecifiedTests=false -Dit.test=JournalKillIT -Dfailsafe.failIfNoSpecifiedTests=false \
    "-Dcatfollow.kills=${1:-200}"
