# shellcheck shell=bash disable=SC2034,SC2154 # shares its variables with the scripts beside it
# The folder with the arm64 Java, and the emulator that runs what lies in it. Sourced by run.sh.

# What lies in the root is made anew when this changes.
readonly root_release="1 trixie openjdk-25"
readonly suite=trixie packages=(openjdk-25-jre-headless libstdc++6)
readonly java_folder=usr/lib/jvm/java-25-openjdk-arm64
# What this machine needs for it.
readonly host_packages="qemu-user-static, debian-archive-keyring"

find_qemu() {
    # Debian 12 and 13 name it differently.
    qemu=$(type -P qemu-aarch64-static || type -P qemu-aarch64 || true)
}

# Debian's keys sign what is fetched for the root.
find_keyring() {
    local suffix
    for suffix in gpg pgp; do
        keyring=/usr/share/keyrings/debian-archive-keyring.$suffix
        [[ ! -r $keyring ]] || return 0
    done
    keyring=
}

# Installs what is missing, as root; else says what is to be installed.
prepare_host() {
    find_qemu
    find_keyring
    if [[ -z $qemu || -z $keyring ]] && ((EUID == 0)) && type -P apt-get >/dev/null; then
        left_out "installing $host_packages"
        # Somebody else may be installing.
        { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=120 install -y \
            --no-install-recommends qemu-user-static debian-archive-keyring; } </dev/null >"$work/host.log" 2>&1 || true
        find_qemu
        find_keyring
    fi
    [[ -n $qemu ]] || cannot_be_had "emulator: no qemu-aarch64-static" "PATH is $PATH" \
        "install it: sudo apt install qemu-user-static"
    ok "emulator: $("$qemu" --version | sed -n '1s/ *(.*//p'), as $QEMU_CPU"
}

# Sets mirror, unless it was given: the Debian that apt already gets its packages from.
find_mirror() {
    [[ -z $mirror ]] || return 0
    ! known_mirror || return 0
    if ((EUID == 0)); then
        # A fresh machine knows no packages yet.
        apt-get update </dev/null >>"$work/host.log" 2>&1 || true
        ! known_mirror || return 0
    fi
    cannot_be_had "arm64 root: apt on this machine has no Debian mirror" "apt-get indextargets shows none" \
        "name one with --mirror URL (it ends in /debian)"
}

known_mirror() {
    local uri
    # shellcheck disable=SC2016 # apt's own variables
    while read -r uri; do
        [[ $uri =~ ^(https?|file|copy):.*/debian/?$ ]] || continue
        mirror=$uri
        return 0
    done < <(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 2>/dev/null)
    return 1
}

# private_apt WORD...: apt-get for arm64 and a machine without any package, with the proxies of this one; what
# it knows and fetches lies in the root, and this machine's packages are not touched.
private_apt() {
    local apt=$root/apt
    apt-get -qq -o APT::Architecture=arm64 -o APT::Architectures=arm64 -o APT::Install-Recommends=false \
        -o Dir::State="$apt" -o Dir::State::status="$apt/status" -o Dir::Cache="$apt" \
        -o Dir::Etc::sourcelist="$apt/sources.list" -o Dir::Etc::sourceparts=- -o Dir::Etc::preferences=- \
        -o Dir::Etc::preferencesparts=- -o Acquire::Languages=none -o APT::Sandbox::User= -o Debug::NoLocking=true \
        "$@"
}

fetch_packages() {
    rm -rf -- "$root/apt"
    mkdir -p -- "$root/apt/lists/partial" "$root/apt/archives/partial"
    : >"$root/apt/status"
    printf 'deb [arch=arm64 signed-by=%s] %s %s main\n' "$keyring" "$mirror" "$suite" >"$root/apt/sources.list"
    # Else a mirror that does not answer is a warning, and the error is about packages that nobody knows.
    private_apt -o APT::Update::Error-Mode=any update && private_apt install -y --download-only "${packages[@]}"
}

# What a JVM and its libraries need of a system. Nothing that would hide this machine's own folders (/tmp, /dev):
# the emulator shows a file of the root in place of one of the same name.
unpack_packages() {
    local package link
    rm -rf -- "${root:?}/usr" "${root:?}/etc" "${root:?}/lib"
    for package in "$root"/apt/archives/*.deb; do
        dpkg-deb --fsys-tarfile "$package" |
            tar -x -C "$root" --no-same-owner --wildcards --exclude='./usr/share/*' './usr/*' './etc/java-25-openjdk/*' \
                2>/dev/null || true
    done
    ln -s usr/lib "$root/lib"
    # Else they would lead to this machine's.
    while IFS= read -r -d '' link; do
        ln -sfnr -- "$root$(readlink "$link")" "$link"
    done < <(find "$root/usr" "$root/etc" -type l -lname '/*' -print0)
    [[ -x $root/$java_folder/bin/java && -e $root/lib/ld-linux-aarch64.so.1 &&
        -r $root/$java_folder/conf/security/java.security ]]
}

# wrapper PROGRAM: the script that lies in PROGRAM's place and has the emulator run PROGRAM.arm64.
# shellcheck disable=SC2016 # expanded by it
wrapper() {
    printf '#!/bin/sh
# CAT_FOLLOW_RIG_PRELOAD: an arm64 library that goes before all others of the emulated process, and of that one
# only; LD_PRELOAD in the environment would be for programs of this machine too, the emulator among them.
preload() { [ -z "${CAT_FOLLOW_RIG_PRELOAD:-}" ] || exec "$@"; }
'
    printf 'preload %q -L %q -E "LD_PRELOAD=${CAT_FOLLOW_RIG_PRELOAD:-}" %q "$@"\n' "$qemu" "$root" "$1.arm64"
    printf 'exec %q -L %q %q "$@"\n' "$qemu" "$root" "$1.arm64"
}

# wraps_well: the scripts are there, for this emulator and this root.
wraps_well() {
    local path
    for path in "${wrapped[@]/#/$root/$java_folder/}"; do
        [[ -x $path.arm64 && -x $path && $(<"$path") == "$(wrapper "$path")" ]] || return 1
    done
}

# The JVM is started by the emulator, and so is each process that it starts itself: in the place of both
# programs lies a script. Written anew when root or emulator have moved.
readonly wrapped=(bin/java lib/jspawnhelper)
wrap_programs() {
    local path
    for path in "${wrapped[@]/#/$root/$java_folder/}"; do
        [[ -x $path.arm64 ]] || mv -- "$path" "$path.arm64"
        wrapper "$path" >"$path.new.$$"
        chmod 755 -- "$path.new.$$"
        mv -f -- "$path.new.$$" "$path"
    done
}

is_complete() {
    [[ -r $root/complete && $(<"$root/complete") == "$root_release" ]] && wraps_well
}

# Sets root to its full name. Folders in it are removed: never somebody else's, nor those of this machine.
claim_root() {
    if ! mkdir -p -- "$root" 2>/dev/null || [[ ! -w $root ]]; then
        give_up "arm64 root: cannot write" "$root" "name another folder with --root"
    fi
    root=$(cd "$root" && pwd)
    if [[ ! -e $root/cat-follow-arm64 && -n $(ls -A "$root") ]]; then
        give_up "arm64 root: the folder holds other things" "$root" "name a new folder with --root"
    fi
    : >>"$root/cat-follow-arm64"
}

fill_root() {
    local tool
    for tool in apt-get dpkg-deb; do
        type -P "$tool" >/dev/null || cannot_be_had "arm64 root: no $tool here, which fetches the packages" "$root" \
            "make the root on a Debian and copy it here, then give it with --root"
    done
    [[ -n $keyring ]] || cannot_be_had "arm64 root: Debian's keys are missing" "/usr/share/keyrings" \
        "install them: sudo apt install debian-archive-keyring"
    find_mirror
    left_out "arm64 root: fetching ${packages[*]} for arm64 with what they need, 70 MB"
    rm -f -- "$root/complete"
    fetch_packages >"$work/fetch.log" 2>&1 || cannot_be_had \
        "arm64 root: packages not fetched: $(last_line "$work/fetch.log")" "from $mirror" \
        "is there a network? another mirror: --mirror URL"
    check unpack "arm64 root: unpacked into $root" "remove that folder and try again" unpack_packages || exit 1
    rm -rf -- "$root/apt"
    printf '%s\n' "$root_release" >"$root/complete"
}

# Several may use it at once, and one alone may change it: lock 5 is held for as long as this script runs, lock 6 by
# whoever looks whether it has to be changed, so that of two first runs one waits for the other and finds it made.
prepare_root() {
    claim_root
    exec 5>>"$root/cat-follow-arm64" 6>>"$root/being-made"
    flock -w "$patience_seconds" 6 || give_up "arm64 root: still being made by another $program" "$root" \
        "wait for it, or name another with --root"
    flock -s 5
    if ! is_complete; then
        flock -n 5 || give_up "arm64 root: to be made anew, and in use by another $program" "$root" \
            "wait for it, or name another with --root"
        [[ -r $root/complete && $(<"$root/complete") == "$root_release" ]] || fill_root
        wrap_programs
        flock -s 5
    fi
    exec 6>&-
    export CAT_FOLLOW_JAVA_HOME=$root/$java_folder
}
