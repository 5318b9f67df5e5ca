#!/usr/bin/env bash
# Tries the package and the units under a real, booted systemd: makes a Debian 13 in a folder, installs the
# package in it, boots it in a container (systemd-nspawn), starts the robot, breaks it, stops it, purges it,
# and says of each promise of docs/installing.md whether it was kept. Exit code 1 where one was not.
#
# usage: sudo booted.sh PACKAGE.deb [FOLDER]
#
#   FOLDER   where the Debian lies or is made (default: /var/tmp/cat-follow-booted); it stays, so that a
#            second run need not fetch it again. Needed: debootstrap, systemd-container, a network, 1.5 GB.
#
# The host need not run systemd itself. The robot is the simulated one.
set -euo pipefail
readonly package=${1:?usage: booted.sh PACKAGE.deb [FOLDER]} root=${2:-/var/tmp/cat-follow-booted}
readonly stages=(guard control tracker detector capture)
readonly shm=/dev/shm/cat-follow
# Minutes, not seconds: the machine may have other work.
readonly patience_seconds=120
broken=0
stood=0
container=
leader=

note() { printf '%s  %s\n' "$(date +%T)" "$*"; }

# promise TEXT COMMAND...: says whether it is kept.
promise() {
    local text=$1
    shift
    if "$@"; then
        note "ok    $text"
    else
        note "NOT   $text"
        broken=$((broken + 1))
    fi
}

make_root() {
    [[ ! -x $root/usr/bin/java ]] || return 0
    note "making a Debian 13 with a Java 25 in $root"
    debootstrap --variant=minbase --include=systemd,systemd-sysv,dbus,procps,adduser,sudo trixie "$root" \
        http://deb.debian.org/debian >"$root.log" 2>&1
    mount --bind /proc "$root/proc"
    DEBIAN_FRONTEND=noninteractive chroot "$root" apt-get install -qy --no-install-recommends \
        openjdk-25-jre-headless >>"$root.log" 2>&1 || { umount "$root/proc" && exit 1; }
    umount "$root/proc"
}

# within COMMAND...: in the booted system.
within() { nsenter --target "$leader" --all -- env -i PATH=/usr/sbin:/usr/bin HOME=/root LANG=C.UTF-8 "$@"; }

robot() { within sudo -u cat-follow cat-follow "$@"; }

# await COMMAND...: until it succeeds.
await() {
    local end=$((SECONDS + patience_seconds))
    until "$@" >/dev/null 2>&1; do
        ((SECONDS < end)) || return 1
        sleep 0.2
    done
}

boot() {
    # Else sudo complains of the host's name in each line.
    printf '127.0.0.1 localhost %s\n' "$(hostname)" >"$root/etc/hosts"
    note "booting"
    # Nobody to register with on a host without systemd; a network of its own, or the page's port might be
    # somebody else's.
    SYSTEMD_NSPAWN_UNIFIED_HIERARCHY=1 systemd-nspawn --quiet --directory="$root" --boot --register=no --keep-unit \
        --private-network --machine=cat-follow-booted --console=passive >"$root.console" 2>&1 &
    container=$!
    await find_leader || { tail -n 20 "$root.console" && return 1; }
    await within systemctl is-system-running --wait || true
    note "booted: systemd $(within systemctl --version | head -n 1), $(within systemctl is-system-running)"
}

find_leader() {
    leader=$(pgrep -P "$container" | head -n 1)
    [[ -n $leader && $(readlink "/proc/$leader/exe") == */systemd ]] && within systemctl --version
}

# shellcheck disable=SC2317 # called by the trap
end_container() {
    [[ -z $leader ]] || within systemctl poweroff || true
    [[ -z $container ]] || timeout 60 tail --pid="$container" -f /dev/null || kill -9 "$container" || true
}

pid_of() { within systemctl show --value -p MainPID "cat-follow@$1"; }
property() { within systemctl show --value -p "$2" "cat-follow@$1"; }
is_active() { [[ $(within systemctl is-active "cat-follow@$1") == active ]]; }

all_active() {
    local stage
    for stage in "${stages[@]}"; do
        is_active "$stage" || return 1
    done
}

# others_than STAGE: prints the pids of the others.
others_than() {
    local stage
    for stage in "${stages[@]}"; do
        [[ $stage == "$1" ]] || pid_of "$stage"
    done
}

frames() { robot stat --json | tr -d ' \n' | sed -n 's/.*"capture":{[^}]*"frames":\([0-9]*\).*/\1/p'; }
frames_come() {
    local before
    before=$(frames)
    [[ -n $before ]] && await more_than "$before"
}
more_than() { (($(frames) > $1)); }

# is_back STAGE OLD_PID
is_back() {
    local now
    now=$(pid_of "$1")
    ((now > 0 && now != $2)) && is_active "$1"
}

nothing_in_shm() { ! within sh -c "ls $shm* 2>/dev/null" | grep -qv '\.lock$'; }
journal_has() { within journalctl -b -u "$1" --no-pager | grep -- "$2" >/dev/null; }
has_events() { robot events | grep "$1" >/dev/null; }

try_start() {
    local start=$SECONDS
    within systemctl start cat-follow.target
    promise "the target starts five stages ($((SECONDS - start)) s)" await all_active
    promise "pictures come" frames_come
    promise "the region is the service user's alone" \
        test "$(within stat -c '%U %a' "$shm")" = "cat-follow 600"
    promise "events prints what control did" await has_events "at the start"
    within systemctl --no-pager status 'cat-follow*' | grep -E '^(●|○|×)|Active:|Status:|Memory:' || true
    promise "doctor has nothing bad to say" robot doctor
}

# How often control's end has told the motors to stand.
stands() { within journalctl -b -u cat-follow@control --no-pager | grep -c "no motors that could turn on" || true; }
told_to_stand() { (($(stands) > stood)); }

try_kills() {
    local stage old others begun
    stood=$(stands)
    for stage in "${stages[@]}"; do
        old=$(pid_of "$stage")
        others=$(others_than "$stage")
        begun=$(date +%s%N)
        within kill -9 "$old"
        promise "$stage, killed, is started again" await is_back "$stage" "$old"
        note "      after $((($(date +%s%N) - begun) / 1000000)) ms"
        promise "      and took no other with it" test "$others" = "$(others_than "$stage")"
    done
    promise "control's end told the motors to stand" told_to_stand
    promise "pictures come again" frames_come
}

watchdog_hit() { [[ $(property "$1" NRestarts) -gt $2 ]] && journal_has "cat-follow@$1" "Watchdog timeout"; }

try_watchdog() {
    local stage old begun restarts
    for stage in tracker control; do
        restarts=$(property "$stage" NRestarts)
        old=$(pid_of "$stage")
        begun=$SECONDS
        within kill -STOP "$old"
        promise "$stage, stopped, is found by the watchdog" await watchdog_hit "$stage" "$restarts"
        note "      after $((SECONDS - begun)) s"
        promise "      and started again" await is_back "$stage" "$old"
    done
}

try_region() {
    within truncate -s 4096 "$shm"
    promise "a region that was cut is made anew and all work again" await works_again
    promise "      born stopped, as nobody knows" robot send resume
}
works_again() { all_active && [[ $(within stat -c %s "$shm") -gt 4096 ]] && [[ -n $(frames) ]]; }

page_answers() {
    # shellcheck disable=SC2016 # for the inner shell
    within bash -c 'exec 3<>/dev/tcp/127.0.0.1/8080 &&
        printf "GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n" >&3 && grep -q "200 OK" <&3'
}
has_no_token_in_journal() { ! journal_has cat-follow@view '#token='; }

try_extras() {
    within systemctl start cat-follow@view cat-follow@recorder
    promise "the page is there" await page_answers
    promise "its address with the token is in a file of its own" within test -s /run/cat-follow-view/address
    promise "      and not in the journal" has_no_token_in_journal
    promise "the flight recorder runs" is_active recorder
}

try_upgrade() {
    local old
    old=$(pid_of tracker)
    within env CAT_FOLLOW_NO_TRAINING=1 dpkg -i /root/cat-follow.deb >"$root.upgrade" 2>&1
    promise "an upgrade starts what ran anew" await is_back tracker "$old"
    promise "      all of it" await all_active
}

try_stop() {
    stood=$(stands)
    # The region's unit ends last, so this waits for all.
    within systemctl stop cat-follow.target cat-follow-region
    promise "control's end told the motors to stand" told_to_stand
    promise "after stop nothing runs" none_runs
    promise "      nothing failed" test -z "$(within systemctl list-units --failed --plain --no-legend 'cat-follow*')"
    promise "      nothing is left in /dev/shm but lock files" nothing_in_shm
    within sh -c "ls -l /dev/shm"
}
none_runs() { ! within pgrep -u cat-follow >/dev/null; }

nothing_is_left() {
    ! within sh -c 'ls -d /etc/cat-follow /usr/lib/cat-follow /var/lib/cat-follow /usr/bin/cat-follow*' 2>/dev/null &&
        ! within getent passwd cat-follow
}

try_purge() {
    within dpkg --purge cat-follow >"$root.purge" 2>&1
    promise "a purge leaves no file, no user" nothing_is_left
}

main() {
    make_root
    cp -- "$package" "$root/root/cat-follow.deb"
    trap end_container EXIT
    boot
    if ! within dpkg -s cat-follow >/dev/null 2>&1; then
        within env DEBIAN_FRONTEND=noninteractive apt-get install -qy --no-install-recommends \
            /root/cat-follow.deb >"$root.install" 2>&1 || { tail -n 20 "$root.install" && exit 1; }
    fi
    promise "the package is installed" within cat-follow --version
    try_start
    try_kills
    try_watchdog
    try_region
    try_extras
    try_upgrade
    try_stop
    try_purge
    note "$broken promises not kept"
    ((broken == 0))
}

main "$@"
