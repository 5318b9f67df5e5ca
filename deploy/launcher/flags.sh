# shellcheck shell=bash disable=SC2034,SC2154 # shares its variables with the script that sources it
# Which flag of `up` goes to which stage: by conf/stage-flags.tsv, which the build makes from the
# stages' own commands. Sourced by launch.sh.

declare -A flag_arity=() flag_stages=()
# What each stage gets, in the order given.
declare -a capture_flags=() tracker_flags=() detector_flags=() control_flags=() guard_flags=() region_flags=()
# The view is there only when asked for.
declare -a view_flags=()
views_own=''
# What concerns the launcher itself, and the recorder.
declare -a launcher_flags=() recorder_flags=()
record_folder='' record_format=jpeg record_buffer=64 no_recorder='' journal_folder=

read_flag_table() {
    local table=$distribution/conf/stage-flags.tsv flag arity known
    [[ -r $table ]] || fail 1 "no $table; build the distribution with \`mvn -DskipTests package\`"
    while IFS=$'\t' read -r flag arity known; do
        [[ $flag == -* ]] || continue
        flag_arity[$flag]=${arity%%..*}
        flag_stages[$flag]=$known
    done <"$table"
}

# nearest_flag FLAG: prints the known flag with the fewest changed letters (Levenshtein distance).
nearest_flag() {
    printf '%s\n' "${!flag_arity[@]}" --foreground --name --no-guard --view --record \
        --record-format --record-buffer-mb --no-recorder | sort | awk -v wanted="$1" '
        function least(a, b, c) { return a < b ? (a < c ? a : c) : (b < c ? b : c) }
        function distance(s, t,   i, j, row, diagonal, above) {
            for (j = 0; j <= length(t); j++) row[j] = j
            for (i = 1; i <= length(s); i++) {
                diagonal = row[0]
                row[0] = i
                for (j = 1; j <= length(t); j++) {
                    above = row[j]
                    row[j] = least(above + 1, row[j - 1] + 1,
                        diagonal + (substr(s, i, 1) != substr(t, j, 1)))
                    diagonal = above
                }
            }
            return row[length(t)]
        }
        { d = distance(wanted, $0); if (NR == 1 || d < best) { best = d; nearest = $0 } }
        END { print nearest }'
}

# route FLAG WORD...: hands a flag with its values to every stage that knows it.
route() {
    local flag=$1 stage
    shift
    local -a known
    IFS=, read -ra known <<<"${flag_stages[$flag]}"
    for stage in "${known[@]}"; do
        local -n flags=${stage}_flags
        flags+=("$@")
    done
    [[ ${flag_stages[$flag]} != view ]] || views_own=$flag
    # The tool that makes the region, where one lies there already, knows no others.
    case $flag in
        --slots | --slot-width | --slot-height) region_flags+=("$@") ;;
        --journal) journal_folder=${*: -1} && journal_folder=${journal_folder#--journal=} ;;
    esac
}

# route_flags ARGUMENT...: sorts the flags of `up`; sets foreground.
route_flags() {
    local flag arity value
    foreground=
    read_flag_table
    while (($# > 0)); do
        flag=${1%%=*}
        if [[ $1 == --foreground ]]; then
            foreground=yes
            shift
        elif [[ $1 == --no-guard ]]; then
            launcher_flags+=(--no-guard)
            # Control too is to know that nobody watches it.
            [[ -z ${flag_stages[--no-guard]:-} ]] || route --no-guard --no-guard
            shift
        elif [[ $1 == --view ]]; then
            launcher_flags+=(--view)
            use_view
            shift
        elif [[ $flag == @(--record|--record-format|--record-buffer-mb) ]]; then
            [[ $1 == *=* ]] || (($# > 1)) || fail 2 "up: $flag needs a value"
            [[ $1 == *=* ]] || set -- "$1=$2" "${@:3}"
            case $flag in
                --record) record_folder=${1#*=} ;;
                --record-format) record_format=${1#*=} ;;
                *) record_buffer=${1#*=} ;;
            esac
            shift
        elif [[ $1 == --no-recorder ]]; then
            no_recorder=yes
            shift
        elif [[ $1 != -* ]]; then
            fail 2 "up: '$1' is no flag; values follow their flag"
        elif [[ -z ${flag_arity[$flag]:-} ]]; then
            fail 2 "up: unknown flag $flag; nearest is $(nearest_flag "$flag")"
        elif [[ $1 == *=* ]]; then
            route "$flag" "$1"
            shift
        else
            arity=${flag_arity[$flag]}
            (($# > arity)) || fail 2 "up: $flag needs a value"
            route "$flag" "${@:1:1+arity}"
            shift $((1 + arity))
        fi
    done
    [[ -z $views_own || " ${stages[*]} " == *" view "* ]] || fail 2 "up: $views_own is for the view; add --view"
    # What the configuration says about it counts as if it were given.
    if [[ " ${launcher_flags[*]} " != *" --no-guard "* ]] && config_value control no-guard && [[ $value == true ]]; then
        launcher_flags+=(--no-guard)
    fi
}

# Writes what route_flags found, for the launcher to read at each start of a stage.
write_flags() {
    local stage value
    # Beside the logs, unless somebody says where; `down` leaves it there.
    if [[ -n ${flag_stages[--journal]:-} && ! " ${control_flags[*]} " =~ \ --journal[=\ ] ]]; then
        if config_value robot journal; then
            journal_folder=$value
        else
            route --journal --journal "$state/journal"
        fi
    fi
    [[ " ${view_flags[*]} " =~ \ --token(-file)?[=\ ] ]] || view_flags+=(--token-file "$state/view.token")
    view_flags+=(--beat-file "$region.view" --address-file "$state/view.address")
    recorder_flags_of_up
    for stage in "${stages[@]}" region launcher recorder; do
        # shellcheck disable=SC2178 # a name for an array
        local -n flags=${stage}_flags
        # printf would write one empty word for an empty list.
        : >"$state/$stage.args"
        ((${#flags[@]} == 0)) || printf '%s\0' "${flags[@]}" >"$state/$stage.args"
    done
}
