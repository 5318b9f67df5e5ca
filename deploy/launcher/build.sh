# shellcheck shell=bash disable=SC2034,SC2154 # shares its variables with the script that sources it
# In a checkout: builds the distribution when it is missing or older than what it is made of.
# Sourced by launch.sh.

# needs_build: true where something that goes into the distribution is newer than its last build, whose
# last step writes the flag table.
needs_build() {
    local stamp=$distribution/conf/stage-flags.tsv
    [[ -r $stamp ]] || return 0
    [[ -n $(find "$checkout" \( -name .git -o -name target -o -path '*/src/test' \) -prune -o \
        -type f \( -path '*/src/main/*' -o -name pom.xml -o -path "$checkout/deploy/*" \
        -o -path "$checkout/model/cat-sim.*" \) \
        -newer "$stamp" -print -quit) ]]
}

# instance_of_this_build: sets running to an instance that runs from this distribution.
instance_of_this_build() {
    local folder
    for folder in "$state_root"/*/; do
        running=$(basename "$folder")
        ! recorded_process "$folder/launcher.pid" ||
            [[ $(cat "$folder/distribution" 2>/dev/null) != "$distribution" ]] || return 0
    done
    return 1
}

build_with_maven() {
    local maven
    if command -v mvn >/dev/null; then
        maven=mvn
    elif [[ -x $checkout/mvnw ]]; then
        maven=./mvnw
    else
        fail 1 "no distribution in $distribution and no mvn to build it; install Maven 3.8 or later"
    fi
    say "building the distribution with \`$maven -q -DskipTests package\`; the first time takes minutes"
    (cd "$checkout" && "$maven" -q -DskipTests package </dev/null) ||
        fail 1 "the build failed; see above"
}

ensure_built() {
    # Two `up` at once must not build into one folder.
    exec 5<"$checkout/deploy/pom.xml"
    flock 5
    if needs_build; then
        # New jars under running JVMs would break them.
        if [[ -r $distribution/conf/stage-flags.tsv ]] && instance_of_this_build; then
            printf "%s %s\n" "launch.sh: sources are newer than the build, but instance '$running' runs from it;" \
                "using it as it is" >&2
        else
            build_with_maven
        fi
    fi
    exec 5<&-
}
