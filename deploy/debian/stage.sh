#!/usr/bin/env bash
# Called by the build (-Pdeb): lays down what goes into the package of each architecture, as install.sh lays
# it down on a machine.
#
# usage: stage.sh DEPLOY_FOLDER DISTRIBUTION TARGET_FOLDER TIME
#
#   TIME  of the release, as project.build.outputTimestamp has it: the same sources give the same package
set -euo pipefail
deploy=$1 distribution=$2 target=$3 time=$4
# As Debian has it: a snapshot comes before its release.
version=$(<"$distribution/conf/version")
version=${version/-SNAPSHOT/~SNAPSHOT}

# Debian's form, with what we have to say in CHANGELOG.md.
changelog() {
    printf 'cat-follow (%s) unstable; urgency=medium\n\n  * See CHANGELOG.md.gz beside this file.\n\n' "$version"
    printf ' -- %s  %s\n' "$(sed -n 's/^Maintainer: //p' "$deploy/debian/control")" "$(LC_ALL=C date -Rud "$time")"
}

for pair in amd64:linux-x86_64 arm64:linux-aarch64; do
    root=$target/${pair%%:*}
    rm -rf -- "$root"
    "$distribution/bin/install.sh" --prefix /usr/lib/cat-follow --destdir "$root" >/dev/null
    home=$root/usr/lib/cat-follow
    # dpkg looks after the configuration itself.
    rm -f -- "$home/conf/cat-follow.conf.installed"
    find "$home/natives" -mindepth 1 -maxdepth 1 ! -name "${pair#*:}" -exec rm -rf {} +
    # Made by jdeb, with the right target.
    rm -rf -- "${root:?}/usr/bin"
    doc=$root/usr/share/doc/cat-follow
    mkdir -p -- "$doc"
    cp -- "$deploy/debian/copyright" "$deploy/../NOTICE" "$deploy/../README.md" "$doc/"
    cp -- "$deploy"/../docs/*.md "$doc/"
    gzip -9nc "$deploy/../CHANGELOG.md" >"$doc/CHANGELOG.md.gz"
    changelog | gzip -9n >"$doc/changelog.gz"
    mkdir -p -- "$root/usr/share/lintian/overrides"
    cp -- "$deploy/debian/lintian-overrides" "$root/usr/share/lintian/overrides/cat-follow"
    chmod -R u=rwX,go=rX -- "$root"
    control=$target/control-${pair%%:*}
    mkdir -p -- "$control"
    sed "s/\[\[architecture\]\]/${pair%%:*}/" "$deploy/debian/control" >"$control/control"
    cp -- "$deploy/debian/postinst" "$deploy/debian/prerm" "$deploy/debian/postrm" \
        "$deploy/debian/triggers" "$control/"
done
