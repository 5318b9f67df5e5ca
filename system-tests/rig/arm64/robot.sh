# shellcheck shell=bash disable=SC2154 # shares its variables with the scripts beside it
# The part `robot`: the default one, in the simulator, with the built-in model. Sourced by run.sh.

check_robot() {
    # In this seed's world the cat is in sight.
    if robot_up robot --sim-seed 4; then
        await_each robot "$advice" has_frames has_cat has_track has_commands || true
        check robot.stat "robot: cat-follow stat" "$advice" look || true
        check robot.alive "robot: five heartbeats" "$advice" all_alive || true
        check robot.torn "robot: no torn frame, none of wrong content" \
            "mismatched: a bug in the ring, report it; torn: too slow, try --rate 2" nothing_torn || true
        check robot.events "robot: the journal is read back" "$advice" has_events || true
        check robot.status "robot: no stage was started again" "$advice" none_restarted || true
    fi
    robot_down robot
}
