# shellcheck shell=bash disable=SC2034,SC2154 # shares its variables with the scripts beside it
# Control and guard on Pi4J's own path: its libraries write to /dev/i2c-1 and ask for lines of /dev/gpiochip0, and
# a preloaded arm64 library answers them in the kernel's place, with a Robot HAT that lies in a file. The HAT's
# log is judged by HatRig, a Java program on this machine's own processor. Sourced by run.sh.

# How often each death of control is tried.
trials=''
readonly full_trials=20 quick_trials=3
readonly compiler_packages=(gcc-aarch64-linux-gnu libc6-dev-arm64-cross)
readonly compiler_flags=(-std=gnu17 -O2 -Wall -Wextra -Werror -pthread
    # The C library promises of paths, and of what poll is given, what a stand-in for it cannot rely on.
    -Wno-nonnull-compare -Wno-maybe-uninitialized)
readonly rig_sources=$repository/system-tests/src/test/java/org/catfollow/systemtests/hat

# Sets compiler; as root installs it where it is missing.
find_compiler() {
    compiler=$(type -P aarch64-linux-gnu-gcc || true)
    if [[ -z $compiler ]] && ((EUID == 0)) && type -P apt-get >/dev/null; then
        left_out "installing ${compiler_packages[*]}"
        { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=120 install -y \
            --no-install-recommends "${compiler_packages[@]}"; } </dev/null >"$work/compiler.log" 2>&1 || true
        compiler=$(type -P aarch64-linux-gnu-gcc || true)
    fi
    [[ -n $compiler ]]
}

build_hat() {
    local sources=$here/hat
    "$compiler" "${compiler_flags[@]}" -fPIC -shared -o "$work/hat/libhat.so" "$sources/hat.c" "$sources/preload.c" -lm &&
        "$compiler" "${compiler_flags[@]}" -o "$work/hat/telegrams.arm64" "$sources/telegrams.c" -lm &&
        "$host_java/bin/javac" -cp "$distribution/lib/*" -d "$work/hat/classes" "$rig_sources"/*.java
}

# What a Pi with a HAT has and this machine has not, or has otherwise: see preload.c. A file is enough where the
# library says that it is a device.
show_files() {
    local files=$work/hat/files
    mkdir -p -- "$files"/{dev,sys/bus/i2c/devices/i2c-1,sys/bus/gpio/devices/gpiochip0,proc/device-tree,opt/picar-x}
    : >"$files/dev/i2c-1"
    : >"$files/dev/gpiochip0"
    printf '254:0\n' >"$files/sys/bus/gpio/devices/gpiochip0/dev"
    printf 'Raspberry Pi 4 Model B Rev 1.4\0' >"$files/proc/device-tree/model"
    cp -- "$here/hat/picar-x.conf" "$files/opt/picar-x/"
}

wrap_telegrams() {
    # shellcheck disable=SC2016 # the script's own variable
    printf '#!/bin/sh\nexec %q -L %q -E "LD_PRELOAD=$CAT_FOLLOW_RIG_PRELOAD" %q\n' "$qemu" "$root" \
        "$work/hat/telegrams.arm64" >"$work/hat/telegrams"
    chmod 755 -- "$work/hat/telegrams"
}

# It says its own lines, and how many of them are bad by its exit code.
run_hat_rig() {
    local code=0
    "$host_java/bin/java" -XX:+UseSerialGC -Xmx256m "@$distribution/jvm/common.args" \
        -cp "$work/hat/classes:$distribution/lib/*" org.catfollow.systemtests.hat.HatRig \
        "--distribution=$distribution" "--java=$CAT_FOLLOW_JAVA_HOME" "--library=$work/hat/libhat.so" \
        "--files=$work/hat/files" "--telegrams=$work/hat/telegrams" "--texts=$here/hat" "--work=$work/hat" \
        "--name=$instance" "--trials=$trials" 2>"$work/hat/rig.log" 4>&- 5>&- &
    hat_rig=$!
    wait "$hat_rig" || code=$?
    hat_rig=
    case $code in
        0) ;;
        1) failures=$((failures + 1)) ;;
        *) failed "hat: the judge ended with $code: $(last_line "$work/hat/rig.log")" "see $work/hat/rig.log" "report it" ;;
    esac
}

check_hat() {
    if [[ -n $native ]]; then
        left_out "hat: the library that stands in for the bus is for emulated processes"
        return 0
    fi
    if ! find_compiler; then
        left_out "hat: no aarch64-linux-gnu-gcc: sudo apt install ${compiler_packages[*]}"
        return 0
    fi
    if ! find_host_java; then
        left_out "hat: no JDK 25 of this machine's own"
        return 0
    fi
    mkdir -p -- "$work/hat"
    check hat.build "hat: the library and the judge are built" "see what the compiler says" build_hat || return 0
    show_files
    wrap_telegrams
    measure_factor
    run_hat_rig
}
