#!/usr/bin/env bash
# Compiles src/ into classes/, where `cat-follow algo` looks for it. Needs a JDK 25 or later (JAVA_HOME, else
# the javac in PATH) and the distribution of cat-follow (CAT_FOLLOW_HOME, else the one of the cat-follow in PATH).
# Exit codes: 0 done, 1 something is missing or does not compile; what was compiled before is then left as it is.
set -euo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")"

fail() {
    echo "compile.sh: $*" >&2
    exit 1
}

home=${CAT_FOLLOW_HOME:-}
if [[ -z $home ]]; then
    command=$(type -P cat-follow) || fail "no cat-follow in PATH; name its distribution: CAT_FOLLOW_HOME=FOLDER"
    # bin/ of a distribution, or deploy/ of a checkout, where the build puts one below.
    home=$(dirname "$(readlink -f "$command")")
    if [[ -d $home/target/cat-follow ]]; then home=$home/target/cat-follow; else home=$(dirname "$home"); fi
fi
compgen -G "$home/lib/sdk-*.jar" >/dev/null || fail "no lib/sdk-*.jar in $home; name the distribution: CAT_FOLLOW_HOME=FOLDER"

javac=${JAVA_HOME:+$JAVA_HOME/bin/}javac
version=$("$javac" -version 2>&1) || fail "no $javac; install a JDK 25 or name one: JAVA_HOME=FOLDER"
[[ $version =~ ([0-9]+) && ${BASH_REMATCH[1]} -ge 25 ]] || fail "$javac is $version; name a JDK 25 or later: JAVA_HOME=FOLDER"

new=$(mktemp -d classes.XXXXXX)
trap 'rm -rf "$new"' EXIT
find src -name '*.java' -print0 | xargs -0 "$javac" --release 25 -d "$new" -cp "$home/lib/*" || fail "src/ does not compile"
cp -R src/META-INF "$new/"
chmod 755 "$new"
rm -rf classes
mv "$new" classes
echo "compiled into classes/"
