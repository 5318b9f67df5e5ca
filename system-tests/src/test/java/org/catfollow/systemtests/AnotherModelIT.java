package org.catfollow.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.catfollow.shm.sequence.TwoCellReader;
import org.catfollow.shm.slots.Detections;
import org.catfollow.shm.slots.DetectionsCell;
import org.catfollow.shm.slots.StateSlot;
import org.catfollow.systemtests.Launched.Outcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A model is changed while the robot runs, and nobody else notices. */
class AnotherModelIT {
    /** A cat's index among COCO's rows with gaps, which SSD models have. */
    private static final int CAT_OF_SSD = 16;

    /** And among the 80 of a YOLO. */
    private static final int CAT_OF_YOLO = 15;

    private final Instance instance = new Instance("model");

    @AfterEach
    void leavesNothing() {
        instance.close();
    }

    @Test
    void aGoodModelTakesOverABadOneDoesNotAndARestartGoesBack() throws IOException {
        Path yolox = Distribution.data("models_alt/yolox_nano.tflite");
        Path labels = Distribution.labels();
        instance.up(
                "--source",
                "scene:" + Distribution.data("google-coral__test_data/cat_1080p.jpg"),
                "--scene-width",
                "2.2",
                "--model",
                Distribution.model().toString(),
                "--labels",
                labels.toString());
        try (LiveRegion live = instance.attach()) {
            awaitCat(live, CAT_OF_SSD);
            Map<String, Long> pids = live.pids();
            Outcome sent = instance.catFollow("send", "model", yolox.toString());
            assertThat(sent.code()).as(sent.err()).isZero();
            assertThat(sent.out()).contains("in force: yolox_nano.tflite (yolox)");
            awaitCat(live, CAT_OF_YOLO);
            assertThat(instance.catFollow("stat").out())
                    .contains("model     request 1 IN_FORCE")
                    .contains("yolox_nano.tflite");

            Outcome refused = instance.catFollow("send", "model", cut(yolox).toString());
            assertThat(refused.code()).isEqualTo(5);
            assertThat(refused.onlyErrorLine())
                    .startsWith("cat-follow send model: refused, the model before stays in force: ")
                    .contains("damaged or cut short");
            live.awaitFrames(10, "capture", "tracker", "detector");
            awaitCat(live, CAT_OF_YOLO);
            assertThat(live.pids()).isEqualTo(pids);
            live.assertNothingTornWasUsed();

            Outcome unknown = instance.catFollow("send", "model", "dog-sim");
            assertThat(unknown.code()).isEqualTo(5);
            assertThat(unknown.onlyErrorLine())
                    .contains("no model is called 'dog-sim'; known are cat-sim, ssd-coco");
            Outcome named = instance.catFollow("send", "model", "cat-sim");
            assertThat(named.code()).as(named.err()).isZero();
            assertThat(named.out()).contains("in force: cat-sim.tflite (");

            Instance.signal("KILL", instance.pid("detector"));
            awaitCat(live, CAT_OF_SSD);
            pids.remove("detector");
            assertThat(live.pids()).containsAllEntriesOf(pids);
            live.awaitFrames(10, "detector");
        }
    }

    private Path cut(Path model) throws IOException {
        byte[] whole = Files.readAllBytes(model);
        return Files.write(
                instance.folder.resolve("cut.tflite"), Arrays.copyOf(whole, whole.length / 2));
    }

    /** Waits for a result of this moment that has a cat as this kind of model numbers it. */
    private static void awaitCat(LiveRegion live, int classIndex) {
        TwoCellReader<Detections> reader =
                live.region().stateReader(StateSlot.DETECTIONS, DetectionsCell.CODEC);
        Detections found = new Detections();
        long begun = System.nanoTime();
        Await.until(
                () -> "a cat of class " + classIndex + "; " + live.row("detector").activityText(),
                Await.PATIENCE,
                () ->
                        reader.read(found) == TwoCellReader.Answer.VALUE
                                && found.captureNanos > begun
                                && found.count() > 0
                                && found.label(0).equals("cat")
                                && found.classIndex(0) == classIndex);
    }
}
