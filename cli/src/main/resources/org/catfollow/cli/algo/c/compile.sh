#!/usr/bin/env bash
# Compiles @NAME@.c into the program @NAME@, where `cat-follow algo` looks for it. Needs gcc (or CC; CFLAGS are heeded
# too), jansson for JSON (apt install gcc libjansson-dev), and the distribution of cat-follow (CAT_FOLLOW_HOME, else the one of the
# cat-follow in PATH).
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
    # bin/ of a distribution, or deploy/ of a checkout, where the header is in sdk/ too.
    home=$(dirname "$(dirname "$(readlink -f "$command")")")
fi
[[ -e $home/sdk/c/catfollow.h ]] || fail "no sdk/c/catfollow.h in $home; name the distribution: CAT_FOLLOW_HOME=FOLDER"

read -r -a cc <<<"${CC:-gcc}"
read -r -a flags <<<"${CFLAGS:--O2}"
type -P "${cc[0]}" >/dev/null || fail "no ${cc[0]}; install one (apt install gcc), or name another: CC=clang"
echo '#include <jansson.h>' | "${cc[@]}" "${flags[@]}" -E - >/dev/null 2>&1 ||
    fail "no jansson.h; apt install libjansson-dev"

new=$(mktemp @NAME@.XXXXXX)
trap 'rm -f "$new"' EXIT
"${cc[@]}" "${flags[@]}" -std=c11 -Wall -Wextra -I "$home/sdk/c" -o "$new" @NAME@.c -ljansson || fail "@NAME@.c does not compile"
chmod 755 "$new"
mv "$new" @NAME@
echo "compiled into @NAME@"
