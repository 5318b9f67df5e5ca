package org.catfollow.systemtests.hat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.catfollow.shm.slots.ControlState;

/** A hand drives, and the log is what was derived by hand from the vendor's figures. */
final class ByHand {
    /** Of the calibration in {@code straight.properties}: half of its highest speed. */
    static final double HALF = 0.15;

    private static final List<String> ZERO = List.of("2D=0", "2C=0");
    private static final int MOST_TRIES = 5;
    private static final Duration ANSWER = Duration.ofSeconds(5);

    /** Nothing was written for so long: nothing more comes of what was said. */
    private static final Duration QUIET = Duration.ofMillis(300);

    private final Robot robot;
    private final Path texts;
    private final Derivation driven;
    private final Derivation vendors;

    ByHand(Robot robot, Path texts) throws IOException {
        this.robot = robot;
        this.texts = texts;
        this.driven = new Derivation(texts.resolve("forward-50-steer-20-stop.txt"));
        this.vendors = new Derivation(texts.resolve("vendors-calibration.txt"));
    }

    /** Of the control that was started first, from its first register on. */
    String vendorsCalibration() {
        // For the next one.
        robot.calibrate(texts.resolve("straight.properties"));
        List<String> start = vendors.section("start");
        robot.comes(ANSWER, () -> written(0).size() >= start.size());
        settle();
        List<String> log = onceZero(written(0));
        vendors.requireSame("start", log.subList(0, Math.min(start.size(), log.size())));
        return undisturbed(
                () -> {
                    String forward = say("forward", vendors, new Hand.Wish(HALF, 0, 0, 0));
                    stop();
                    return String.join(" ", start) + ", " + forward;
                });
    }

    /** A first period that is late, as a JVM's may be, stops the wheels once more. */
    private static List<String> onceZero(List<String> log) {
        List<String> lines = new ArrayList<>(log);
        int i = 0;
        while (i + 3 < lines.size()) {
            boolean again = lines.subList(i, i + 2).equals(ZERO);
            if (again && lines.subList(i + 2, i + 4).equals(ZERO)) {
                lines.subList(i, i + 2).clear();
            } else {
                i++;
            }
        }
        return lines;
    }

    String drive() {
        return undisturbed(
                () -> {
                    String forward = say("forward 50", driven, new Hand.Wish(HALF, 0, 0, 0));
                    String steer = say("steer 20", driven, new Hand.Wish(HALF, 20, 0, 0));
                    long mark = robot.log().mark();
                    stop();
                    driven.requireSame("stop", written(mark));
                    return forward + ", " + steer + ", " + String.join(" ", written(mark));
                });
    }

    String panAndTilt() {
        return undisturbed(
                () -> {
                    String pan = say("pan 20", driven, new Hand.Wish(0, 0, 20, 0));
                    String tilt = say("tilt 10", driven, new Hand.Wish(0, 0, 20, 10));
                    return pan + ", " + tilt;
                });
    }

    /**
     * Does something with a robot that stands and has nothing to do, again where the guard took the wheels
     * meanwhile, or control was late: that is written too, and right on a machine that is too busy.
     */
    private String undisturbed(Supplier<String> what) {
        for (int i = 1; ; i++) {
            asAtFirst();
            robot.makeIdle();
            settle();
            long before = robot.disturbances();
            try {
                return what.get();
            } catch (RigFailure e) {
                if (i == MOST_TRIES || robot.disturbances() == before) {
                    throw e;
                }
            }
        }
    }

    /** It was driven backwards, so that both pins have to turn, and stands; the servos are in the middle. */
    private void asAtFirst() {
        robot.letGo();
        robot.makeIdle();
        robot.want(new Hand.Wish(-HALF, 0, 0, 0));
        robot.await("the wheels to turn", this::turn);
        settle();
        robot.want(new Hand.Wish(0, 0, 0, 0));
        robot.await("the wheels to stand", () -> !turn());
        settle();
        robot.letGo();
    }

    private boolean turn() {
        robot.watch().look();
        return robot.watch().turning();
    }

    private void stop() {
        robot.run("cat-follow", "send", "stop");
        robot.await("STOP", () -> robot.status().state == ControlState.STOPPED);
        settle();
    }

    /** Wants something, and compares what comes of it. */
    private String say(String heading, Derivation derivation, Hand.Wish wish) {
        long mark = robot.log().mark();
        robot.want(wish);
        int lines = derivation.section(heading).size();
        robot.comes(ANSWER, () -> written(mark).size() >= lines);
        settle();
        derivation.requireSame(heading, written(mark));
        return String.join(" ", written(mark));
    }

    private void settle() {
        long[] last = {robot.log().mark(), System.nanoTime()};
        int[] lines = {-1};
        robot.await(
                "control to have written all",
                () -> {
                    int now = written(last[0]).size();
                    if (now != lines[0]) {
                        lines[0] = now;
                        last[1] = System.nanoTime();
                    }
                    return System.nanoTime() - last[1] > QUIET.toNanos();
                });
    }

    private List<String> written(long mark) {
        return robot.log().written(mark, robot.control().pid());
    }
}
