#!/usr/bin/env bash
# Proves that every check of the build can fail: plants one violation after the other in a copy of the
# tree and runs the smallest build that has to reject it, for the reason that it has to name.
#
# usage: build-rules/prove-checks.sh [WORD]      only the proofs whose name contains WORD
#
# Needs what the build needs; for three proofs also the network, as Maven asks for what is planted.
# Exit code 0 when every violation was rejected and the copy without violation was not.
set -euo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.."

readonly only=${1:-}
readonly module=shm-layout
readonly package=$module/src/main/java/org/catfollow/shm/layout
copy=$(mktemp -d "${TMPDIR:-/tmp}/prove-checks.XXXXXX")
readonly copy log=$copy.log
declare -a planted=()
proofs=0 failures=0

leave() {
    rm -rf -- "$copy" "$copy.kept" "$log" ~/.m2/repository/org/catfollow/planted
}
trap leave EXIT

# Thirty short builds: what a compiler of the JVM's own gains is over before it pays.
export MAVEN_OPTS="${MAVEN_OPTS:-} -XX:TieredStopAtLevel=1 -XX:+UseSerialGC"

tar --exclude=./.git --exclude=target -cf - . | tar -xf - -C "$copy"
mkdir "$copy.kept"
cd "$copy"

# keep FILE: remembers it as it is now, to be put back by undo.
keep() {
    planted+=("$1")
    [[ ! -e $1 ]] || cp -p --parents "$1" "$copy.kept/"
}

undo() {
    local file
    for file in "${planted[@]}"; do
        rm -f -- "$file"
        [[ ! -e $copy.kept/$file ]] || mv "$copy.kept/$file" "$file"
        # Maven compares times: an old file put back must be newer than what was made of the planted one.
        [[ ! -e $file ]] || touch "$file"
    done
    planted=()
}

# plant FILE: writes standard input there.
plant() {
    keep "$1"
    mkdir -p "$(dirname "$1")"
    cat >"$1"
}

# plant_class BODY [NAME]: a class in the first module with BODY, laid out as the formatter wants it.
plant_class() {
    local name=${2:-Planted}
    plant "$package/$name.java" <<JAVA
package org.catfollow.shm.layout;

/** Planted. */
final class $name {
    private $name() {}

$1
}
JAVA
}

# alter FILE SED_EXPRESSION: changes a file, or fails where there is nothing to change.
alter() {
    keep "$1"
    sed -E -i "$2" "$1"
    ! cmp -s "$1" "$copy.kept/$1" || {
        echo "prove-checks.sh: nothing to change in $1 by $2" >&2
        exit 1
    }
}

# rejects NAME REASON MAVEN_ARGUMENT...: the build must fail, with a line that matches REASON.
rejects() {
    local name=$1 reason=$2 line
    shift 2
    if [[ $name == *"$only"* ]]; then
        proofs=$((proofs + 1))
        if mvn -B "$@" </dev/null >"$log" 2>&1; then
            failures=$((failures + 1))
            printf 'NOT REJECTED  %-32s the build passed: mvn %s\n' "$name" "$*"
        elif line=$(sed "s#$copy/##g" "$log" | grep -m 1 -oE -- ".{0,60}($reason).{0,60}"); then
            printf 'rejected      %-32s %s\n' "$name" "$line"
        else
            failures=$((failures + 1))
            printf 'NOT REJECTED  %-32s failed for another reason than /%s/:\n' "$name" "$reason"
            grep -m 5 -E '^\[ERROR\]' "$log" | sed 's/^/                  /' || tail -n 5 "$log"
        fi
    fi
    undo
}

# passes NAME MAVEN_ARGUMENT...
passes() {
    local name=$1
    shift
    [[ $name == *"$only"* ]] || return 0
    proofs=$((proofs + 1))
    if mvn -B "$@" </dev/null >"$log" 2>&1; then
        printf 'passes        %-32s mvn %s\n' "$name" "$*"
    else
        failures=$((failures + 1))
        printf 'DOES NOT PASS %-32s mvn %s\n' "$name" "$*"
        grep -m 5 -E '^\[ERROR\]' "$log" | sed 's/^/                  /' || tail -n 5 "$log"
    fi
}

# --- without a violation, on each JDK that Maven itself may run on ---

jdk_home() {
    local home
    for home in /usr/lib/jvm/* /opt/*jdk* "$HOME"/.sdkman/candidates/java/*; do
        if [[ -x $home/bin/javac ]] && grep -qs "^JAVA_VERSION=\"$1[.\"]" "$home/release"; then
            printf '%s\n' "$home"
            return 0
        fi
    done
    return 1
}

for version in 17 25; do
    if home=$(jdk_home "$version"); then
        JAVA_HOME=$home passes "unchanged, Maven on JDK $version" test-compile -pl "$module"
        rm -rf "$module/target"
    else
        printf 'skipped       %-32s no JDK %s here\n' "unchanged, Maven on JDK $version" "$version"
    fi
done

# --- the compiler ---

compile=(compile -pl "$module" -Dspotless.check.skip -Dcheckstyle.skip)
plant_class '    static java.util.List names() {
        return null;
    }'
rejects "compiler warning" "Planted.java.*\[rawtypes\]" "${compile[@]}"
plant_class '    static String text() {
        return String.format("%d", "one");
    }'
rejects "Error Prone, error" "Planted.java.*\[FormatString\]" "${compile[@]}"
plant_class '    private static final int NEVER_USED = 1;'
rejects "Error Prone, warning" "Planted.java.*\[UnusedVariable\]" "${compile[@]}"

# --- the formatter ---

plant_class '    static int  two( ) { return 2; }'
rejects "format" "Planted.java" process-sources -pl "$module" -Dcheckstyle.skip

# --- our own rules; the first one by the phase in which the build runs them all ---

plant_class '    static void fence() {
        java.lang.invoke.VarHandle.fullFence();
    }'
rejects "fence without its two accesses" "Planted.java.*which two accesses it orders" \
    process-sources -pl "$module" -Dspotless.check.skip

# The others in one run, each with a class of its own, named by the report with its own reason.
declare -a rule_names=() rule_reasons=()

# next_rule NAME REASON: sets class to the one to plant.
next_rule() {
    class=Planted${#rule_names[@]}
    rule_names+=("$1")
    rule_reasons+=("$2")
}

reject_rules() {
    local i line passed=
    ! mvn -B checkstyle:check@our-own-rules -pl "$module" </dev/null >"$log" 2>&1 || passed=yes
    for i in "${!rule_names[@]}"; do
        [[ ${rule_names[i]} == *"$only"* ]] || continue
        proofs=$((proofs + 1))
        if [[ -z $passed ]] &&
            line=$(sed "s#$copy/##g" "$log" | grep -m 1 -oE -- ".{0,60}(Planted$i.java.*${rule_reasons[i]}).{0,60}"); then
            printf 'rejected      %-32s %s\n' "${rule_names[i]}" "$line"
        else
            failures=$((failures + 1))
            printf 'NOT REJECTED  %-32s no line matches /Planted%s.java.*%s/\n' "${rule_names[i]}" "$i" \
                "${rule_reasons[i]}"
        fi
    done
    undo
}

next_rule "TODO without a number" "a note for later carries an issue number"
plant_class '    // TODO mend this' "$class"
next_rule "printStackTrace" "no stack trace for a user's mistake"
plant_class '    static void show(Exception e) {
        e.printStackTrace();
    }' "$class"
next_rule "System.exit" "only ProcessExit ends the JVM"
plant_class '    static void end() {
        System.exit(1);
    }' "$class"
next_rule "Thread.sleep" "wait for an event, not for time"
plant_class '    static void rest() throws InterruptedException {
        Thread.sleep(1);
    }' "$class"
next_rule "missing braces" "NeedBraces"
plant_class '    static int one(boolean yes) {
        if (yes) return 1;
        return 0;
    }' "$class"
next_rule "long method" "MethodLength"
plant_class "    static int sum(int sum) {
$(for i in {1..70}; do echo "        sum += $i;"; done)
        return sum;
    }" "$class"
next_rule "long file" "FileLength"
plant_class "$(for i in {1..520}; do echo "    // line $i"; done)" "$class"
next_rule "path of one machine" "no path of one machine"
plant_class '    static final String DATA = "/home/somebody/data";' "$class"
next_rule "public type without Javadoc" "MissingJavadocType"
plant "$package/$class.java" <<JAVA
package org.catfollow.shm.layout;

public final class $class {}
JAVA
next_rule "star import" "AvoidStarImport"
plant "$package/$class.java" <<JAVA
package org.catfollow.shm.layout;

import java.util.*;

/** Planted. */
abstract class $class implements List<String> {}
JAVA
next_rule "unused import" "UnusedImports"
plant "$package/$class.java" <<JAVA
package org.catfollow.shm.layout;

import java.util.List;

/** Planted. */
final class $class {}
JAVA
next_rule "class in another's file" "OuterTypeFilename"
plant "$package/$class.java" <<JAVA
package org.catfollow.shm.layout;

/** Planted. */
final class Not$class {}
JAVA
reject_rules

# --- the enforcer, the toolchain, the downloads ---

alter pom.xml '0,/<artifactId>chronicle-analytics/s//<artifactId>not-analytics/'
rejects "banned dependency" "net.openhft:chronicle-analytics.*banned via" \
    validate -pl "$module"
alter "$module/pom.xml" 's#</dependencies>#<dependency><groupId>net.openhft</groupId><artifactId>chronicle-bytes</artifactId></dependency></dependencies>#'
rejects "dependency declared twice" "BanDuplicatePomDependencyVersions failed" \
    validate -pl "$module"
alter "$module/pom.xml" 's#</project>#<build><plugins><plugin><artifactId>maven-antrun-plugin</artifactId></plugin></plugins></build></project>#'
rejects "plugin without a version" "RequirePluginVersions failed" validate -pl "$module"
alter pom.xml 's/<version>\[25,\)/<version>[99,)/'
rejects "no JDK that is new enough" "install-a-JDK-25-or-later.*Cannot find matching toolchain" \
    validate -pl "$module"
# A repository whose checksums are wrong, as a damaged download or a bad mirror would have them.
plant planted-repository/org/catfollow/planted/planted/1/planted-1.pom <<'XML'
<project><modelVersion>4.0.0</modelVersion><groupId>org.catfollow.planted</groupId><artifactId>planted</artifactId><version>1</version></project>
XML
plant planted-repository/org/catfollow/planted/planted/1/planted-1.pom.sha1 <<<0000000000000000000000000000000000000000
alter "$module/pom.xml" "s#</project>#<repositories><repository><id>planted</id><url>file://$copy/planted-repository</url></repository></repositories></project>#
s#</dependencies>#<dependency><groupId>org.catfollow.planted</groupId><artifactId>planted</artifactId><version>1</version><type>pom</type></dependency></dependencies>#"
rejects "wrong checksum" "[Cc]hecksum validation failed" validate -pl "$module"

# --- tests that are checks ---

one_test() {
    printf '%s\n' test -Dspotless.check.skip -Dcheckstyle.skip -Dsurefire.failIfNoSpecifiedTests=false \
        "-Dtest=$1" "${@:2}"
}

mapfile -t layout_test < <(one_test org.catfollow.shm.layout.JavadocLayoutTest -pl "$module")
mapfile -t shm_test < <(one_test org.catfollow.shm.ArchitectureTest -pl "$module")
mapfile -t all_test < <(one_test 'org.catfollow.deploy.architecture.ArchitectureTest' -pl deploy -am)

alter "$module/src/main/java/org/catfollow/shm/slots/TrackCell.java" \
    's/^( \*  *)48(  *4  state)/\144\2/'
rejects "table in a comment is wrong" "JavadocLayoutTest.everyCellHasTheTableOfItsComment" "${layout_test[@]}"
alter "$module/src/main/java/org/catfollow/shm/sequence/FrameSequenceReader.java" \
    '/VarHandle.acquireFence/d; /^import java.lang.invoke.VarHandle;/d'
rejects "fence is gone" "ArchitectureTest.theFencesAreStillThere" "${shm_test[@]}"
plant "$package/Planted.java" <<'JAVA'
package org.catfollow.shm.layout;

import java.util.logging.Logger;

/** Planted. */
final class Planted {
    private Planted() {}

    static void say() {
        Logger.getGlobal().info("once a frame");
    }
}
JAVA
rejects "the contract logs" "ArchitectureTest.nothingIsLogged" "${shm_test[@]}"
passes "rules between modules" "${all_test[@]}"
plant cli/src/main/java/org/catfollow/cli/Planted.java <<'JAVA'
package org.catfollow.cli;

import org.catfollow.shm.region.RoleClaim;

/** Planted. */
final class Planted {
    private Planted() {}

    static boolean isThere(RoleClaim claim) {
        return claim != null;
    }
}
JAVA
rejects "the command line plays a stage" "org.catfollow.cli.Planted.isThere" \
    "${all_test[@]}"

printf '%s proofs, %s failed, %s s\n' "$proofs" "$failures" "$SECONDS"
((proofs > 0 && failures == 0))
