#!/usr/bin/env bash
# What the ring's parts cost in one thread, by JMH: bench/parts.sh [JMH FLAGS], such as -f 1 -wi 2 -i 3 Publish
# Builds the module bench with -Pjmh first, which downloads JMH (1 MB) once; CAT_FOLLOW_MAVEN_FLAGS are
# handed to Maven, such as -o.
set -euo pipefail
repository=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)
# shellcheck source=../deploy/launcher/distribution.sh
source "$repository/deploy/launcher/distribution.sh"

find_java
read -ra maven_flags <<<"${CAT_FOLLOW_MAVEN_FLAGS:-}"
(cd "$repository" && mvn -B -q "${maven_flags[@]}" -Pjmh package -pl bench -am -DskipTests) >&2
exec "$java_home/bin/java" "@$repository/deploy/jvm/common.args" \
    -cp "$repository/bench/target/classes:$(<"$repository/bench/target/class-path")" \
    org.openjdk.jmh.Main -bm avgt -tu ns "$@"
