#!/usr/bin/env bash
# Tries the built distribution on a camera of the kernel's: boots a Debian kernel with vivid, the virtual V4L2 camera,
# in a small virtual machine over this computer's own file system (read only), and runs checks.sh in it.
# `run.sh --help` says how. Outside of the build: it wants a virtual machine, and a network the first time.
#
# What it does not show: USB, and what real cameras do wrong.
set -euo pipefail
here=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")
readonly here program=${0##*/}

readonly failed_code=1 usage_code=2 skipped_code=77
# Program, and Debian's package that has it.
readonly needed=(qemu-system-x86_64:qemu-system-x86 busybox:busybox-static modprobe:kmod cpio:cpio
    v4l2-ctl:v4l-utils xz:xz-utils)
# In the order in which the machine loads them; vivid is loaded by the checks.
readonly modules=(virtio_pci 9pnet_virtio 9p overlay vivid)
# What lies in the cache is made anew when this changes.
readonly cache_release=1
readonly probe_seconds=5

distribution=$here/../../../deploy/target/cat-follow
cache=${XDG_CACHE_HOME:-${HOME:-/var/tmp}/.cache}/cat-follow/rig-camera
accel='' keep='' only='' patience=120 rate=''
failures=0 work='' machine=''

print_help() {
    cat <<HELP
usage: $program [FLAGS]

Tries the distribution on virtual cameras of a Debian kernel, in a virtual machine: one line a check.

  --distribution FOLDER  what is tried (default: deploy/target/cat-follow)
  --cache FOLDER         where the kernel lies, or is put the first time: 70 MB from a Debian mirror, 12 MB on the
                         disk (default: $cache)
  --accel kvm|tcg        hypervisor, or emulated processor (default: kvm where it works)
  --rate N               frames a second that the robot's camera is asked for: 1, 2, 4, 5, 10, 15, 25, 30 (default: 25;
                         10 on an emulated processor, for which five stages at 25 are too much)
  --only PART            alone (capture by itself) or robot
  --patience SECONDS     for one thing that is waited for (default: $patience); more for a machine with other work
  --keep                 keep logs, trace and tables also when all is well
  --help                 this text

Needed: x86-64, a Debian or a relative of it with linux-image-amd64 in its archive, the distribution
(mvn -DskipTests package), 2.5 GB of free memory, and the packages
  ${needed[*]#*:}
which are installed where they are missing and this is run as root. No package of the kernel is installed.

exit codes: 0 all is well; $failed_code a check failed; $usage_code wrong usage;
            $skipped_code skipped: this machine lacks what is needed, one line says what

environment: XDG_CACHE_HOME
HELP
}

# --- what is said ---

ok() { printf 'ok      %s\n' "$*"; }

# failed WHAT WHERE WHAT_TO_DO
failed() {
    printf 'FAILED  %s; %s; %s\n' "$1" "$2" "$3"
    failures=$((failures + 1))
}

# give_up WHAT WHERE WHAT_TO_DO: nothing after it could be tried.
give_up() {
    failed "$@"
    exit "$failed_code"
}

# skip WHY WHAT_TO_DO
skip() {
    printf 'skipped: %s; %s\n' "$1" "$2"
    exit "$skipped_code"
}

usage() {
    printf '%s: %s; see %s --help\n' "$program" "$*" "$program" >&2
    exit "$usage_code"
}

last_line() { awk 'NF { line = $0 } END { print line ? line : "(nothing was said)" }' "$1" 2>/dev/null; }

# --- what is needed ---

# A busybox that needs libraries is none for a machine that has no disk yet.
is_there() {
    local path
    path=$(type -P "$1") || return 1
    [[ $1 != busybox ]] || ! ldd "$path" >/dev/null 2>&1
}

# Sets missing: packages.
find_missing() {
    local entry
    missing=()
    for entry in "${needed[@]}"; do
        is_there "${entry%%:*}" || missing+=("${entry#*:}")
    done
}

prepare_programs() {
    local missing
    [[ $(uname -m) == x86_64 ]] || skip "this machine is $(uname -m)" "run it on x86-64"
    find_missing
    ((${#missing[@]} > 0)) || return 0
    if ((EUID != 0)) || ! type -P apt-get >/dev/null; then
        skip "not installed: ${missing[*]}" "sudo apt install ${missing[*]}"
    fi
    printf -- '-       installing %s\n' "${missing[*]}"
    # Somebody else may be installing; and nothing goes for it, such as the other busybox.
    { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=120 install -y --no-remove \
        --no-install-recommends "${missing[@]}"; } </dev/null >"$work/apt.log" 2>&1 || true
    find_missing
    ((${#missing[@]} == 0)) || skip "cannot install ${missing[*]}: $(last_line "$work/apt.log")" "is there a network?"
}

prepare_distribution() {
    [[ -x $distribution/bin/launch.sh && -r $distribution/conf/version ]] ||
        give_up "distribution: none" "$distribution" \
            "build it with \`mvn -DskipTests package\`, or name it with --distribution"
    # The name under which the machine sees it too.
    distribution=$(cd "$distribution" && pwd -P)
    case $distribution/ in
        /run/* | /dev/* | /proc/* | /sys/*)
            give_up "distribution: the machine has a folder of its own there" "$distribution" "copy it elsewhere" ;;
    esac
}

# Sets java_home, by the distribution's own rule.
prepare_java() {
    # shellcheck source=/dev/null
    java_home=$(source "$distribution/bin/launcher/distribution.sh" && find_java && printf '%s' "$java_home") ||
        give_up "no Java 25" "see above" "install one"
}

# --- the kernel ---

# Sets kernel_package: what linux-image-amd64 stands for.
find_kernel() {
    kernel_package=$(apt-cache depends --important linux-image-amd64 2>/dev/null |
        sed -n 's/^ *Depends: \(linux-image-[0-9].*\)/\1/p' | head -n 1)
    [[ -n $kernel_package ]]
}

fetch_kernel() {
    local options=()
    # The user of apt's sandbox may not write into the cache.
    ((EUID != 0)) || options=(-o APT::Sandbox::User=root)
    (cd "$1" && apt-get "${options[@]}" download "$kernel_package") </dev/null >"$work/apt.log" 2>&1
}

# unpack FOLDER: its package into FOLDER/all.
unpack_kernel() {
    local packages=("$1"/*.deb)
    dpkg-deb -x "${packages[0]}" "$1/all"
    # Debian 13 has them below /usr; modprobe looks below /lib.
    [[ -e $1/all/lib/modules ]] || ln -s usr/lib "$1/all/lib"
}

# Writes the few modules that are wanted, and the order in which they need each other.
take_modules() {
    local all=$1/all into=$1/modules release module path name
    release=$(basename -- "$all"/lib/modules/*)
    depmod -b "$all" "$release"
    mkdir -p -- "$into"
    for module in "${modules[@]}"; do
        while read -r _ path _; do
            name=$(basename -- "$path")
            name=${name%.xz}
            [[ ! -e $into/$name ]] || continue
            if [[ $path == *.xz ]]; then xz -dc -- "$path" >"$into/$name"; else cp -- "$path" "$into/$name"; fi
            [[ $name == vivid.ko ]] || printf '%s\n' "$name" >>"$into/order"
        done < <(modprobe -d "$all" -S "$release" --show-depends "$module" | grep '^insmod ')
        [[ -e $into/$module.ko ]] || { echo "no module $module in $release" && return 1; }
    done
    cp -- "$all"/boot/vmlinuz-* "$1/vmlinuz"
    printf '%s\n' "$release" >"$1/release"
}

prepare_kernel() {
    local made=$cache/kernel
    if ! mkdir -p -- "$cache" 2>/dev/null || [[ ! -w $cache ]]; then
        give_up "kernel: cannot write" "$cache" "name another folder with --cache"
    fi
    exec 5>>"$cache/lock"
    flock 5
    if [[ ! -r $made/complete || $(<"$made/complete") != "$cache_release" ]]; then
        if ! find_kernel && ((EUID == 0)); then
            # A fresh machine knows no packages yet.
            apt-get update </dev/null >"$work/apt.log" 2>&1 || true
            find_kernel || true
        fi
        [[ -n $kernel_package ]] || skip "apt here knows no linux-image-amd64" "sudo apt update, on a Debian"
        printf -- '-       fetching %s, 70 MB, into %s\n' "$kernel_package" "$cache"
        rm -rf -- "$made" "$made.new"
        mkdir -- "$made.new"
        fetch_kernel "$made.new" || skip "cannot fetch $kernel_package: $(last_line "$work/apt.log")" "is there a network?"
        { unpack_kernel "$made.new" && take_modules "$made.new"; } >"$work/kernel.log" 2>&1 ||
            give_up "kernel: $(last_line "$work/kernel.log")" "see $work/kernel.log" "report it"
        rm -rf -- "$made.new/all" "$made.new"/*.deb
        printf '%s\n' "$cache_release" >"$made.new/complete"
        mv -- "$made.new" "$made"
    fi
    kernel=$made
    flock -u 5
    exec 5>&-
}

# The first file system: busybox, the modules, init.
make_ramdisk() {
    local tree=$work/ramdisk
    mkdir -p -- "$tree/bin"
    cp -- "$(type -P busybox)" "$tree/bin/busybox"
    cp -r -- "$kernel/modules" "$tree/modules"
    cp -- "$here/init" "$tree/init"
    chmod 755 "$tree/init"
    (cd "$tree" && find . | cpio --quiet -o -H newc) | gzip -1 >"$work/ramdisk.gz"
    rm -rf -- "$tree"
}

# --- the machine ---

# qemu ACCEL CPU KERNEL_WORDS FLAG...: becomes the machine; results on standard output, the rest in console.log.
# It dies with this script, however that ends.
qemu() {
    exec setpriv --pdeathsig KILL qemu-system-x86_64 -accel "$1" -cpu "$2" -smp 2 -m 2560 \
        -display none -no-reboot -nic none -kernel "$kernel/vmlinuz" -initrd "$work/ramdisk.gz" \
        -append "console=ttyS0 quiet panic=-1 $3" -serial "file:$work/console.log" -serial stdio "${@:4}" \
        </dev/null 2>"$work/qemu.log"
}

readonly kvm_cpu=host,arch-capabilities=off
# With AVX: OpenCV's code is chosen at run time, and this is what this machine would choose.
readonly tcg_cpu=max

end_machine() {
    [[ -n $machine ]] || return 0
    kill -KILL "$machine" 2>/dev/null || true
    wait "$machine" 2>/dev/null || true
    machine=
}

# Whether a machine gets as far as its first program under kvm: a device alone promises nothing, for example in
# a container of a machine that is virtual itself.
kvm_works() {
    [[ -r /dev/kvm && -w /dev/kvm ]] || return 1
    local said=
    exec 3< <(qemu kvm "$kvm_cpu" rig.probe)
    machine=$!
    read -r -t "$probe_seconds" -u 3 said || true
    end_machine
    [[ $said == "rig runs"* ]]
}

choose_accel() {
    if [[ -z $accel ]]; then
        accel=tcg
        ! kvm_works || accel=kvm
    fi
    if [[ $accel == kvm ]]; then
        cpu=$kvm_cpu emulated=no
        rate=${rate:-25}
    else
        cpu=$tcg_cpu emulated=yes
        rate=${rate:-10}
    fi
}

# What the machine runs, with this computer's paths.
write_start() {
    mkdir -- "$work/share" "$work/share/logs"
    cp -- "$here/checks.sh" "$here/judge.awk" "$work/share/"
    {
        # Over 9p the JVM's launcher does not find its libraries beside itself.
        printf 'export CAT_FOLLOW_JAVA_HOME=%q LD_LIBRARY_PATH=%q\n' "$java_home" "$java_home/lib"
        printf 'export RIG_DISTRIBUTION=%q RIG_LOGS=/rig/logs\n' "$distribution"
        printf 'export RIG_ONLY=%q RIG_RATE=%q RIG_EMULATED=%q RIG_PATIENCE=%q\n' "$only" "$rate" "$emulated" "$patience"
        printf 'exec bash /rig/checks.sh\n'
    } >"$work/share/start"
}

boot() {
    local root=path=/,security_model=none,readonly=on,multidevs=remap
    # A comma in a name is written twice.
    local share=path=${work//,/,,}/share,security_model=none
    exec 3< <(qemu "$accel" "$cpu" "" -fsdev "local,id=host,$root" -device virtio-9p-pci,fsdev=host,mount_tag=host \
        -fsdev "local,id=rig,$share" -device virtio-9p-pci,fsdev=rig,mount_tag=rig)
    machine=$!
}

# Prints what the machine says, and counts what failed. One that is silent for longer than its checks wait is hung.
hear_out() {
    local line reported=
    while read -r -t $((2 * patience + 30)) -u 3 line; do
        line=${line%$'\r'}
        case $line in
            "rig done "*) reported=yes ;;
            FAILED*) failures=$((failures + 1)) && printf '%s\n' "$line" ;;
            *) printf '%s\n' "$line" ;;
        esac
    done
    [[ -n $reported ]] || failed "the machine ended or fell silent before the checks were done" \
        "its console says last: $(last_line "$work/console.log"); qemu: $(last_line "$work/qemu.log")" \
        "see $work; is there enough memory?"
}

# --- the way out ---

# shellcheck disable=SC2317 # called by the trap
leave() {
    local code=$?
    trap '' EXIT HUP INT TERM
    set +e
    end_machine
    rm -f -- "$work/ramdisk.gz"
    if [[ -n $(ls -A "$work") ]] && ((failures > 0 || ${#keep} > 0)); then
        printf 'logs: %s\n' "$work"
    else
        rm -rf -- "$work"
    fi
    exit "$code"
}

parse() {
    while (($# > 0)); do
        case $1 in
            --distribution | --cache | --accel | --only | --patience | --rate)
                [[ -n ${2:-} ]] || usage "$1 needs a value"
                case $1 in
                    --distribution) distribution=$2 ;;
                    --cache) cache=$2 ;;
                    --accel) accel=$2 ;;
                    --only) only=$2 ;;
                    --rate) rate=$2 ;;
                    --patience) patience=$2 ;;
                esac
                shift
                ;;
            --keep) keep=yes ;;
            --help | -h) print_help && exit 0 ;;
            *) usage "unknown word '$1'" ;;
        esac
        shift
    done
    [[ $accel == @(|kvm|tcg) ]] || usage "--accel $accel: kvm or tcg wanted"
    # Those of vivid's that the stages are made for.
    [[ $rate == @(|1|2|4|5|10|15|25|30) ]] || usage "--rate $rate: 1, 2, 4, 5, 10, 15, 25 or 30 wanted"
    [[ $only == @(|alone|robot) ]] || usage "--only $only: alone or robot wanted"
    [[ $patience =~ ^[1-9][0-9]{0,3}$ ]] || usage "--patience $patience: 1 to 9999 seconds wanted"
}

main() {
    local kernel_package='' kernel java_home cpu emulated
    parse "$@"
    # Where modprobe is, for whoever is not root.
    PATH=$PATH:/usr/sbin:/sbin
    work=$(mktemp -d "${TMPDIR:-/tmp}/rig-camera.XXXXXX")
    trap leave EXIT
    trap 'exit 130' HUP INT TERM
    prepare_distribution
    prepare_programs
    prepare_java
    prepare_kernel
    make_ramdisk
    choose_accel
    ok "kernel $(<"$kernel/release"), $accel"
    write_start
    boot
    hear_out
    printf '%s in %d min %d s\n' "$( ((failures == 0)) && echo "all is well" || echo "$failures failed")" \
        $((SECONDS / 60)) $((SECONDS % 60))
    ((failures == 0))
}

main "$@"
