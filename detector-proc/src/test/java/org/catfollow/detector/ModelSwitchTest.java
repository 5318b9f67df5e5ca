package org.catfollow.detector;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.catfollow.detector.catalogue.OwnModel;
import org.catfollow.detector.change.ModelTrial;
import org.catfollow.detector.change.TrialPrograms;
import org.catfollow.detector.gate.GateSettings;
import org.catfollow.detector.schedule.ScheduleSettings;
import org.catfollow.runtime.StageContext;
import org.catfollow.shm.counters.Counter;
import org.catfollow.shm.layout.Geometry;
import org.catfollow.shm.layout.Role;
import org.catfollow.shm.region.Region;
import org.catfollow.shm.region.RegionCreator;
import org.catfollow.shm.region.RegionFiles;
import org.catfollow.shm.region.RoleClaim;
import org.catfollow.shm.ring.FrameDescription;
import org.catfollow.shm.ring.FrameWriter;
import org.catfollow.shm.sequence.TwoCellReader;
import org.catfollow.shm.slots.ModelAnswer;
import org.catfollow.shm.slots.ModelAnswerCell;
import org.catfollow.shm.slots.ModelRequest;
import org.catfollow.shm.slots.ModelState;
import org.catfollow.shm.slots.StateSlot;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.slf4j.LoggerFactory;

/** With models of a few hundred bytes, really opened; the trial's program is the test's. */
@ResourceLock("child processes")
class ModelSwitchTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir private Path folder;
    private Region region;
    private RoleClaim capture;
    private RoleClaim detector;
    private FrameWriter frames;
    private TwoCellReader<ModelAnswer> answers;
    private final ModelAnswer answer = new ModelAnswer();
    private Path labels;

    @BeforeEach
    void attach() throws IOException {
        RegionFiles files = new RegionFiles(folder.resolve("region"));
        RegionCreator.createIfMissing(files, new Geometry(4, 64, 64), SECOND);
        region = Region.attach(files, SECOND);
        capture = region.claim(Role.CAPTURE);
        detector = region.claim(Role.DETECTOR);
        frames = capture.frameWriter();
        answers = region.stateReader(StateSlot.MODEL_ANSWER, ModelAnswerCell.CODEC);
        labels = Files.writeString(folder.resolve("labels.txt"), "dog\ncat\n");
    }

    @AfterEach
    void detach() {
        detector.close();
        capture.close();
        region.close();
    }

    private StageContext context() {
        return new StageContext(region, detector, LoggerFactory.getLogger("detector"), () -> false);
    }

    private static DetectorConfig config(Path model, Path labels) {
        return new DetectorConfig(
                model,
                labels,
                List.of("cat"),
                0.5f,
                ScheduleSettings.EVERY_FRAME,
                GateSettings.NONE,
                1,
                true);
    }

    private ModelSwitch start(ModelInForce model, Class<?> program) {
        return new ModelSwitch(model, context(), new ModelTrial(program, PATIENCE));
    }

    private void ask(Path model, Path labelFile, String kind) {
        ModelRequest request = new ModelRequest();
        request.model = model.toString();
        request.labels = labelFile == null ? "" : labelFile.toString();
        request.kind = kind;
        request.expiresNanos = System.nanoTime() + PATIENCE.toNanos();
        assertThat(region.request(request, SECOND)).isPositive();
    }

    private void frame() {
        FrameDescription frame = new FrameDescription();
        frames.claim();
        frame.widthPixels = 64;
        frame.heightPixels = 64;
        frame.strideBytes = 192;
        frame.captureNanos = System.nanoTime();
        frames.commit(frame);
    }

    /** The same for a request after another one. */
    private ModelState decideNext(ModelSwitch stage) {
        long before = answer.request;
        do {
            decide(stage);
        } while (answer.request == before);
        return answer.state;
    }

    /** Goes round, with a frame for each round, until the request is decided. */
    private ModelState decide(ModelSwitch stage) {
        do {
            frame();
            assertThat(stage.doWork()).isTrue();
        } while (answers.read(answer) != TwoCellReader.Answer.VALUE
                || answer.state == ModelState.TRYING);
        return answer.state;
    }

    @Test
    void aModelThatPassesItsTrialTakesOverFromNone() {
        Path model = TinyModels.rows(folder.resolve("rows.tflite"));
        try (ModelInForce inForce = ModelInForce.open(config(null, null));
                ModelSwitch stage = start(inForce, TrialPrograms.Works.class)) {
            ask(model, labels, "");
            assertThat(decide(stage)).isEqualTo(ModelState.IN_FORCE);
            assertThat(answer.text).isEqualTo("rows.tflite (rows)");
            assertThat(answer.request).isEqualTo(1);
            frame();
            stage.doWork();
            assertThat(detector.row().get(Counter.FRAMES)).isPositive();
            assertThat(region.stageRow(Role.DETECTOR).activityText()).isEqualTo("rows.tflite");
        }
    }

    @Test
    void theModelInForceWorksOnWhileAnotherIsTriedAndItsCountsGoOn() {
        Path first = TinyModels.rows(folder.resolve("first.tflite"));
        Path second = TinyModels.rows(folder.resolve("second.tflite"));
        try (ModelInForce inForce = ModelInForce.open(config(first, labels));
                ModelSwitch stage = start(inForce, TrialPrograms.Works.class)) {
            ask(second, null, "rows");
            assertThat(decide(stage)).isEqualTo(ModelState.IN_FORCE);
            long before = detector.row().get(Counter.FRAMES);
            assertThat(before).as("frames looked at during the trial").isPositive();
            frame();
            stage.doWork();
            assertThat(detector.row().get(Counter.FRAMES)).isGreaterThan(before);
            assertThat(inForce.config().model()).isEqualTo(second);
            // The new one has no labels inside: the detector's own are taken.
            assertThat(inForce.config().labels()).isEqualTo(labels);
        }
    }

    @Test
    void theLabelsOfTheStartAreThereForEveryLaterModelAndNoOthers() throws IOException {
        Path first = TinyModels.rows(folder.resolve("first.tflite"));
        Path second = TinyModels.rows(folder.resolve("second.tflite"));
        Path others = Files.writeString(folder.resolve("others.txt"), "cat\ndog\n");
        try (ModelInForce inForce = ModelInForce.open(config(first, labels));
                ModelSwitch stage = start(inForce, TrialPrograms.Works.class)) {
            ask(second, others, "");
            assertThat(decide(stage)).isEqualTo(ModelState.IN_FORCE);
            assertThat(inForce.config().labels()).isEqualTo(others);
            ask(first, null, "");
            assertThat(decideNext(stage)).isEqualTo(ModelState.IN_FORCE);
            assertThat(inForce.config().model()).isEqualTo(first);
            assertThat(inForce.config().labels()).isEqualTo(labels);
        }
    }

    @Test
    void aModelThatCrashesItsTrialIsRefusedAndNeverOpenedHere() {
        Path model = TinyModels.rows(folder.resolve("first.tflite"));
        Path bad = TinyModels.rows(folder.resolve("bad.tflite"));
        try (ModelInForce inForce = ModelInForce.open(config(model, labels));
                ModelSwitch stage = start(inForce, TrialPrograms.Crashes.class)) {
            ask(bad, null, "");
            assertThat(decide(stage)).isEqualTo(ModelState.REFUSED);
            assertThat(answer.text).startsWith("it ends the process that opens it (code 134)");
            assertStillInForce(stage, inForce, model);
        }
    }

    @Test
    void aModelThatCannotBeOpenedHereIsRefusedInItsOwnWords() throws IOException {
        Path model = TinyModels.rows(folder.resolve("first.tflite"));
        Path poem = Files.writeString(folder.resolve("poem.tflite"), "The cat sat on the mat.");
        try (ModelInForce inForce = ModelInForce.open(config(model, labels));
                ModelSwitch stage = start(inForce, TrialPrograms.Works.class)) {
            ask(poem, null, "");
            assertThat(decide(stage)).isEqualTo(ModelState.REFUSED);
            assertThat(answer.text).contains("poem.tflite").contains("cannot be used");
            assertStillInForce(stage, inForce, model);
            ask(folder.resolve("none.tflite"), null, "");
            assertThat(decideNext(stage)).isEqualTo(ModelState.REFUSED);
            assertThat(answer.text).contains("none.tflite");
            ask(model, labels, "ssd");
            assertThat(decideNext(stage)).isEqualTo(ModelState.REFUSED);
            assertThat(answer.text).contains("it cannot be read as --model-type ssd");
            ask(Path.of("relative.tflite"), null, "");
            assertThat(decideNext(stage)).isEqualTo(ModelState.REFUSED);
            ask(model, labels, "poem");
            assertThat(decideNext(stage)).isEqualTo(ModelState.REFUSED);
            assertThat(answer.text).startsWith("--model-type poem is none of [ssd, ");
            assertStillInForce(stage, inForce, model);
        }
    }

    @Test
    void aNameIsLookedUpHereAndOneThatNobodyKnowsIsRefused() {
        try (ModelInForce inForce = ModelInForce.open(config(null, null));
                ModelSwitch stage = start(inForce, TrialPrograms.Works.class)) {
            ask(Path.of("dog-sim"), null, "");
            assertThat(decide(stage)).isEqualTo(ModelState.REFUSED);
            assertThat(answer.text).startsWith("no model is called 'dog-sim'; known are cat-sim, ");
            ask(Path.of("none"), null, "");
            assertThat(decideNext(stage)).isEqualTo(ModelState.REFUSED);
            ask(Path.of("cat-sim"), null, "");
            assertThat(decideNext(stage)).as(answer.text).isEqualTo(ModelState.IN_FORCE);
            assertThat(answer.text).startsWith("cat-sim.tflite (");
            assertThat(inForce.config().model()).isEqualTo(OwnModel.here().file());
        }
    }

    @Test
    void aModelThatIsChangedWhileItIsTriedIsRefused() {
        Path model = TinyModels.rows(folder.resolve("rows.tflite"));
        try (ModelInForce inForce = ModelInForce.open(config(null, null));
                ModelSwitch stage = start(inForce, TrialPrograms.Changes.class)) {
            ask(model, labels, "");
            assertThat(decide(stage)).isEqualTo(ModelState.REFUSED);
            assertThat(answer.text)
                    .isEqualTo(model + " was changed while it was tried; send it again");
        }
    }

    @Test
    void aStageThatEndsWhileItTriesLeavesNoProcessAndAnAnswer() {
        Path model = TinyModels.rows(folder.resolve("rows.tflite"));
        try (ModelInForce inForce = ModelInForce.open(config(null, null))) {
            try (ModelSwitch stage = start(inForce, TrialPrograms.Hangs.class)) {
                ask(model, labels, "");
                do {
                    stage.doWork();
                } while (ProcessHandle.current().children().findAny().isEmpty());
            }
            ProcessHandle.current().children().forEach(child -> child.onExit().join());
        }
        try (ModelInForce nextProcess = ModelInForce.open(config(null, null));
                ModelSwitch next = start(nextProcess, TrialPrograms.Hangs.class)) {
            assertThat(decide(next)).isEqualTo(ModelState.ENDED);
            assertThat(answer.text).startsWith("the detector ended while it tried " + model);
        }
    }

    @Test
    void theModelThatTookOverOutlivesTheRegion() {
        Path model = TinyModels.rows(folder.resolve("rows.tflite"));
        try (ModelInForce inForce = ModelInForce.open(config(null, null))) {
            try (ModelSwitch stage = start(inForce, TrialPrograms.Works.class)) {
                ask(model, labels, "");
                assertThat(decide(stage)).isEqualTo(ModelState.IN_FORCE);
            }
            try (ModelSwitch again = start(inForce, TrialPrograms.Works.class)) {
                assertStillInForce(again, inForce, model);
                assertThat(decide(again)).isEqualTo(ModelState.IN_FORCE);
            }
        }
    }

    private void assertStillInForce(ModelSwitch stage, ModelInForce inForce, Path model) {
        long before = detector.row().get(Counter.FRAMES);
        frame();
        stage.doWork();
        assertThat(detector.row().get(Counter.FRAMES)).isGreaterThan(before);
        assertThat(inForce.config().model()).isEqualTo(model);
    }
}
