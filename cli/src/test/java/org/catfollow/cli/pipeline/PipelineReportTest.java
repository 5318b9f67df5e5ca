package org.catfollow.cli.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.List;
import org.catfollow.shm.layout.Role;
import org.junit.jupiter.api.Test;

class PipelineReportTest {
    private static RunFigures run(double motion, double restart) {
        RunFigures figures = new RunFigures();
        figures.set(Figure.MOTION_P50, motion);
        figures.set(Role.TRACKER, StageFigure.RESTART_P50, restart);
        return figures;
    }

    @Test
    void aRowShowsEachRunAndTheMedian() {
        PipelineReport report = new PipelineReport(List.of(run(9, 1), run(3, 2), run(4, 3)));
        assertThat(report.lines())
                .anyMatch(
                        line ->
                                line.matches(
                                        "capture to motion, p50, ms +9\\.00 +3\\.00 +4\\.00 +4\\.00"))
                .anyMatch(line -> line.matches("tracker( +-){4} +2 +-"));
    }

    @Test
    void whatNoRunMeasuredHasNoRow() {
        PipelineReport report = new PipelineReport(List.of(run(9, 1)));
        assertThat(report.lines()).noneMatch(line -> line.contains("inference"));
    }

    @Test
    void aStageThatNeverCameBackSaysSo() {
        PipelineReport report = new PipelineReport(List.of(run(9, Double.POSITIVE_INFINITY)));
        assertThat(report.lines()).anyMatch(line -> line.matches("tracker.* never .*"));
    }

    @Test
    void nothingMeasuredIsNoTable() {
        assertThat(new PipelineReport(List.of()).lines()).containsExactly("nothing was measured");
    }

    @Test
    void jsonHoldsTheMachineAndEachRun() {
        JsonObject machine = new JsonObject();
        machine.addProperty("cpu", "one of ours");
        JsonObject json =
                JsonParser.parseString(new PipelineReport(List.of(run(9, 1))).json(machine))
                        .getAsJsonObject();
        assertThat(json.getAsJsonObject("environment").get("cpu").getAsString())
                .isEqualTo("one of ours");
        JsonObject first = json.getAsJsonArray("runs").get(0).getAsJsonObject();
        assertThat(first.get("MOTION_P50").getAsDouble()).isEqualTo(9);
        assertThat(first.getAsJsonObject("stages").getAsJsonObject("tracker").get("RESTART_P50"))
                .hasToString("1.0");
    }

    @Test
    void aStageThatNeverCameBackIsNullInJson() {
        String json =
                new PipelineReport(List.of(run(9, Double.POSITIVE_INFINITY)))
                        .json(new JsonObject());
        assertThat(json).contains("\"RESTART_P50\": null").doesNotContain("Infinity");
    }

    @Test
    void theRestIsWhatNeitherInferenceNorDrawingTook() {
        RunFigures figures = new RunFigures();
        figures.set(Figure.PROCESSOR, 60);
        figures.set(Figure.INFERENCE, 25);
        figures.set(Figure.DRAWING, 15);
        figures.setRest();
        assertThat(figures.get(Figure.REST)).hasValue(20);
    }

    @Test
    void theMedianOfAnEvenNumberLiesInTheMiddle() {
        assertThat(Medians.of(List.of(4.0, 1.0, 3.0, 2.0))).isEqualTo(2.5);
    }
}
