#!/usr/bin/env bash
# Our trackers and OpenCV's KCF and CSRT on recorded sequences, all on the same pictures in one JVM:
#   bench/tracker.sh --sequence DIR ...     flags as those of `cat-follow bench tracker`, and --peer
#   bench/tracker.sh --data DIR ...         the four sequences of the project's test data in DIR
# Builds the module bench with -Pbench first, which downloads a second OpenCV (about 40 MB) once;
# CAT_FOLLOW_MAVEN_FLAGS are handed to Maven, such as -o.
set -euo pipefail
repository=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)
# shellcheck source=../deploy/launcher/distribution.sh
source "$repository/deploy/launcher/distribution.sh"

# known_sequences DATA: sets sequences to the flags of those that are there.
known_sequences() {
    local data=$1 name table
    local ssd=ssd_x,ssd_y,ssd_w,ssd_h,ssd_score
    sequences=()
    for name in Crossing Jogging1; do
        [[ ! -d $data/tracking__OTB/$name ]] || sequences+=(--sequence "$data/tracking__OTB/$name")
    done
    name=$data/klahaag__cf_tracking/sample_sequence_compressed
    table=$data/derived/klahaag_person_reference.csv
    [[ ! -d $name ]] || sequences+=(--sequence "$name" --called person --gt "$table" --gt-columns "$ssd")
    name=$data/sequences/cat-chair
    table=$data/derived/vitgracer_cat_reference.csv
    [[ ! -d $name ]] || sequences+=(--sequence "$name" --gt "$table" --gt-columns "$ssd")
    ((${#sequences[@]} > 0)) || fail 2 "--data $data: none of the four known sequences is in it"
}

words=()
while (($# > 0)); do
    case $1 in
        --data)
            (($# > 1)) || fail 2 "--data needs a folder"
            known_sequences "$2"
            words+=("${sequences[@]}")
            shift 2
            ;;
        *)
            words+=("$1")
            shift
            ;;
    esac
done

find_java
read -ra maven_flags <<<"${CAT_FOLLOW_MAVEN_FLAGS:-}"
(cd "$repository" && mvn -B -q "${maven_flags[@]}" -Pbench package -pl bench -am -DskipTests) >&2
# OpenCV's trackers allocate large matrices in every frame. That glibc gives these back each time, and the
# kernel clears them anew, has made CSRT up to five times slower here, by chance of what lay beside them.
export MALLOC_MMAP_THRESHOLD_=1073741824 MALLOC_TRIM_THRESHOLD_=4294967296 MALLOC_TOP_PAD_=268435456
exec "$java_home/bin/java" "@$repository/deploy/jvm/common.args" \
    -cp "$repository/bench/target/classes:$(<"$repository/bench/target/class-path")" \
    org.catfollow.bench.peers.PeersCommand "${words[@]}"
