#!/usr/bin/env bash
# Called by the build (-Pdeb): lays down what goes into the package of each architecture, as install.sh lays
# it down on a machine.
#
# usage: stage.sh DEPLOY_FOLDER DISTRIBUTION TARGET_FOLDER
set -euo pipefail
deploy=$1 distribution=$2 target=$3

for pair in amd64:linux-x86_64 arm64:linux-aarch64; do
    root=$target/${pair%%:*}
    rm -rf -- "$root"
    "$distribution/bin/install.sh" --prefix /usr/lib/cat-follow --destdir "$root" >/dev/null
    home=$root/usr/lib/cat-follow
    # dpkg looks after the configuration itself.
    rm -f -- "$home/conf/cat-follow.conf.installed"
    find "$home/natives" -mindepth 1 -maxdepth 1 ! -name "${pair#*:}" -exec rm -rf {} +
    # Made by jdeb, with the right target.
    rm -rf -- "$root/usr/bin"
    doc=$root/usr/share/doc/cat-follow
    mkdir -p -- "$doc"
    cp -- "$deploy/debian/copyright" "$deploy/../NOTICE" "$deploy/../README.md" "$doc/"
    cp -- "$deploy"/../docs/*.md "$doc/"
    gzip -9nc "$deploy/../CHANGELOG.md" >"$doc/changelog.gz"
    chmod -R u=rwX,go=rX -- "$root"
    control=$target/control-${pair%%:*}
    mkdir -p -- "$control"
    sed "s/\[\[architecture\]\]/${pair%%:*}/" "$deploy/debian/control" >"$control/control"
    cp -- "$deploy/debian/postinst" "$deploy/debian/prerm" "$deploy/debian/postrm" \
        "$deploy/debian/triggers" "$control/"
done
