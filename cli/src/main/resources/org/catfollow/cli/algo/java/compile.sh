#!/usr/bin/env bash
# Compiles src/ into classes/, where `cat-follow algo` looks for it. Needs a JDK 25 or later (JAVA_HOME, else
# the javac in PATH) and the distribution of cat-follow (CAT_FOLLOW_HOME, else the one of the cat-follow in PATH).
set -euo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")"

home=${CAT_FOLLOW_HOME:-}
if [[ -z $home ]] && command=$(type -P cat-follow); then
    home=$(dirname "$(dirname "$(readlink -f "$command")")")
fi
if ! compgen -G "$home/lib/sdk-*.jar" >/dev/null; then
    echo "compile.sh: no lib/sdk-*.jar in CAT_FOLLOW_HOME='$home'; name the distribution of cat-follow" >&2
    exit 1
fi
javac=${JAVA_HOME:+$JAVA_HOME/bin/}javac

rm -rf classes
mkdir classes
find src -name '*.java' -print0 | xargs -0 "$javac" --release 25 -d classes -cp "$home/lib/*"
cp -R src/META-INF classes/
echo "compiled into classes/"
