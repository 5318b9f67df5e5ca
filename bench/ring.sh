#!/usr/bin/env bash
# `cat-follow bench ring` with Aeron IPC and Chronicle Queue beside it: the same flags, and --peers all.
# Builds the modules bench-proc and bench with -Ptransports first, which downloads Aeron (about 3 MB) once;
# CAT_FOLLOW_MAVEN_FLAGS are handed to Maven, such as -o.
set -euo pipefail
repository=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)
# shellcheck source=../deploy/launcher/distribution.sh
source "$repository/deploy/launcher/distribution.sh"

find_java
read -ra maven_flags <<<"${CAT_FOLLOW_MAVEN_FLAGS:-}"
(cd "$repository" && mvn -B -q "${maven_flags[@]}" -Ptransports package -pl bench -am -DskipTests) >&2
# The stages' flags are found as in a distribution: beside a folder of that name, which need not be there.
exec "$java_home/bin/java" "@$repository/deploy/jvm/common.args" "@$repository/deploy/jvm/bench.args" \
    "-Dcatfollow.natives=$repository/deploy/natives" \
    -cp "$repository/bench/target/classes:$(<"$repository/bench/target/class-path")" \
    org.catfollow.bench.RingBenchCommand "$@"
