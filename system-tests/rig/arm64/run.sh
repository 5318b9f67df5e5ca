#!/usr/bin/env bash
# Tries the built distribution on the Raspberry Pi's instruction set, without one: every program, every stage
# by itself, real inference, the whole pipeline and the default robot, on aarch64 Java with the aarch64 libraries,
# in qemu's user mode. `run.sh --help` says how. Outside of the build: it takes minutes, and a network the first time.
#
# What it does not show: how fast a Pi is, and missing fences. The host's processor orders memory strongly,
# and so do the programs that are emulated on it (docs/memory-ordering.md).
set -euo pipefail
self=$(readlink -f "${BASH_SOURCE[0]}")
readonly self here=${self%/*}
readonly program=${0##*/}
readonly repository=$here/../../..

# A Pi 4 has four Cortex-A72; a library that needs more than that processor has ends here as it would there.
export QEMU_CPU=${QEMU_CPU:-cortex-a72}
# For one command, and for what is waited for: minutes, as the machine may have other work too.
readonly patience_seconds=300
# As in automake's tests: neither good nor bad.
readonly code_skipped=77

root=${XDG_CACHE_HOME:-${HOME:-/var/tmp}/.cache}/cat-follow/arm64
distribution=$repository/deploy/target/cat-follow
mirror='' keep='' native='' prepare_only='' quick='' rate=5 only=''
[[ $(uname -m) != aarch64 ]] || native=yes

failures=0
work='' instance='' region='' tracker_log='' qemu='' keyring='' launched='' launcher='' hat_rig='' stat=''
processors=$(nproc)

# shellcheck source=said.sh
source "$here/said.sh"
# shellcheck source=root.sh
source "$here/root.sh"
# shellcheck source=looks.sh
source "$here/looks.sh"
# shellcheck source=programs.sh
source "$here/programs.sh"
# shellcheck source=stages.sh
source "$here/stages.sh"
# shellcheck source=factor.sh
source "$here/factor.sh"
# shellcheck source=launching.sh
source "$here/launching.sh"
# shellcheck source=pipeline.sh
source "$here/pipeline.sh"
# shellcheck source=robot.sh
source "$here/robot.sh"
# shellcheck source=hat.sh
source "$here/hat.sh"

# In this order.
parts=(programs inference stages pipeline robot hat)
readonly quick_parts=programs,inference,stages,pipeline,hat

print_help() {
    cat <<HELP
usage: $program [--root FOLDER] [--keep] [FLAGS]

Tries the distribution on aarch64 under emulation: one line a check.

  --root FOLDER          where the arm64 Java lies, or is put the first time: 70 MB from a Debian mirror, 300 MB on
                         the disk (default: $root)
  --keep                 keep the logs also when all is well
  --distribution FOLDER  what is tried (default: deploy/target/cat-follow of this checkout)
  --mirror URL           a Debian mirror (default: the one that apt has)
  --rate N               frames a second, 1 to 30 (default: $rate)
  --only PART[,PART]     of ${parts[*]} (default: all)
  --prepare              the arm64 root alone: nothing is tried, no distribution needed
  --quick                $quick_parts, and less of each: --version, no photograph, 15 s
                         in place of 60; some minutes on two processors. Of hat $quick_trials trials
  --trials N             of hat: how often control is killed, and stopped, 1 to 1000 (default: $full_trials)
  --native               without emulation, by this machine's own Java: the default on aarch64, such as the Pi itself
  --help                 this text

Needed: the distribution (mvn -DskipTests package), and but for --native a Debian or a relative of it with
apt, dpkg and the packages $host_packages: as root these are installed where they are missing.

exit codes: 0 all is well; 1 a check failed, or the distribution is missing; 2 wrong usage;
  $code_skipped skipped: the emulator or the arm64 packages cannot be had here, one line says why

environment: QEMU_CPU (default $QEMU_CPU, as in a Pi 4; cortex-a76 is a Pi 5), XDG_CACHE_HOME
HELP
}

find_distribution() {
    [[ -x $distribution/bin/cat-follow && -r $distribution/conf/stage-flags.tsv ]] ||
        give_up "distribution: none" "$distribution" "build it with \`mvn -DskipTests package\`, or name it with --distribution"
    distribution=$(cd "$distribution" && pwd)
    [[ -n $native || -r $distribution/natives/linux-aarch64/libopencv_java490.so ]] ||
        give_up "distribution: no libraries for aarch64" "$distribution/natives" "build it again, without a package's leaner copy"
}

prepare() {
    local tool
    for tool in flock setsid timeout awk; do
        type -P "$tool" >/dev/null || give_up "$tool is missing" "PATH is $PATH" "install util-linux, coreutils and mawk"
    done
    [[ -n $prepare_only ]] || find_distribution
    if [[ -n $native ]]; then
        left_out "no emulation: $(uname -m), this machine's own Java"
    else
        prepare_host
        prepare_root
    fi
}

# shellcheck disable=SC2317 # called by the trap
leave() {
    local code=$? stage
    trap '' EXIT HUP INT TERM
    set +e
    end_those_beside
    for stage in "${!stage_pid[@]}"; do
        kill -TERM "${stage_pid[$stage]}" 2>/dev/null
    done
    for stage in "${!stage_pid[@]}"; do
        timeout 20 tail --pid="${stage_pid[$stage]}" -f /dev/null || kill -KILL "${stage_pid[$stage]}" 2>/dev/null
    done
    [[ -z $hat_rig ]] || { kill -TERM "$hat_rig" && wait "$hat_rig"; } 2>/dev/null
    [[ -z $launcher ]] || { kill -TERM "$launcher" && wait "$launcher"; } 2>/dev/null
    [[ -z $launched ]] || launch down >/dev/null 2>&1
    rm -f -- "/dev/shm/cat-follow-$instance-alone" "/dev/shm/cat-follow-$instance-alone".*
    if [[ -n $(ls -A "$work") ]] && ((failures > 0 || ${#keep} > 0)); then
        printf 'logs: %s\n' "$work" >&4
    else
        rm -rf -- "$work"
    fi
    exit "$code"
}

# Sets parts to those that were asked for, in their order.
select_parts() {
    local part wanted chosen=()
    [[ -n $only || -z $quick ]] || only=$quick_parts
    [[ -n $only ]] || return 0
    wanted=,$only,
    for part in "${parts[@]}"; do
        [[ $wanted != *,$part,* ]] || chosen+=("$part")
        wanted=${wanted//,$part,/,}
    done
    [[ $wanted == , ]] || usage "--only $only: of ${parts[*]} wanted, with commas between"
    parts=("${chosen[@]}")
}

parse() {
    while (($# > 0)); do
        case $1 in
            --root | --distribution | --mirror | --rate | --only | --trials)
                [[ -n ${2:-} ]] || usage "$1 needs a value"
                case $1 in
                    --root) root=$2 ;;
                    --distribution) distribution=$2 ;;
                    --mirror) mirror=$2 ;;
                    --rate) rate=$2 ;;
                    --only) only=$2 ;;
                    --trials) trials=$2 ;;
                esac
                shift
                ;;
            --keep) keep=yes ;;
            --native) native=yes ;;
            --quick) quick=yes ;;
            --prepare) prepare_only=yes ;;
            --help | -h) print_help && exit 0 ;;
            *) usage "unknown word '$1'" ;;
        esac
        shift
    done
    select_parts
    [[ -n $trials ]] || trials=$([[ -n $quick ]] && echo "$quick_trials" || echo "$full_trials")
    [[ $rate =~ ^([1-9]|[12][0-9]|30)$ ]] || usage "--rate $rate: 1 to 30 wanted"
    [[ $trials =~ ^([1-9][0-9]{0,2}|1000)$ ]] || usage "--trials $trials: 1 to 1000 wanted"
}

main() {
    local part
    parse "$@"
    # Not the robot of whoever runs this.
    # shellcheck disable=SC2086 # names
    unset ${!CAT_FOLLOW_@}
    export CAT_FOLLOW_CONFIG=none
    work=$(mktemp -d "${TMPDIR:-/tmp}/rig-arm64.XXXXXX")
    instance=rig-arm64-$$
    # Whoever interrupts a check finds standard output in that one's log.
    exec 4>&1
    trap leave EXIT
    trap 'exit 130' HUP INT TERM
    export CAT_FOLLOW_STATE_DIR=$work/state
    # The emulator shows a process another start time of its own than the kernel has, so that the launcher would
    # take each heartbeat for somebody else's.
    [[ -n $native ]] || export CAT_FOLLOW_HANG_SECONDS=0
    prepare
    [[ -z $prepare_only ]] || exit 0
    check java "java: ${CAT_FOLLOW_JAVA_HOME:-found by the programs} starts" "is the root whole? remove $root" \
        run cat-follow --version || exit 1
    for part in "${parts[@]}"; do
        "check_$part"
    done
    printf '%s in %d min %d s\n' "$( ((failures == 0)) && echo "all is well" || echo "$failures failed")" \
        $((SECONDS / 60)) $((SECONDS % 60))
    ((failures == 0))
}

main "$@"
