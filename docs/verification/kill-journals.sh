#!/usr/bin/env bash
# Kills stages with SIGKILL while they keep their journals, one after the other, and looks after each kill
# whether all that was acknowledged is there. Takes some two seconds a kill.
#
#   docs/verification/kill-journals.sh [KILLS]        200
set -euo pipefail
here=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")
cd "$here/../.."
exec mvn -B -q verify -pl system-tests -am -Dtest=NoUnitTest -Dsurefire.failIfNoSpecifiedTests=false \
    -Dit.test=JournalKillIT -Dfailsafe.failIfNoSpecifiedTests=false "-Dcatfollow.kills=${1:-200}"
