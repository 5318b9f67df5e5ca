#!/usr/bin/env bash
# Installs cat-follow on this machine, or takes it away again. `install.sh --help` says how. The same file
# serves in a checkout (deploy/) and in the distribution (bin/); the .deb is made of what it lays down.
set -euo pipefail
here=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")
readonly here user=cat-follow groups=(video i2c gpio)
readonly stages=(guard control tracker detector capture view recorder)

prefix=/opt/cat-follow destdir='' verb=install

usage() {
    cat <<'HELP'
usage: sudo install.sh [--prefix FOLDER] [--destdir FOLDER] [--uninstall | --configure | --purge]

  lays down the distribution (default: /opt/cat-follow), the commands cat-follow and cat-follow-launch, the
  configuration /etc/cat-follow/cat-follow.conf, the systemd units and the shells' completion; makes the
  system user cat-follow, in the groups video, i2c and gpio. Installing again renews all but the
  configuration; one that was edited stays, and the new one is laid beside it as cat-follow.conf.new.
  Nothing is started: sudo systemctl enable --now cat-follow.target does that.

  --prefix FOLDER   where the distribution goes
  --destdir FOLDER  everything below this folder, for packages and tests: no user, no systemd
  --uninstall       ends the robot and takes away all but configuration, logs and user
  --configure       only the user and systemd's notice (what a package does after it was unpacked)
  --purge           after --uninstall: the configuration, /var/lib/cat-follow and the user too
HELP
}

say() { printf '%s\n' "$*"; }

fail() {
    local code=$1
    shift
    printf 'install.sh: %s\n' "$*" >&2
    exit "$code"
}

read_arguments() {
    while (($# > 0)); do
        case $1 in
            --prefix | --destdir)
                (($# > 1)) || fail 2 "$1 needs a folder"
                printf -v "${1#--}" %s "$2"
                shift
                ;;
            --prefix=*) prefix=${1#*=} ;;
            --destdir=*) destdir=${1#*=} ;;
            --uninstall | --configure | --purge) verb=${1#--} ;;
            -h | --help)
                usage
                exit 0
                ;;
            *) fail 2 "unknown argument $1; see install.sh --help" ;;
        esac
        shift
    done
    [[ $prefix == /?* && $prefix != */ && ! $prefix =~ [^A-Za-z0-9/._+-] ]] ||
        fail 2 "--prefix '$prefix': an absolute path of letters, digits and . _ + - wanted"
    [[ -z $destdir || $destdir == /* ]] || destdir=$PWD/$destdir
    # Distributions have their units and commands under /usr; by hand they go beside the system's own.
    if [[ $prefix == /usr/* ]]; then
        units=/usr/lib/systemd/system commands=/usr/bin share=/usr/share
    else
        units=/etc/systemd/system commands=/usr/local/bin share=/usr/local/share
    fi
    configuration=/etc/cat-follow/cat-follow.conf
}

need_root() {
    [[ -n $destdir || $EUID == 0 ]] || fail 1 "root is needed: sudo $0; or --destdir FOLDER to look at it first"
}

find_distribution() {
    if [[ -d $here/../lib && -d $here/../jvm ]]; then
        distribution=$(cd "$here/.." && pwd)
    else
        distribution=$here/target/cat-follow
    fi
    [[ -r $distribution/conf/settings.tsv ]] ||
        fail 1 "no distribution in $distribution; build it first: mvn -DskipTests package"
    read -r version <"$distribution/conf/version"
}

has_systemd() {
    [[ -z $destdir && -d /run/systemd/system ]] && command -v systemctl >/dev/null
}

# put MODE FROM TO: whole or not at all, as somebody may be running what is replaced.
put() {
    mkdir -p -- "$destdir${3%/*}"
    install -m "$1" -- "$2" "$destdir$3.part"
    mv -f -- "$destdir$3.part" "$destdir$3"
}

link() {
    mkdir -p -- "$destdir${2%/*}"
    ln -sfn -- "$1" "$destdir$2"
}

# The distribution: beside the old one first, so that a full disk leaves the old one whole.
put_distribution() {
    local new=$destdir$prefix.new
    if [[ -e $destdir$prefix && $(readlink -f "$destdir$prefix") == "$distribution" ]]; then
        say "the distribution is in its place already: $prefix"
        return
    fi
    [[ ! -e $destdir$prefix || -r $destdir$prefix/conf/version ]] ||
        fail 1 "$prefix is there and is no cat-follow; name another --prefix"
    mkdir -p -- "$new"
    # Not those of the machine that it was built on: they fit one JVM only.
    tar -C "$distribution" --exclude=./aot --exclude=./natives/.unpacked -cf - . | tar -C "$new" --no-same-owner -xf -
    find "$new" -type d -exec chmod 755 {} +
    chmod -R u=rwX,go=rX -- "$new"
    rm -rf -- "$destdir$prefix"
    mv -- "$new" "$destdir$prefix"
}

put_units() {
    local file name
    while IFS= read -r file; do
        name=${file#"$distribution/systemd/"}
        mkdir -p -- "$(dirname "$destdir$units/$name")"
        sed "s#/opt/cat-follow#$prefix#g" "$file" >"$destdir$units/$name.part"
        chmod 644 "$destdir$units/$name.part"
        mv -f -- "$destdir$units/$name.part" "$destdir$units/$name"
    done < <(find "$distribution/systemd" -type f | sort)
}

put_configuration() {
    local new=$distribution/conf/cat-follow.conf old=$destdir$configuration
    # Unedited is what differs from no version that we have laid down; the last one is kept beside the jars.
    if [[ ! -e $old ]] || cmp -s "$old" "$destdir$prefix/conf/cat-follow.conf.installed"; then
        put 644 "$new" "$configuration"
    elif ! cmp -s "$old" "$new"; then
        put 644 "$new" "$configuration.new"
        say "kept your $configuration; the new settings are in $configuration.new"
    fi
}

lay_down() {
    local before=''
    [[ ! -r $destdir$prefix/conf/cat-follow.conf.installed ]] ||
        before=$(<"$destdir$prefix/conf/cat-follow.conf.installed")
    put_distribution
    [[ -z $before ]] || printf '%s\n' "$before" >"$destdir$prefix/conf/cat-follow.conf.installed"
    put_configuration
    install -m 644 -- "$distribution/conf/cat-follow.conf" "$destdir$prefix/conf/cat-follow.conf.installed"
    put_units
    link "$prefix/bin/cat-follow" "$commands/cat-follow"
    link "$prefix/bin/launch.sh" "$commands/cat-follow-launch"
    put 644 "$distribution/completion/cat-follow" "$share/bash-completion/completions/cat-follow"
}

# --- the machine ---

make_user() {
    local group
    for group in "${groups[@]}"; do
        getent group "$group" >/dev/null || groupadd --system "$group"
    done
    getent group "$user" >/dev/null || groupadd --system "$user"
    getent passwd "$user" >/dev/null ||
        useradd --system --gid "$user" --home-dir /var/lib/cat-follow --no-create-home \
            --shell /usr/sbin/nologin --comment "cat-follow robot" "$user"
    usermod --append --groups "$(IFS=, && printf %s "${groups[*]}")" "$user"
    install -d -m 750 -o "$user" -g "$user" /var/lib/cat-follow
}

# The caches fit this machine's JVM and no other, so they are made here; a start then takes half the time.
train() {
    [[ -z ${CAT_FOLLOW_NO_TRAINING:-} && -x $prefix/bin/launcher/train.sh ]] || return 0
    say "making start-up caches, up to a minute (CAT_FOLLOW_NO_TRAINING=1 goes without)"
    "$prefix/bin/launcher/train.sh" "$prefix" || true
    # Laid down as they are, for everybody to read.
    [[ ! -d $prefix/aot ]] || chmod -R u=rwX,go=rX -- "$prefix/aot"
}

configure() {
    make_user
    train
    ! has_systemd || systemctl daemon-reload
}

stop_robot() {
    ! has_systemd || {
        systemctl disable cat-follow.target "${stages[@]/#/cat-follow@}" 2>/dev/null || true
        # By name: the target alone is stopped at once, and its stages go on stopping while their files go.
        systemctl stop cat-follow.target 'cat-follow@*.service' cat-follow-region.service 2>/dev/null || true
    }
}

restart_robot() {
    # What runs goes on with jars that are no more: it is started anew, and nothing else is.
    ! has_systemd || ! systemctl is-active --quiet cat-follow.target || systemctl restart cat-follow.target
}

do_install() {
    find_distribution
    lay_down
    if [[ -z $destdir ]]; then
        configure
        restart_robot
    fi
    say "installed cat-follow $version in $destdir$prefix"
    say "settings: $configuration; look: cat-follow doctor; start: sudo systemctl enable --now cat-follow.target"
}

do_uninstall() {
    local file
    [[ ! -e $destdir$prefix || -r $destdir$prefix/conf/version ]] || fail 1 "$prefix is no cat-follow"
    stop_robot
    rm -rf -- "$destdir$prefix" "$destdir$commands/cat-follow" "$destdir$commands/cat-follow-launch" \
        "$destdir$share/bash-completion/completions/cat-follow" \
        "$destdir$units/cat-follow.target" "$destdir$units/cat-follow-region.service" \
        "$destdir$units/cat-follow@.service"
    # What a person put there stays.
    for file in camera flight page wheels; do
        rm -f -- "$destdir$units"/cat-follow@*.service.d/"$file".conf
    done
    rmdir --ignore-fail-on-non-empty -- "$destdir$units"/cat-follow@*.service.d 2>/dev/null || true
    ! has_systemd || systemctl daemon-reload
    say "removed; kept: $configuration, /var/lib/cat-follow, the user $user (--purge removes those too)"
}

do_purge() {
    [[ ! -e $destdir$prefix ]] || do_uninstall
    rm -f -- "$destdir$configuration" "$destdir$configuration.new"
    rmdir --ignore-fail-on-non-empty -- "$destdir/etc/cat-follow" 2>/dev/null || true
    if [[ -z $destdir ]]; then
        rm -rf -- /var/lib/cat-follow
        ! getent passwd "$user" >/dev/null || userdel "$user" 2>/dev/null
    fi
    say "purged"
}

main() {
    read_arguments "$@"
    need_root
    case $verb in
        install) do_install ;;
        configure) [[ -n $destdir ]] || configure ;;
        *) "do_$verb" ;;
    esac
}

main "$@"
