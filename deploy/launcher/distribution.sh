# shellcheck shell=bash
# Where the distribution is, which Java 25 runs it, and how one of its processes is started.
# Sourced by bin/cat-follow and the bin/*-proc scripts.

# shellcheck source=launcher/config.sh
source "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/config.sh"

fail() {
    local code=$1
    shift
    printf "%s: %s\n" "${0##*/}" "$*" >&2
    exit "$code"
}

# find_distribution SCRIPT_FOLDER: sets distribution. The scripts lie in bin/ of the distribution itself,
# or in deploy/ of a checkout, where the build puts one beside them.
find_distribution() {
    if [[ -d $1/../lib ]]; then
        distribution=$(cd "$1/.." && pwd)
    elif [[ -r $1/target/cat-follow/conf/version ]]; then
        distribution=$1/target/cat-follow
    else
        fail 1 "no distribution in $1/target/cat-follow; build it with \`mvn -DskipTests package\`"
    fi
}

# java_version HOME: sets version to the major version that HOME's release file names, or 0.
# Read, not run: asking five JVMs for their version would cost more than a stage's start.
java_version() {
    local line
    version=0
    [[ -x $1/bin/java && -r $1/release ]] || return 0
    while IFS= read -r line; do
        if [[ $line =~ ^JAVA_VERSION=\"?([0-9]+) ]]; then
            version=${BASH_REMATCH[1]}
            return 0
        fi
    done <"$1/release"
}

# first_java_home LOWEST HIGHEST HOME...: sets java_home to the first HOME whose version is in the range.
first_java_home() {
    local lowest=$1 highest=$2 home version
    shift 2
    for home in "$@"; do
        java_version "$home"
        if ((version >= lowest && version <= highest)); then
            java_home=$home
            return 0
        fi
    done
    return 1
}

# Sets java_home. What the user names comes first, then the default java, then where JDKs are installed:
# the default java of a machine is often an older one.
find_java() {
    local named=() installed=() on_path version
    if [[ -n ${CAT_FOLLOW_JAVA_HOME:-} ]]; then
        java_version "$CAT_FOLLOW_JAVA_HOME"
        ((version >= 25)) || fail 1 \
            "CAT_FOLLOW_JAVA_HOME=$CAT_FOLLOW_JAVA_HOME is no Java 25 or later (version found: $version)"
        java_home=$CAT_FOLLOW_JAVA_HOME
        return 0
    fi
    [[ -z ${JAVA_HOME:-} ]] || named+=("$JAVA_HOME")
    if on_path=$(type -P java); then
        on_path=$(readlink -f "$on_path")
        named+=("${on_path%/bin/java}")
    fi
    installed=(/usr/lib/jvm/* "${HOME:-/nonexistent}"/.sdkman/candidates/java/* /opt/*jdk*)
    # 25 is what we test with; a later one is better than none.
    first_java_home 25 999 "${named[@]}" ||
        first_java_home 25 25 "${installed[@]}" ||
        first_java_home 25 999 "${installed[@]}" ||
        fail 1 "no Java 25 found (looked at CAT_FOLLOW_JAVA_HOME, JAVA_HOME, PATH, /usr/lib/jvm," \
            ".sdkman, /opt); install it, e.g. \`apt install openjdk-25-jre-headless\`, or set CAT_FOLLOW_JAVA_HOME"
}

# ahead_of_time NAME: sets aot_flags so that NAME's classes come out of the cache that train.sh made at
# build time, which halves the start; none where the cache is of another JDK.
ahead_of_time() {
    local folder=$distribution/aot
    aot_flags=()
    if [[ -n ${CAT_FOLLOW_TRAINING:-} ]]; then
        aot_flags=("-XX:AOTCacheOutput=$CAT_FOLLOW_TRAINING/$1.aot" -Xlog:aot=off -Xlog:cds=off)
    elif [[ -r $folder/release && -r $folder/$1.aot &&
        $(<"$folder/release") == "$(<"$java_home/release")" ]]; then
        # Should it not fit all the same, the JVM goes on without it: not worth a line in each log.
        aot_flags=("-XX:AOTCache=$folder/$1.aot" -Xlog:aot=off -Xlog:cds=off)
    fi
}

# run_process JAR_NAME JVM_FLAGS MAIN_CLASS ARGUMENT...: becomes that JVM, so that its pid is this script's.
# JVM_FLAGS names one or more files of jvm/, of which a later one has the last word and its own cache.
# Leaves the words before the arguments in the file that CAT_FOLLOW_COMPOSED names: the launcher starts a
# stage that died with them, which spares the search. Under its name only when whole.
run_process() {
    local jar=$1 main=$3 release composed=${CAT_FOLLOW_COMPOSED:-} command files
    read -ra files <<<"$2"
    shift 3
    read -r release <"$distribution/conf/version"
    use_config "$@"
    find_java
    ahead_of_time "${files[-1]}"
    files=("${files[@]/#/@$distribution/jvm/}")
    command=("$java_home/bin/java" "@$distribution/jvm/common.args" "${files[@]/%/.args}" "${aot_flags[@]}"
        "-Dcatfollow.natives=$distribution/natives" "-Dcatfollow.settings=$distribution/conf/settings.tsv"
        -cp "$distribution/lib/$jar-$release.jar" "$main")
    if [[ -n $composed ]]; then
        unset CAT_FOLLOW_COMPOSED
        printf '%s\0' "${command[@]}" >"$composed.part" && mv -f -- "$composed.part" "$composed"
    fi
    exec "${command[@]}" "$@"
}
