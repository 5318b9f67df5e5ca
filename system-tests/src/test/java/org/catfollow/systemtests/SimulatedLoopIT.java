package org.catfollow.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.catfollow.systemtests.Launched.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * The loop is closed: the picture answers to the car. From a start where the cat is out of sight the
 * robot searches, finds, approaches and keeps its distance, through all the processes.
 *
 * <p>Two robots at a time, each of which takes half a core; the methods say so and not the class, so that
 * no other class's robot is a third.
 */
class SimulatedLoopIT {
    private static final String SECONDS = "30";

    private static final int TRIES = 3;

    /** All that a machine can be blamed for that is too busy: frames and answers that did not come. */
    private static final Pattern TOO_BUSY =
            Pattern.compile(
                    "failed: (held its distance for \\S+ s of \\d+|too little was looked at to say)$",
                    Pattern.MULTILINE);

    private final Instance instance = new Instance("drive");

    private Outcome drive(String... words) {
        List<String> line = new ArrayList<>(List.of("drive", "--seconds", SECONDS));
        line.addAll(List.of(words));
        return drives(line);
    }

    /** Two robots at a time may be too much just then: tried again. Whoever is blind is so each time. */
    private Outcome drives(List<String> line) {
        Outcome drive = instance.catFollow(line.toArray(String[]::new));
        for (int i = 1; i < TRIES && TOO_BUSY.matcher(drive.out()).find(); i++) {
            System.out.println("tried again:\n" + drive.out());
            drive = instance.catFollow(line.toArray(String[]::new));
        }
        return drive;
    }

    /** The model is our own, as by default: it sees the cat, and takes no decoy for one. */
    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void theRobotThatComesSeesTheCatAndFollowsItAndNothingElse() {
        Outcome drive = drive("--first-seed", "3");
        assertThat(drive.out())
                .contains("1 of 1 drives succeeded with the cat; 0 followed a decoy");
        assertThat(drive.code()).as(drive.out() + drive.err()).isZero();
        instance.assertNothingLeft();
    }

    /** Twenty seconds are enough to look all around. */
    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void theRobotThatComesFollowsNothingWhereNoCatIs() {
        Outcome drive =
                drives(List.of("drive", "--no-cat", "--first-seed", "5", "--seconds", "20"));
        assertThat(drive.out())
                .contains("1 of 1 drives succeeded without a cat; 0 followed a decoy");
        assertThat(drive.code()).as(drive.out() + drive.err()).isZero();
        instance.assertNothingLeft();
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void theCatIsFollowedWithADetectorThatIsLateAndMissesOneInTen() {
        Outcome drive =
                drive("--first-seed", "3", "--", "--model", "truth:latency-ms=200,misses=0.1");
        assertThat(drive.out()).contains("1 of 1 drives succeeded with the cat");
        assertThat(drive.code()).as(drive.out() + drive.err()).isZero();
        instance.assertNothingLeft();
    }

    /** With a seed and a time that are enough for one that sees. */
    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void aRobotThatIsBlindDoesNotSucceed() {
        Outcome drive =
                instance.start(
                                List.of(),
                                "cat-follow",
                                "drive",
                                "--first-seed",
                                "4",
                                "--seconds",
                                "20",
                                "--",
                                "--model",
                                "truth:misses=1")
                        .finish();
        assertThat(drive.out()).contains("0 of 1 drives succeeded with the cat");
        assertThat(drive.code()).isEqualTo(1);
        instance.assertNothingLeft();
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void aWrongFlagIsOneLine() {
        for (Map.Entry<String, String> flag :
                Map.of("--seeds", "0", "--seconds", "-1", "--first-seed", "x").entrySet()) {
            Outcome outcome =
                    instance.start(List.of(), "cat-follow", "drive", flag.getKey(), flag.getValue())
                            .finish();
            assertThat(outcome.code()).isEqualTo(2);
            assertThat(outcome.onlyErrorLine()).contains(flag.getKey());
        }
    }
}
