package org.catfollow.cli.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.List;
import org.junit.jupiter.api.Test;

class FaultsReportTest {
    private static final double NEVER = Double.POSITIVE_INFINITY;
    private static final FaultFigures GOOD =
            new FaultFigures(Fault.STOP_PRESSED, List.of(4.0, 21.4, 9.0), "");
    private static final FaultFigures LATE =
            new FaultFigures(Fault.CONTROL_KILLED, List.of(90.0, 200.5), "");
    private static final FaultFigures STUCK =
            new FaultFigures(Fault.CLIFF, List.of(60.0, NEVER), "");
    private static final FaultFigures ENDED =
            new FaultFigures(Fault.REGION_CUT, List.of(), "the robot does not drive again");

    @Test
    void aLineOfTheTableStandsUnderItsHeading() {
        assertThat(FaultsReport.heading())
                .isEqualTo(
                        "fault                                    the robot          trials      "
                                + " p50       p99       max     limit  held");
        assertThat(FaultsReport.line(GOOD))
                .isEqualTo(
                        "STOP pressed                             stands                  3      9"
                                + " ms     21 ms     21 ms    100 ms  yes");
        assertThat(FaultsReport.line(STUCK)).contains("never").endsWith("260 ms  NO");
        assertThat(FaultsReport.line(ENDED)).endsWith("NO: the robot does not drive again");
    }

    @Test
    void aLimitIsBrokenByOneTrialThatIsLater() {
        assertThat(GOOD.held()).isTrue();
        assertThat(LATE.held()).isFalse();
        assertThat(STUCK.held()).isFalse();
        assertThat(ENDED.held()).isFalse();
        assertThat(new FaultFigures(Fault.CONTROL_KILLED, List.of(200.0), "").held()).isTrue();
        assertThat(new FaultFigures(Fault.CONTROL_KILLED, List.of(), "").held())
                .as("what was not tried did not hold")
                .isFalse();
    }

    @Test
    void theLastLineCountsWhatBroke() {
        assertThat(new FaultsReport(List.of(GOOD)).summary())
                .isEqualTo("every limit held: 1 faults");
        assertThat(new FaultsReport(List.of(GOOD, LATE, STUCK)).summary())
                .isEqualTo("2 of 3 limits broken");
        assertThat(new FaultsReport(List.of()).held()).isFalse();
    }

    @Test
    void whatCouldNotBeTriedSaysWhyAndBreaksNoLimit() {
        FaultFigures skipped = FaultFigures.skipped(Fault.CLOCK_BACK, "there is no clock");
        assertThat(FaultsReport.line(skipped)).endsWith("skipped: there is no clock");
        FaultsReport report = new FaultsReport(List.of(GOOD, skipped));
        assertThat(report.held()).isTrue();
        assertThat(report.summary()).isEqualTo("every limit held: 1 faults, 1 skipped");
        assertThat(report.json()).contains("there is no clock");
        assertThat(new FaultsReport(List.of(skipped)).held()).as("nothing was tried").isFalse();
    }

    @Test
    void jsonHasEveryTrialAndTheReasonOfTheLimit() {
        JsonObject root =
                JsonParser.parseString(new FaultsReport(List.of(GOOD, STUCK, ENDED)).json())
                        .getAsJsonObject();
        assertThat(root.get("held").getAsBoolean()).isFalse();
        JsonObject good = root.getAsJsonArray("faults").get(0).getAsJsonObject();
        assertThat(good.get("fault").getAsString()).isEqualTo("STOP_PRESSED");
        assertThat(good.get("p50Millis").getAsDouble()).isEqualTo(9.0);
        assertThat(good.getAsJsonArray("millis")).hasSize(3);
        assertThat(good.get("limitReason").getAsString()).isNotEmpty();
        JsonObject stuck = root.getAsJsonArray("faults").get(1).getAsJsonObject();
        assertThat(stuck.get("maxMillis").getAsString()).isEqualTo("never");
        JsonObject ended = root.getAsJsonArray("faults").get(2).getAsJsonObject();
        assertThat(ended.has("p50Millis")).isFalse();
        assertThat(ended.get("failure").getAsString()).contains("does not drive");
    }

    @Test
    void everyFaultHasALimitWithItsReason() {
        for (Fault fault : Fault.values()) {
            assertThat(fault.reason()).as(fault.name()).isNotEmpty();
            assertThat(fault.limitMillis() > 0 || fault.expectation() == Expectation.GOES_ON)
                    .as(fault.name())
                    .isTrue();
            assertThat(fault.title().length()).as(fault.name()).isLessThanOrEqualTo(40);
        }
    }
}
