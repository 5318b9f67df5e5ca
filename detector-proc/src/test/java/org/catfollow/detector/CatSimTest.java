package org.catfollow.detector;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.catfollow.detector.catalogue.OwnModel;
import org.catfollow.detector.gate.GateSettings;
import org.catfollow.detector.heads.ModelType;
import org.catfollow.detector.schedule.ScheduleSettings;
import org.catfollow.shm.slots.Boxes;
import org.catfollow.shm.slots.Detections;
import org.catfollow.simulator.life.Simulation;
import org.catfollow.simulator.picture.CameraView;
import org.catfollow.simulator.picture.PictureTruth;
import org.catfollow.simulator.picture.Renderer;
import org.catfollow.simulator.world.ActorPlan;
import org.catfollow.simulator.world.ActorPlan.Behaviour;
import org.catfollow.simulator.world.ActorPlan.Coat;
import org.catfollow.simulator.world.World;
import org.catfollow.simulator.world.WorldFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.opencv.core.CvType;
import org.opencv.core.Mat;

/**
 * Our own model, through the stage's own way from frame to boxes, in the simulator's living room, which
 * it was not trained in, with coats that it was not trained on. How good it is says the model card; this
 * says that file, preprocessing and decoding fit together.
 */
class CatSimTest {
    private static final int WIDTH = 640;
    private static final int HEIGHT = 480;
    private static final double[] DISTANCES = {0.8, 1.3, 1.8};
    private static final double CAT_X = 2.1;
    private static final double CAT_Y = 0.2;

    private final ByteBuffer pixels = ByteBuffer.allocateDirect(3 * WIDTH * HEIGHT);
    private final PictureTruth truth = new PictureTruth();
    private final Detections found = new Detections();
    private TfliteDetector detector;
    private Mat frame;

    @BeforeEach
    void open() {
        detector =
                TfliteDetector.open(
                        new DetectorConfig(
                                OwnModel.here().requireFile(),
                                null,
                                List.of("cat"),
                                0.5f,
                                ScheduleSettings.EVERY_FRAME,
                                GateSettings.NONE,
                                1,
                                true));
        frame = new Mat(HEIGHT, WIDTH, CvType.CV_8UC3, pixels);
    }

    @AfterEach
    void close() {
        frame.release();
        detector.close();
    }

    @Test
    void theRecordIsOfThisVeryFile() throws IOException, NoSuchAlgorithmException {
        OwnModel own = OwnModel.here();
        byte[] file = Files.readAllBytes(own.requireFile());
        JsonObject record =
                JsonParser.parseString(Files.readString(own.record())).getAsJsonObject();
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(file);
        assertThat(record.get("sha256").getAsString()).isEqualTo(HexFormat.of().formatHex(digest));
        assertThat(record.get("bytes").getAsInt()).isEqualTo(file.length).isLessThan(1_000_000);
        assertThat(record.get("commit").getAsString()).matches("[0-9a-f]{40}");
        assertThat(record.get("command").getAsString()).startsWith("model/make.sh");
        assertThat(record.get("seed").getAsInt()).isEqualTo(1);
    }

    @Test
    void itIsReadAsAGridOfCentresWithOneClassFromTheLabelsInside() {
        assertThat(detector.type()).isEqualTo(ModelType.CENTER);
        assertThat(detector.warning()).isEmpty();
    }

    @Test
    void catsOfEveryCoatAreFoundWhereTheyAre() {
        int cats = 0;
        int right = 0;
        Behaviour[] behaviours = {Behaviour.SIT, Behaviour.LIE, Behaviour.STAND};
        for (Coat coat : Coat.values()) {
            if (coat == Coat.ANY) {
                continue;
            }
            Behaviour behaviour = behaviours[coat.ordinal() % behaviours.length];
            Renderer renderer =
                    renderer(actor(ActorPlan.Kind.CAT, coat, behaviour), coat.ordinal());
            for (double distance : DISTANCES) {
                look(renderer, distance);
                PictureTruth.Sighting cat = truth.cat(0);
                assertThat(cat.visibleFraction).isGreaterThan(0.9f);
                cats++;
                right += found.count() == 1 && isOn(cat) ? 1 : 0;
            }
        }
        assertThat(cats).isEqualTo(18);
        // Scores end at 0.5 where decoys do: a view in six may be missed.
        assertThat(right).isGreaterThanOrEqualTo(15);
    }

    private boolean isOn(PictureTruth.Sighting cat) {
        float iou =
                Boxes.iou(
                        found.x(0),
                        found.y(0),
                        found.width(0),
                        found.height(0),
                        cat.x,
                        cat.y,
                        cat.width,
                        cat.height);
        return iou >= 0.6f;
    }

    @Test
    void decoysInTheSamePlaceAreNotTakenForCats() {
        for (ActorPlan.Kind kind : ActorPlan.Kind.values()) {
            if (kind != ActorPlan.Kind.CAT) {
                Renderer renderer = renderer(actor(kind, Coat.ANY, Behaviour.SIT), 5);
                for (double distance : DISTANCES) {
                    look(renderer, distance);
                    assertThat(truth.decoy(0).visibleFraction).isGreaterThan(0.9f);
                    assertThat(found.count()).as("%s at %s m", kind, distance).isZero();
                }
            }
        }
    }

    private static ActorPlan actor(ActorPlan.Kind kind, Coat coat, Behaviour behaviour) {
        return new ActorPlan(
                kind,
                coat,
                ActorPlan.Start.HERE,
                CAT_X,
                CAT_Y,
                47.0 * coat.ordinal(),
                behaviour,
                0.3,
                0,
                kind.heightMetres());
    }

    private static Renderer renderer(ActorPlan actor, long seed) {
        World world = WorldFile.usual().withActors(List.of(actor));
        return new Renderer(new Simulation(world, seed), WIDTH, HEIGHT, null);
    }

    /** Looks from the way between the robot's start and the place. */
    private void look(Renderer renderer, double distance) {
        CameraView view = new CameraView();
        view.set(WorldFile.usual().camera(), CAT_X - distance - 0.1, CAT_Y, 0, 0, 4);
        renderer.render(view, 1, pixels, truth);
        detector.detect(frame, found);
    }
}
