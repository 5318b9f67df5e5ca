package org.catfollow.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.catfollow.detector.decode.BoxLimits;
import org.catfollow.detector.gate.GateSettings;
import org.catfollow.detector.heads.ModelType;
import org.catfollow.detector.looks.LookSettings;
import org.catfollow.detector.schedule.ScheduleSettings;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;
import org.catfollow.runtime.vision.RegionOfInterest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class DetectorOptionsTest {
    private static DetectorConfig parse(String... arguments) {
        DetectorOptions options = new DetectorOptions();
        new CommandLine(options).setCaseInsensitiveEnumValuesAllowed(true).parseArgs(arguments);
        return options.toConfig();
    }

    @Test
    void looksForCatsWithoutFlags() {
        DetectorConfig config = parse();
        assertThat(config.model()).hasFileName("cat-sim.tflite").isRegularFile();
        assertThat(config.labels()).isNull();
        assertThat(config.classes()).containsExactly("cat");
        assertThat(config.minScore()).isEqualTo(0.5f);
        assertThat(config.schedule()).isEqualTo(ScheduleSettings.EVERY_FRAME);
        assertThat(config.gates()).isEqualTo(GateSettings.NONE);
        assertThat(config.looks()).isEqualTo(LookSettings.USUAL);
        assertThat(config.threads()).isEqualTo(1);
        assertThat(config.xnnpack()).isTrue();
    }

    @Test
    void aFileOfThatNameInTheWorkingFolderIsNotTheDefault() throws IOException {
        Path inTheWay = Files.writeString(Path.of("cat-sim"), "not it");
        try {
            assertThat(parse().model()).hasFileName("cat-sim.tflite").isRegularFile();
            assertThat(parse("--model", "cat-sim").model()).isEqualTo(inTheWay);
        } finally {
            Files.delete(inTheWay);
        }
    }

    @Test
    void readsAllFlags() {
        DetectorConfig config =
                parse(
                        "--model",
                        "m.tflite",
                        "--labels",
                        "l.txt",
                        "--classes",
                        "cat, traffic light",
                        "--min-score",
                        "0.35",
                        "--every",
                        "2..6",
                        "--budget-ms",
                        "40",
                        "--cpu-share",
                        "0.5",
                        "--max-age-ms",
                        "700",
                        "--gate",
                        "motion",
                        "--gate",
                        "anomaly=room.tflite",
                        "--anomaly-threshold",
                        "0.02",
                        "--gate-cool-down-ms",
                        "3000",
                        "--threads",
                        "2",
                        "--no-xnnpack");
        assertThat(config.model()).isEqualTo(Path.of("m.tflite"));
        assertThat(config.labels()).isEqualTo(Path.of("l.txt"));
        assertThat(config.classes()).containsExactly("cat", "traffic light");
        assertThat(config.minScore()).isEqualTo(0.35f);
        assertThat(config.schedule()).isEqualTo(new ScheduleSettings(2, 6, 40, 0.5, 700));
        assertThat(config.gates())
                .isEqualTo(new GateSettings(true, Path.of("room.tflite"), 0.02, 3_000));
        assertThat(config.threads()).isEqualTo(2);
        assertThat(config.xnnpack()).isFalse();
    }

    @Test
    void leavesHowAModelIsReadToTheModelWithoutFlags() {
        assertThat(parse().decode()).isEqualTo(DecodeSettings.USUAL);
    }

    @Test
    void readsTheFlagsOfHowAModelIsRead() {
        DecodeSettings settings =
                parse(
                                "--model-type=yolox",
                                "--class-score=cat=0.4,teddy bear=0.7",
                                "--min-area=0.01",
                                "--max-area=0.8",
                                "--min-aspect=0.2",
                                "--max-aspect=5",
                                "--nms-iou=0.6")
                        .decode();
        assertThat(settings.modelType()).isEqualTo(ModelType.YOLOX);
        assertThat(settings.classScores()).isEqualTo(Map.of("cat", 0.4f, "teddy bear", 0.7f));
        assertThat(settings.limits()).isEqualTo(new BoxLimits(0.01f, 0.8f, 0.2f, 5f));
        assertThat(settings.maxOverlap()).isEqualTo(0.6f);
    }

    @Test
    void refusesLimitsThatLeaveNothing() {
        assertThatThrownBy(() -> parse("--min-area=0.5", "--max-area=0.4"))
                .isInstanceOf(StageFailure.class)
                .hasMessage("--min-area 0.5 is above --max-area 0.4");
        assertThatThrownBy(() -> parse("--min-aspect=3", "--max-aspect=2"))
                .isInstanceOf(StageFailure.class)
                .hasMessage("--min-aspect 3.0 is above --max-aspect 2.0");
    }

    @Test
    void readsWhereTheModelLooks() {
        assertThat(
                        parse(
                                        "--model=m.tflite",
                                        "--detect-roi=0,.25,1,.5",
                                        "--no-second-look",
                                        "--second-look-ms=700")
                                .looks())
                .isEqualTo(new LookSettings(new RegionOfInterest(0, .25, 1, .5), false, 700));
    }

    @Test
    void refusesARegionWhereNoModelLooks() {
        for (String model : List.of("--model=truth:", "--model=test:", "--model=none")) {
            assertThatThrownBy(() -> parse(model, "--detect-roi=0,0,1,.5"))
                    .isInstanceOf(StageFailure.class)
                    .hasMessageStartingWith("--detect-roi has no meaning ")
                    .hasMessageEndingWith("; it is the part of the picture that a model looks at");
        }
    }

    @Test
    void givesTheClassesOfAGroupOneByOne() {
        assertThat(parse("--classes", "cat+dog, person").singleClasses())
                .containsExactly("cat", "dog", "person");
    }

    @ParameterizedTest
    @CsvSource({
        "--min-area,1.5",
        "--max-area,NaN",
        "--min-aspect,-1.0",
        "--nms-iou,2.0",
        "--min-score,1.5",
        "--min-score,-0.1",
        "--min-score,NaN",
        "--every,0",
        "--every,1001",
        "--every,often",
        "--budget-ms,0",
        "--budget-ms,60001",
        "--cpu-share,0.0",
        "--cpu-share,1.1",
        "--cpu-share,NaN",
        "--max-age-ms,0",
        "--gate,movement",
        "--anomaly-threshold,0.0",
        "--anomaly-threshold,NaN",
        "--gate-cool-down-ms,-1",
        "--threads,0",
        "--threads,65",
        "--second-look-ms,0",
        "--second-look-ms,60001",
        "--detect-roi,0;0;1",
        "--detect-roi,half",
        "--labels,l.txt"
    })
    void refusesValuesOutsideWithTheFlagInTheMessage(String flag, String value) {
        assertThatThrownBy(() -> parse(flag, value))
                .asInstanceOf(type(StageFailure.class))
                .satisfies(f -> assertThat(f.exitCode()).isEqualTo(ExitCode.USAGE))
                .satisfies(f -> assertThat(f.getMessage()).startsWith(flag).contains(value));
    }

    @Test
    void refusesAGateWhereThereIsNoModelToSave() {
        assertThatThrownBy(() -> parse("--gate", "motion", "--model", "none"))
                .isInstanceOf(StageFailure.class)
                .hasMessage("--gate has no meaning for --model none; it saves the work of a model");
        assertThatThrownBy(() -> parse("--gate", "motion", "--model", "truth:"))
                .isInstanceOf(StageFailure.class)
                .hasMessageStartingWith("--gate has no meaning for --model truth:");
    }

    @Test
    void runsWithoutAModelWhenAskedTo() {
        assertThat(parse("--model", "none").model()).isNull();
        assertThatThrownBy(() -> parse("--model", "none", "--labels", "l.txt"))
                .isInstanceOf(StageFailure.class)
                .hasMessage(
                        "--labels has no meaning for --model none; name the model that they belong"
                                + " to");
    }

    @Test
    void aNameThatNobodyKnowsIsToldAfterWrongFlags() {
        assertThatThrownBy(() -> parse("--model", "dog-sim"))
                .asInstanceOf(type(StageFailure.class))
                .satisfies(f -> assertThat(f.exitCode()).isEqualTo(ExitCode.MODEL))
                .satisfies(
                        f -> assertThat(f.getMessage()).contains("no model is called 'dog-sim'"));
        assertThatThrownBy(() -> parse("--model", "dog-sim", "--threads", "0"))
                .isInstanceOf(StageFailure.class)
                .hasMessageStartingWith("--threads 0");
    }

    @Test
    void refusesNoClass() {
        assertThatThrownBy(() -> parse("--classes", " ,"))
                .isInstanceOf(StageFailure.class)
                .hasMessageStartingWith("--classes");
    }

    @Test
    void helpTellsTheDefaults() {
        String help = new CommandLine(new DetectorOptions()).getUsageMessage();
        assertThat(help).contains("--min-score=SCORE", "Default: 0.5", "Default: cat");
    }
}
