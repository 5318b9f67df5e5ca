# shellcheck shell=bash disable=SC2034 # sourced by make.sh, check.sh and judge.sh
# What they need: a Python with the packages of requirements.txt, and the data sets' program.

readonly model=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" && pwd)
readonly checkout=${model%/*}

fail() {
    echo "$(basename "$0"): $1" >&2
    exit 1
}

# Makes target/venv anew where requirements.txt has changed.
prepare_python() {
    local venv=$model/target/venv wanted
    wanted=$(sha256sum <"$model/requirements.txt")
    if [[ $(cat "$venv/made-of" 2>/dev/null) != "$wanted" ]]; then
        echo "installing the packages of requirements.txt into $venv"
        rm -rf "$venv"
        python3 -m venv "$venv" || fail "cannot make $venv; is python3-venv installed (Debian)?"
        "$venv/bin/pip" install --quiet -r "$model/requirements.txt" ||
            fail "cannot install the packages; is a Python package index reachable?"
        echo "$wanted" >"$venv/made-of"
    fi
    python=$venv/bin/python
}

# Builds the simulator and finds what its data sets' program needs.
prepare_renderer() {
    local list=$model/target/classpath
    echo "building the simulator"
    (cd "$checkout" && mvn -q -B package dependency:build-classpath -pl simulator -DskipTests \
        -DincludeScope=runtime -Dmdep.outputFile="$list") || fail "the simulator does not build"
    # A copy, under a new inode: the next build must not change it under a running program.
    cp "$checkout"/simulator/target/simulator-*-SNAPSHOT.jar "$model/target/simulator.jar.$$"
    mv -f "$model/target/simulator.jar.$$" "$model/target/simulator.jar"
    classpath=$model/target/simulator.jar:$(cat "$list")
    java=$(find_java)
}

# The first JDK 25 or later where JDKs usually are.
find_java() {
    local home
    for home in "${JAVA_HOME:-}" /usr/lib/jvm/* /opt/*jdk* "$HOME"/.sdkman/candidates/java/*; do
        if grep -qs '^JAVA_VERSION="\(2[5-9]\|[3-9][0-9]\)' "$home/release"; then
            echo "$home/bin/java"
            return
        fi
    done
    fail "no JDK 25 in /usr/lib/jvm, /opt, ~/.sdkman or JAVA_HOME"
}

# render FOLDER FLAG...: a data set, unless it is there already.
render() {
    local folder=$1
    shift
    if [[ $(cat "$folder/made-with" 2>/dev/null) != "$*" ]]; then
        echo "rendering ${folder##*/}: $*"
        rm -rf "$folder"
        mkdir -p "$folder"
        "$java" -Xmx3g -cp "$classpath" org.catfollow.simulator.dataset.DatasetMain --out "$folder" "$@" |
            awk 'NR % 20 == 0'
        echo "$*" >"$folder/made-with"
    fi
}

# catsim MODULE FLAG...: a program of the recipe.
catsim() {
    PYTHONPATH=$model "$python" -m "catsim.$1" "${@:2}"
}

# About as the network sees them (the detector takes every other pixel, these are means), with detail left
# for a nearer look.
readonly small=(--size 320x240 --shrink 2 --format bmp)
