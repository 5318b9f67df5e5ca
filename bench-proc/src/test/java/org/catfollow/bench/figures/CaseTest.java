package org.catfollow.bench.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class CaseTest {
    private static Histogram histogram(long... nanos) {
        Histogram histogram = new Histogram(1_000_000_000, 3);
        for (long value : nanos) {
            histogram.recordValue(value);
        }
        return histogram;
    }

    private static Turn turn(long wrong, long... latencyNanos) {
        int seen = latencyNanos.length;
        return new Turn(
                histogram(latencyNanos),
                histogram(40_000),
                histogram(5_000),
                seen,
                seen,
                1,
                wrong,
                1_000_000_000,
                2_000_000_000,
                100_000_000,
                10_000_000);
    }

    private static Case of(Row... rows) {
        return new Case(1, 200, "c", List.of(rows));
    }

    @Test
    void aFigureIsTheMedianOfItsTurns() {
        Row row = new Row("ring", 1, List.of(turn(0, 30_000), turn(0, 900_000), turn(0, 20_000)));

        assertThat(row.latencyMicros(50)).isBetween(29.9, 30.1);
    }

    @Test
    void ofAnEvenNumberOfTurnsItIsTheMeanOfTheTwoInTheMiddle() {
        Row row = new Row("ring", 1, List.of(turn(0, 10_000), turn(0, 20_000)));

        assertThat(row.latencyMicros(50)).isBetween(14.9, 15.1);
    }

    @Test
    void aRatioIsThatOfTheMedians() {
        Row ring = new Row("ring", 1, List.of(turn(0, 30_000)));
        Row floor = new Row("c", 1, List.of(turn(0, 20_000)));

        assertThat(of(ring, floor).ratio(ring, 50).orElseThrow()).isBetween(1.49, 1.51);
    }

    @Test
    void withoutAFloorThereIsNoRatio() {
        Row ring = new Row("ring", 1, List.of(turn(0, 30_000)));

        assertThat(of(ring).ratio(ring, 50)).isEmpty();
        assertThat(TableReport.of(of(ring))).contains(" - ");
    }

    @Test
    void whoSawNothingHasNoFigureAndNoRatio() {
        Row blind = new Row("socket", 1, List.of(turn(0)));
        Row floor = new Row("c", 1, List.of(turn(0, 20_000)));

        assertThat(blind.latencyMicros(50)).isNaN();
        assertThat(of(blind, floor).ratio(blind, 50)).isEmpty();
        JsonObject row =
                JsonResult.of(new JsonObject(), List.of(of(blind, floor)))
                        .getAsJsonArray("cases")
                        .get(0)
                        .getAsJsonObject()
                        .getAsJsonArray("rows")
                        .get(0)
                        .getAsJsonObject();
        assertThat(row.has("p50Micros")).isFalse();
        assertThat(row.get("lost").getAsLong()).isEqualTo(1);
    }

    @Test
    void processorTimeIsSetAgainstTheWholeTurnAndFramesAgainstTheSending() {
        Turn turn = turn(0, 1_000, 1_000, 1_000, 1_000);

        assertThat(turn.senderPercent()).isEqualTo(5);
        assertThat(turn.receiverPercent()).isEqualTo(0.5);
        assertThat(turn.senderMicrosPerFrame()).isEqualTo(25_000);
        assertThat(turn.sentPerSecond()).isEqualTo(4);
        assertThat(turn.seenPerSecond(2)).isEqualTo(2);
    }

    @Test
    void framesOfAnotherIdAreLoudInTheTableAndMakeTheCaseUnsound() {
        Case wrong = of(new Row("ring", 1, List.of(turn(2, 1_000), turn(1, 1_000))));

        assertThat(wrong.isSound()).isFalse();
        assertThat(TableReport.of(wrong)).contains("ring: 3 WRONG FRAMES");
    }

    @Test
    void theTableNamesReadersRateAndTurns() {
        Row ring = new Row("ring", 10, List.of(turn(0, 30_000)));

        assertThat(TableReport.of(new Case(10, 0, "", List.of(ring))))
                .startsWith("10 readers, flat out (medians of 1 turns");
        assertThat(TableReport.of(new Case(1, 30, "", List.of(ring))))
                .startsWith("1 reader, 30 frames/s");
        assertThat(TableReport.of(new Case(1, 7.5, "", List.of(ring)))).contains("7.5 frames/s");
    }

    @Test
    void aRowHasATurn() {
        assertThatThrownBy(() -> new Row("ring", 1, List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
