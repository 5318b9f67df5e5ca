package org.catfollow.cli.drive;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.List;
import org.catfollow.shm.slots.ControlState;
import org.catfollow.shm.slots.ObstacleKind;
import org.catfollow.shm.slots.SpeedLimit;
import org.catfollow.shm.slots.TruthKind;
import org.junit.jupiter.api.Test;

class DriveReportTest {
    private static final double NEVER = Double.NaN;
    private static final Moment TOUCH =
            new Moment(
                    Moment.Kind.TOUCH,
                    0.01,
                    12.345,
                    371,
                    ControlState.APPROACH,
                    SpeedLimit.OBSTACLE,
                    0.21,
                    0.35,
                    ObstacleKind.FURNITURE,
                    -0.01);
    private static final DriveFigures ON_CAT =
            new DriveFigures(
                    1,
                    1800,
                    true,
                    List.of(),
                    8.7,
                    11.1,
                    0.022,
                    0.078,
                    1,
                    59,
                    0.64,
                    new FollowFigures(59.5, 45, 40, 39.7, 0.995, 0, 0, null, 0.225, 0.1),
                    Rides.FINE);
    private static final DriveFigures ON_CUSHION =
            new DriveFigures(
                    2,
                    1800,
                    true,
                    List.of("followed a decoy", "touched something 2 times"),
                    NEVER,
                    NEVER,
                    NEVER,
                    NEVER,
                    NEVER,
                    59,
                    1.5,
                    new FollowFigures(59.5, 30, 30, 0, 0, 26, 23.44, TruthKind.CUSHION, 4, 3),
                    new Ride(
                            Rides.FINE.motion(),
                            new SafetyFigures(60, 1.2, NEVER, NEVER, 3, 2),
                            List.of(TOUCH)));

    @Test
    void aLineOfTheTableStandsUnderItsHeading() {
        assertThat(DriveReport.heading())
                .isEqualTo(
                        "  seed  success    sight   centred   error     p95  in sight    held  "
                                + " nearest  touches  slowed    jerk   steer  on cat         "
                                + " decoy  nothing");
        assertThat(DriveReport.line(ON_CAT))
                .isEqualTo(
                        "     1      yes    8.7 s    11.1 s   2.2 %   7.8 %     100 %  39.7 s   "
                                + " 0.55 m        0    10 %    1.25     140   100 %             "
                                + " -    0.1 s");
        assertThat(DriveReport.line(ON_CUSHION))
                .isEqualTo(
                        "     2       no        -         -       -       -         -   0.0 s   "
                                + "      -        2    10 %    1.25     140     0 % cushion"
                                + " 23.4 s    3.0 s");
    }

    @Test
    void belowADriveThatFailedStandsWhyAndWhen() {
        assertThat(DriveReport.reasons(ON_CAT)).isEmpty();
        assertThat(DriveReport.reasons(ON_CUSHION))
                .containsExactly(
                        "       failed: followed a decoy, touched something 2 times",
                        "         12.35 s, frame 371: touched furniture; APPROACH at 0.21 m/s,"
                                + " slowed by OBSTACLE; echo 0.35 m, furniture -0.01 m away");
    }

    @Test
    void theLastLinesSayHowManyFollowedWhatAndHowTheyDrove() {
        DriveReport report = new DriveReport(List.of(ON_CAT, ON_CUSHION), true, 0.4);

        assertThat(report.summary().lines())
                .containsExactly(
                        "1 of 2 drives succeeded with the cat; 1 followed a decoy, 1 something else",
                        "means: first sight 8.7 s, centred 11.1 s, error 2.2 %, p95 7.8 % of the"
                                + " width",
                        "means: slowed 10 % of the time, jerk 1.25 m/s^3, steering 140 deg/s^2;"
                                + " touches of all 2, nearest of all 0.55 m");
        assertThat(new DriveReport(List.of(ON_CUSHION), true, 0.4).summary())
                .contains("means: first sight -, centred -, error -, p95 - of the width")
                .endsWith("nearest of all -");
    }

    @Test
    void withoutACatTheLastLinesSayHowManyFollowedNothing() {
        DriveReport report = new DriveReport(List.of(ON_CUSHION), false, 0.4);

        assertThat(report.summary().lines())
                .containsExactly(
                        "0 of 1 drives succeeded without a cat; 1 followed a decoy, 1 something else",
                        "means: slowed 10 % of the time, jerk 1.25 m/s^3, steering 140 deg/s^2;"
                                + " touches of all 2");
    }

    @Test
    void jsonHasAllThatCameAbout() {
        DriveReport report = new DriveReport(List.of(ON_CAT, ON_CUSHION), true, 0.4);
        JsonObject root = JsonParser.parseString(report.json()).getAsJsonObject();

        assertThat(root.get("withCat").getAsBoolean()).isTrue();
        assertThat(root.get("successes").getAsLong()).isEqualTo(1);
        assertThat(root.get("followedDecoy").getAsLong()).isEqualTo(1);
        assertThat(root.get("followedNothingReal").getAsLong()).isEqualTo(1);
        JsonObject first = root.getAsJsonArray("figures").get(0).getAsJsonObject();
        assertThat(first.get("judged").getAsBoolean()).isTrue();
        assertThat(first.get("heldSeconds").getAsDouble()).isEqualTo(39.7);
        assertThat(first.get("lookedSeconds").getAsDouble()).isEqualTo(59);
        assertThat(first.get("onCat").getAsDouble()).isEqualTo(0.995);
        assertThat(first.has("longestDecoy")).isFalse();
        JsonObject second = root.getAsJsonArray("figures").get(1).getAsJsonObject();
        assertThat(second.has("firstSightSeconds")).isFalse();
        assertThat(second.get("longestDecoy").getAsString()).isEqualTo("cushion");
        assertThat(second.get("longestDecoySeconds").getAsDouble()).isEqualTo(23.44);
        assertThat(second.get("decoySeconds").getAsDouble()).isEqualTo(26);
        assertThat(second.get("nothingRealSeconds").getAsDouble()).isEqualTo(4);
        assertThat(second.get("longestFollowingSeconds").getAsDouble()).isEqualTo(30);
        assertThat(second.get("judgedSeconds").getAsDouble()).isEqualTo(59.5);
        assertThat(root.get("minDistanceMetres").getAsDouble()).isEqualTo(0.4);
        assertThat(root.get("touches").getAsLong()).isEqualTo(2);
        assertThat(first.get("catDrivingMetres").getAsDouble()).isEqualTo(0.55);
        assertThat(first.get("speedJerkMetresPerSecondCubed").getAsDouble()).isEqualTo(1.25);
        assertThat(first.get("steeringJerkDegreesPerSecondSquared").getAsDouble()).isEqualTo(140.4);
        assertThat(first.get("slowed").getAsDouble()).isEqualTo(0.1);
        assertThat(first.getAsJsonObject("slowedSeconds").get("OBSTACLE").getAsDouble())
                .isEqualTo(6);
        assertThat(first.getAsJsonArray("failures")).isEmpty();
        assertThat(second.has("catDrivingMetres")).isFalse();
        assertThat(second.get("touches").getAsLong()).isEqualTo(3);
        assertThat(second.getAsJsonArray("failures")).hasSize(2);
        JsonObject touch = second.getAsJsonArray("moments").get(0).getAsJsonObject();
        assertThat(touch.get("kind").getAsString()).isEqualTo("touch");
        assertThat(touch.get("frameId").getAsLong()).isEqualTo(371);
        assertThat(touch.get("seconds").getAsDouble()).isEqualTo(12.345);
        assertThat(touch.get("nearest").getAsString()).isEqualTo("FURNITURE");
    }
}
