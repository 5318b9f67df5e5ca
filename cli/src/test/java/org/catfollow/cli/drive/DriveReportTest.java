package org.catfollow.cli.drive;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.List;
import org.catfollow.shm.slots.TruthKind;
import org.junit.jupiter.api.Test;

class DriveReportTest {
    private static final double NEVER = Double.NaN;
    private static final DriveFigures ON_CAT =
            new DriveFigures(
                    1,
                    1800,
                    true,
                    true,
                    8.7,
                    11.1,
                    0.022,
                    0.078,
                    1,
                    59,
                    0.64,
                    new FollowFigures(59.5, 45, 40, 39.7, 0.995, 0, 0, null, 0.225, 0.1));
    private static final DriveFigures ON_CUSHION =
            new DriveFigures(
                    2,
                    1800,
                    true,
                    false,
                    NEVER,
                    NEVER,
                    NEVER,
                    NEVER,
                    NEVER,
                    59,
                    1.5,
                    new FollowFigures(59.5, 30, 30, 0, 0, 26, 23.44, TruthKind.CUSHION, 4, 3));

    @Test
    void aLineOfTheTableStandsUnderItsHeading() {
        assertThat(DriveReport.heading())
                .isEqualTo(
                        "  seed  success    sight   centred   error     p95  in sight    held  "
                                + " nearest  on cat          decoy  nothing");
        assertThat(DriveReport.line(ON_CAT))
                .isEqualTo(
                        "     1      yes    8.7 s    11.1 s   2.2 %   7.8 %     100 %  39.7 s   "
                                + " 0.64 m   100 %              -    0.1 s");
        assertThat(DriveReport.line(ON_CUSHION))
                .isEqualTo(
                        "     2       no        -         -       -       -         -   0.0 s   "
                                + " 1.50 m     0 % cushion 23.4 s    3.0 s");
    }

    @Test
    void theLastLineSaysHowManyFollowedWhat() {
        DriveReport report = new DriveReport(List.of(ON_CAT, ON_CUSHION), true);

        assertThat(report.summary())
                .startsWith(
                        "1 of 2 drives followed the cat; 1 followed a decoy, 1 something else;"
                                + " means: first sight 8.7 s, ")
                .endsWith("p95 7.8 % of the width; nearest of all 0.64 m");
        assertThat(new DriveReport(List.of(ON_CUSHION), true).summary())
                .endsWith(
                        "means: first sight -, centred -, error -, p95 - of the width; nearest of"
                                + " all 1.50 m");
    }

    @Test
    void withoutACatTheLastLineSaysHowManyFollowedNothing() {
        DriveReport report = new DriveReport(List.of(ON_CUSHION), false);

        assertThat(report.summary())
                .isEqualTo("0 of 1 drives followed nothing; 1 followed a decoy, 1 something else");
    }

    @Test
    void jsonHasAllThatCameAbout() {
        DriveReport report = new DriveReport(List.of(ON_CAT, ON_CUSHION), true);
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
    }
}
