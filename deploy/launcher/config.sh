# shellcheck shell=bash
# What the scripts themselves need from the configuration file: the processes read it on their own
# (org.catfollow.runtime.config, whose rules these are), after the command line and the environment.
# Sourced by launch.sh and by distribution.sh.

# find_config ARGUMENT...: sets config to the file that counts, empty where there is none.
find_config() {
    local word previous='' own=${XDG_CONFIG_HOME:-${HOME:+$HOME/.config}}
    config=${CAT_FOLLOW_CONFIG:-}
    for word in "$@"; do
        if [[ $word == --config=* ]]; then
            config=${word#*=}
        elif [[ $previous == --config ]]; then
            config=$word
        fi
        previous=$word
    done
    if [[ $config == none ]]; then
        config=
    elif [[ -z $config ]]; then
        for config in ${own:+"$own/cat-follow/cat-follow.conf"} /etc/cat-follow/cat-follow.conf ''; do
            [[ ! -e $config ]] || break
        done
    fi
}

# read_config_file: sets config_lines, value by key. What is wrong is said by the processes.
read_config_file() {
    local line key value
    declare -gA config_lines=()
    [[ -n $config && -r $config && ! -d $config ]] || return 0
    while IFS= read -r line || [[ -n $line ]]; do
        [[ $line =~ ^[[:space:]]*([A-Za-z][^=[:space:]\"]*)[[:space:]]*=[[:space:]]*(.*)$ ]] || continue
        key=${BASH_REMATCH[1]}
        value=${BASH_REMATCH[2]}
        if [[ $value =~ ^\"([^\"]*)\" ]]; then
            value=${BASH_REMATCH[1]}
        elif [[ " $value" =~ ^(.*[^[:space:]]|)[[:space:]]+# ]]; then
            value=${BASH_REMATCH[1]}
        fi
        # Without the blanks around it.
        value=${value#"${value%%[![:space:]]*}"}
        value=${value%"${value##*[![:space:]]}"}
        # The first word for a key, as the processes have it, which refuse a second.
        [[ -n ${config_lines[$key]+said} ]] || config_lines[$key]=$value
    done <"$config"
}

# config_value SECTION NAME: sets value to what environment or file say; fails where neither does.
config_value() {
    local variable=${1^^}_${2^^}
    variable=CAT_FOLLOW_${variable//-/_}
    value=${!variable:-${config_lines[$1.$2]:-}}
    [[ -n $value ]]
}

# use_config ARGUMENT...: finds and reads the file, and puts what concerns the scripts into the
# environment, where they and the processes look for it. Says which came from the file.
use_config() {
    local name variable
    find_config "$@"
    read_config_file
    for name in java-home shm-dir state-dir models ready-seconds hang-seconds restart-budget cpus log-level; do
        variable=${name^^}
        variable=CAT_FOLLOW_${variable//-/_}
        if [[ -z ${!variable:-} && -n ${config_lines[launcher.$name]:-} ]]; then
            export "$variable=${config_lines[launcher.$name]}"
            export CAT_FOLLOW_FROM_FILE="${CAT_FOLLOW_FROM_FILE:-} $variable"
        fi
    done
}
