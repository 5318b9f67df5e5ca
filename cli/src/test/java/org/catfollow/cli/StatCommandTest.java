package org.catfollow.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.catfollow.cli.Robot.Answer;
import org.catfollow.runtime.report.JsonReport;
import org.catfollow.runtime.report.RegionReport;
import org.catfollow.shm.counters.Activity;
import org.catfollow.shm.counters.Counter;
import org.catfollow.shm.counters.StageRowWriter;
import org.catfollow.shm.layout.Role;
import org.catfollow.shm.slots.EchoState;
import org.catfollow.shm.slots.GuardState;
import org.catfollow.shm.slots.GuardStatus;
import org.catfollow.shm.slots.Latency;
import org.catfollow.shm.slots.ModelAnswer;
import org.catfollow.shm.slots.ModelAnswerCell;
import org.catfollow.shm.slots.ModelState;
import org.catfollow.shm.slots.Sensors;
import org.catfollow.shm.slots.StateSlot;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatCommandTest {
    private static final long NOW = 5_000_000_000_000L;

    @TempDir private Path folder;
    private Robot robot;

    @BeforeEach
    void makeRobot() {
        robot = new Robot(folder);
    }

    @AfterEach
    void endRobot() {
        robot.close();
    }

    private static Set<String> keys(String text) {
        return new TreeSet<>(Set.of(text.split(" ")));
    }

    /** A life that goes on for half a minute, so that nobody hangs whom we ask for late. */
    private void liveOn() {
        robot.liveAFixedLife(System.nanoTime() + 30_000_000_000L);
    }

    private JsonObject json() {
        Answer answer = robot.run("stat", "--json");
        assertThat(answer.code()).isZero();
        assertThat(answer.err()).isEmpty();
        return JsonParser.parseString(answer.text()).getAsJsonObject();
    }

    @Test
    void theTableIsTheOneThatPeopleKnow() {
        // The numbers are Robot's; where they stand is what this pins.
        robot.liveAFixedLife(NOW);
        robot.region.stopLatch().press(77, NOW);
        String text = TextReport.of(RegionReport.of(robot.region).at(NOW));
        assertThat(text.replace(robot.files.region().toString(), "REGION"))
                .isEqualTo(
                        """
                        region    REGION  (layout 5, 4 slots of 96x64, 0.7 MB)
                        stage         pid state    restarts   beat    frames      fps   drop lapped  torn wrong
                        capture      1000 running         1    7ms    123456     30.0     12      0     0     0  images:cats
                                  last error: cannot read cats/7.jpg: "empty"
                        detector     1001 idle            1   14ms         0      0.0      0      0     0     0  no model
                        tracker      1002 running         1   21ms    123450     29.5      0      3     2     0
                        control      1003 failed          1   28ms         0      0.0      0      0     0     0  car has gone
                        guard        1004 running         1   35ms         0      0.0      0      0     0     0  no hat: simulated
                        detected  frame 98 (90ms old, inference 16.4 ms)  cat 0.88 [10,20,30,40]  potted plant 0.50 [2,3,4,5]
                        track     frame 100 (33ms old)  #4 CONFIRMED INITIAL_BOX  score 0.75 [11,21,31,41]
                        other     frame 100  #5 COASTING NOT_DETECTED  score 0.50 [50,10,20,25]
                        control   APPROACH (CONFIRMED_FAR, for 12s)  speed 0.25 m/s  steering -12.5  pan 3.0  tilt -4.0 degrees
                        limited   OBSTACLE (something is ahead)
                        sensors   ahead NEAR 0.42 m (38ms old)  floor FLOOR 812 790 805 (20ms old)  battery LOW 7.05 V (1200ms old)
                        guard     WATCHING (watches control, 9ms old)  trips 2, last 75s ago: control gives no sign of life
                        latency   capture to motion p50 12.3 ms  p99 53.9 ms  max 71.3 ms  (1110 pictures)
                                  8.0 |-@.        .| 64.0 ms
                        pose      x 1.25 m  y -0.50 m  heading 91.5 degrees  +- 0.31 m, 4.5 degrees after 7.4 m
                        STOP      pressed once; `send resume` goes on
                        """
                                .stripTrailing());
    }

    @Test
    void aDetectorAtWorkHasALineWithItsLoadAndItsGates() {
        StageRowWriter row = robot.claim(Role.DETECTOR).row();
        row.set(Counter.EVERY, 3);
        row.set(Counter.BUSY_PERCENT, 62);
        row.set(Counter.SKIPPED, 840);
        row.set(Counter.STALE, 1);
        row.set(Counter.GATED, 97);
        row.set(Counter.MOTION_SEEN, 12);
        row.set(Counter.MOTION_UNKNOWN, 4);
        row.set(Counter.ANOMALY_SEEN, 2);
        assertThat(TextReport.of(RegionReport.of(robot.region)).lines())
                .contains(
                        "          every 3, busy 62 %, skipped 840, stale 1, gated 97 (motion 12,"
                                + " unknown 4, anomaly 2)");
    }

    @Test
    void secondLooksHaveALineOnceThereAreAny() {
        StageRowWriter row = robot.claim(Role.DETECTOR).row();
        row.set(Counter.SECOND_LOOKS, 12);
        row.set(Counter.SECOND_LOOK_FOUND, 5);
        assertThat(TextReport.of(RegionReport.of(robot.region)).lines())
                .contains("          second looks 12 (found 5)");
    }

    @Test
    void anAnswerToARequestForAModelHasALine() {
        ModelAnswer answer = new ModelAnswer();
        answer.request = 3;
        answer.state = ModelState.REFUSED;
        answer.text = "model x.tflite cannot be used: no such file";
        robot.claim(Role.DETECTOR)
                .stateWriter(StateSlot.MODEL_ANSWER, ModelAnswerCell.CODEC)
                .write(answer);
        RegionReport report = RegionReport.of(robot.region).at(7_000_000);
        assertThat(TextReport.of(report).lines())
                .contains(
                        "model     request 3 REFUSED (7ms ago): model x.tflite cannot be used: no"
                                + " such file");
        JsonObject model = JsonReport.of(report).getAsJsonObject("model");
        assertThat(model.keySet()).isEqualTo(keys("request state ageMillis text"));
        assertThat(model.get("state").getAsString()).isEqualTo("REFUSED");
    }

    @Test
    void anEmptyRegionIsATableToo() {
        assertThat(
                        TextReport.of(RegionReport.of(robot.region))
                                .replace(robot.files.region().toString(), "REGION"))
                .isEqualTo(
                        """
                        region    REGION  (layout 5, 4 slots of 96x64, 0.7 MB)
                        stage         pid state    restarts   beat    frames      fps   drop lapped  torn wrong
                        capture         - absent          0      -         0      0.0      0      0     0     0
                        detector        - absent          0      -         0      0.0      0      0     0     0
                        tracker         - absent          0      -         0      0.0      0      0     0     0
                        control         - absent          0      -         0      0.0      0      0     0     0
                        guard           - absent          0      -         0      0.0      0      0     0     0
                        """
                                .stripTrailing());
    }

    @Test
    void theCommandPrintsThatTable() {
        robot.liveAFixedLife(System.nanoTime());
        Answer answer = robot.run("stat");
        assertThat(answer.code()).isZero();
        assertThat(answer.err()).isEmpty();
        assertThat(answer.out().getFirst()).startsWith("region    " + robot.files.region() + "  (");
        assertThat(answer.out())
                .extracting(line -> line.replaceFirst(" .*", ""))
                .containsExactly(
                        "region",
                        "stage",
                        "capture",
                        "",
                        "detector",
                        "tracker",
                        "control",
                        "guard",
                        "detected",
                        "track",
                        "other",
                        "control",
                        "limited",
                        "sensors",
                        "guard",
                        "latency",
                        "",
                        "pose");
    }

    @Test
    void theObjectHasTheDocumentedKeys() {
        robot.liveAFixedLife(System.nanoTime());
        JsonObject root = json();
        assertThat(root.keySet())
                .isEqualTo(
                        keys(
                                "region stages track tracks detections control pose model sensors"
                                        + " latency guard"));
        assertThat(root.getAsJsonObject("region").keySet())
                .isEqualTo(keys("path layoutVersion slots width height bytes creatorPid"));
        JsonObject stages = root.getAsJsonObject("stages");
        assertThat(stages.keySet()).isEqualTo(keys("capture tracker detector control guard"));
        String common =
                "pid alive epoch restarts heartbeatAgeMillis frames framesPerSecond dropped torn"
                        + " lapped lastError activity activityText mismatched stale errors hung";
        String detectorsOwn =
                " skipped every busyPercent gated motionSeen motionUnknown anomalySeen secondLooks"
                        + " secondLookFound";
        for (String stage : stages.keySet()) {
            assertThat(stages.getAsJsonObject(stage).keySet())
                    .isEqualTo(keys(stage.equals("detector") ? common + detectorsOwn : common));
        }
        assertThat(root.getAsJsonObject("track").keySet())
                .isEqualTo(
                        keys(
                                "frameId ageMillis valid x y width height score state sourceIndex"
                                        + " reason trackId detectionFrameId"));
        JsonObject tracks = root.getAsJsonObject("tracks");
        assertThat(tracks.keySet()).isEqualTo(keys("frameId targetId newestId list"));
        assertThat(tracks.getAsJsonArray("list").get(1).getAsJsonObject().keySet())
                .isEqualTo(
                        keys(
                                "trackId state reason score x y width height velocityX velocityY"
                                        + " classIndex detectionFrameId"));
        JsonObject detections = root.getAsJsonObject("detections");
        assertThat(detections.keySet())
                .isEqualTo(keys("frameId ageMillis boxes sourceIndex inferenceMillis"));
        assertThat(detections.getAsJsonArray("boxes").get(0).getAsJsonObject().keySet())
                .isEqualTo(keys("label score x y width height"));
        assertThat(root.getAsJsonObject("control").keySet())
                .isEqualTo(
                        keys(
                                "state reason speed steeringDegrees panDegrees tiltDegrees"
                                        + " previousState stateAgeMillis transitions frameId"
                                        + " ageMillis stopCount stopped stoppedByLoss limit"
                                        + " guarded"));
    }

    @Test
    void theObjectOfTheCarHasTheDocumentedKeys() {
        robot.liveAFixedLife(System.nanoTime());
        JsonObject root = json();
        assertThat(root.getAsJsonObject("pose").keySet())
                .isEqualTo(
                        keys(
                                "xMetres yMetres headingDegrees travelledMetres driftMetres"
                                        + " driftDegrees"));
        assertThat(root.getAsJsonObject("sensors").keySet())
                .isEqualTo(
                        keys(
                                "ageMillis echo distanceMetres distanceAgeMillis floor grayscale"
                                        + " grayscaleAgeMillis battery batteryVolts"
                                        + " batteryAgeMillis"));
        assertThat(root.getAsJsonObject("guard").keySet())
                .isEqualTo(
                        keys(
                                "state ageMillis controlPid trips reason lastTripAgeMillis"
                                        + " lastZeroAgeMillis failures"));
        JsonObject latency = root.getAsJsonObject("latency");
        assertThat(latency.keySet())
                .isEqualTo(keys("ageMillis count p50Millis p99Millis maxMillis buckets"));
        assertThat(latency.getAsJsonArray("buckets")).hasSize(40);
        assertThat(latency.getAsJsonArray("buckets").get(18).toString())
                .isEqualTo("{\"toMillis\":11.314,\"count\":800}");
        assertThat(latency.getAsJsonArray("buckets").get(39).toString()).isEqualTo("{\"count\":0}");
    }

    /** However long the look takes. */
    private GuardStatus freshGuard() {
        GuardStatus guard = new GuardStatus();
        guard.nanos = System.nanoTime() + 60_000_000_000L;
        guard.trips = 2;
        return guard;
    }

    @Test
    void theObjectHoldsWhatIsSensedAndWhatLimits() {
        robot.liveAFixedLife(System.nanoTime());
        robot.write(freshGuard());
        JsonObject root = json();
        assertThat(root.getAsJsonObject("control").get("limit").getAsString())
                .isEqualTo("OBSTACLE");
        assertThat(root.getAsJsonObject("control").get("guarded").getAsBoolean()).isTrue();
        JsonObject sensors = root.getAsJsonObject("sensors");
        assertThat(sensors.get("echo").getAsString()).isEqualTo("NEAR");
        assertThat(sensors.get("distanceMetres").getAsDouble()).isEqualTo(0.42, within(1e-6));
        assertThat(sensors.get("grayscale").toString()).isEqualTo("[812,790,805]");
        assertThat(sensors.get("batteryAgeMillis").getAsDouble()).isBetween(1200.0, 60_000.0);
        assertThat(root.getAsJsonObject("guard").get("trips").getAsLong()).isEqualTo(2);
    }

    @Test
    void withoutAGuardALineSaysSoLoudly() {
        robot.liveAFixedLife(System.nanoTime());
        robot.write(freshGuard());
        assertThat(robot.run("stat").text()).doesNotContain("NO GUARD");
        robot.claim(Role.GUARD).close();
        assertThat(robot.run("stat").out())
                .contains(
                        "NO GUARD  none is at work: nobody would stop the wheels if control died;"
                                + " see docs/troubleshooting.md");
        assertThat(json().getAsJsonObject("control").get("guarded").getAsBoolean()).isFalse();
    }

    @Test
    void aGuardThatCannotReachTheWheelsIsNone() {
        robot.liveAFixedLife(System.nanoTime());
        GuardStatus guard = new GuardStatus();
        guard.nanos = System.nanoTime();
        guard.state = GuardState.FAILING;
        guard.failures = 12;
        robot.write(guard);
        assertThat(robot.run("stat").text())
                .contains("FAILING (cannot reach the wheels, ", "  trips 0  failures 12")
                .contains("NO GUARD  it cannot reach the wheels: ");
    }

    @Test
    void noEchoIsNoDistanceAndASensorThatIsNotThereIsLeftOut() {
        Sensors sensors = new Sensors();
        sensors.echo = EchoState.UNKNOWN;
        robot.write(sensors);
        assertThat(TextReport.of(RegionReport.of(robot.region)).lines())
                .contains("sensors   ahead UNKNOWN (never)");
    }

    @Test
    void aCarWithoutSensorsHasNoLineOfThem() {
        robot.write(new Sensors());
        assertThat(TextReport.of(RegionReport.of(robot.region))).doesNotContain("sensors");
    }

    @Test
    void barsGoFromTheFirstPictureToTheLast() {
        long[] buckets = new long[Latency.BUCKETS];
        assertThat(MotionLines.bars(buckets)).isEmpty();
        buckets[0] = 1;
        assertThat(MotionLines.bars(buckets)).isEqualTo("0 |@| 0.5 ms");
        buckets[2] = 2;
        assertThat(MotionLines.bars(buckets)).isEqualTo("0 |= @| 0.7 ms");
        buckets[Latency.BUCKETS - 1] = 1;
        assertThat(MotionLines.bars(buckets)).startsWith("0 |= @ ").endsWith(" =| more ms");
    }

    @Test
    void aStageThatLivesAndDoesNotGoRoundIsHung() {
        long seconds = 1_000_000_000L;
        liveOn();
        robot.claim(Role.TRACKER).row().heartbeat(System.nanoTime() - 3 * seconds);
        robot.claim(Role.DETECTOR).row().heartbeat(System.nanoTime() - 3 * seconds);
        robot.claim(Role.DETECTOR).row().activity(Activity.STOPPED, "", System.nanoTime());
        JsonObject stages = json().getAsJsonObject("stages");
        assertThat(stages.getAsJsonObject("tracker").get("hung").getAsBoolean()).isTrue();
        assertThat(stages.getAsJsonObject("detector").get("hung").getAsBoolean()).isFalse();
        assertThat(stages.getAsJsonObject("capture").get("hung").getAsBoolean()).isFalse();
        assertThat(robot.run("stat").text()).containsPattern("tracker +[0-9]+ hung ");
    }

    @Test
    void theObjectHoldsWhatWasWritten() {
        robot.liveAFixedLife(System.nanoTime());
        robot.region.stopLatch().press(77, 1);
        JsonObject root = json();
        JsonObject capture = root.getAsJsonObject("stages").getAsJsonObject("capture");
        assertThat(capture.get("pid").getAsLong()).isEqualTo(1000 + Role.CAPTURE.ordinal());
        assertThat(capture.get("alive").getAsBoolean()).isTrue();
        assertThat(capture.get("epoch").getAsLong()).isEqualTo(2);
        assertThat(capture.get("restarts").getAsLong()).isEqualTo(1);
        assertThat(capture.get("heartbeatAgeMillis").getAsDouble()).isBetween(7.0, 60_000.0);
        assertThat(capture.get("frames").getAsLong()).isEqualTo(123_456);
        assertThat(capture.get("framesPerSecond").getAsDouble()).isEqualTo(29.97);
        assertThat(capture.get("dropped").getAsLong()).isEqualTo(12);
        assertThat(capture.get("lastError").getAsString())
                .isEqualTo("cannot read cats/7.jpg: \"empty\"");
        JsonObject tracker = root.getAsJsonObject("stages").getAsJsonObject("tracker");
        assertThat(tracker.get("lapped").getAsLong()).isEqualTo(3);
        assertThat(tracker.get("torn").getAsLong()).isEqualTo(2);
        JsonObject track = root.getAsJsonObject("track");
        assertThat(track.get("frameId").getAsLong()).isEqualTo(100);
        assertThat(track.get("valid").getAsBoolean()).isTrue();
        assertThat(track.get("state").getAsString()).isEqualTo("CONFIRMED");
        assertThat(track.get("height").getAsDouble()).isEqualTo(41);
        JsonObject plant =
                root.getAsJsonObject("detections").getAsJsonArray("boxes").get(1).getAsJsonObject();
        assertThat(plant.get("label").getAsString()).isEqualTo("potted plant");
        assertThat(plant.get("width").getAsDouble()).isEqualTo(3.5);
        JsonObject control = root.getAsJsonObject("control");
        assertThat(control.get("state").getAsString()).isEqualTo("APPROACH");
        assertThat(control.get("speed").getAsDouble()).isEqualTo(0.25);
        assertThat(control.get("stopped").getAsBoolean()).isTrue();
        assertThat(root.getAsJsonObject("pose").get("headingDegrees").getAsDouble())
                .isEqualTo(91.5);
    }

    @Test
    void whatIsNotThereIsAnEmptyObject() {
        JsonObject root = json();
        for (String key : keys("track tracks detections control pose sensors latency guard")) {
            assertThat(root.getAsJsonObject(key).keySet()).as(key).isEmpty();
        }
        JsonObject capture = root.getAsJsonObject("stages").getAsJsonObject("capture");
        assertThat(capture.get("alive").getAsBoolean()).isFalse();
        assertThat(capture.get("restarts").getAsLong()).isZero();
        assertThat(capture.get("heartbeatAgeMillis").getAsDouble()).isEqualTo(-1);
        assertThat(capture.get("activity").getAsString()).isEqualTo("ABSENT");
    }

    @Test
    void aStageWhoseLockNobodyHoldsIsDeadWhateverItSaidLast() {
        liveOn();
        robot.claim(Role.TRACKER).close();
        assertThat(robot.run("stat").out())
                .anyMatch(line -> line.matches("tracker +\\d+ dead .*"))
                .anyMatch(line -> line.matches("capture +\\d+ running .*"))
                .anyMatch(line -> line.matches("control +\\d+ failed .*car has gone"));
        assertThat(
                        json().getAsJsonObject("stages")
                                .getAsJsonObject("tracker")
                                .get("alive")
                                .getAsBoolean())
                .isFalse();
    }

    @Test
    void aRegionThatIsMissingIsCodeThreeAndOneLine() {
        Path missing = folder.resolve("missing");
        Answer answer = Robot.runAsItIs("--region", missing.toString(), "stat", "--json");
        assertThat(answer.code()).isEqualTo(3);
        assertThat(answer.out()).isEmpty();
        assertThat(answer.err())
                .containsExactly(
                        "cat-follow stat: cannot attach to region "
                                + missing
                                + " within 0 ms: it was not created; start the stages with"
                                + " `deploy/launch.sh up`");
        assertThat(Files.exists(missing)).isFalse();
    }

    @Test
    void aFileThatIsNoRegionIsCodeThreeAndOneLine() throws Exception {
        Path other = Files.write(folder.resolve("other"), new byte[200_000]);
        Answer answer = Robot.runAsItIs("stat", "--region", other.toString());
        assertThat(answer.code()).isEqualTo(3);
        assertThat(answer.err())
                .singleElement()
                .asString()
                .startsWith("cat-follow stat: cannot attach to " + other + ": it is no");
    }

    @Test
    void withoutACommandTheUsageIsAskedFor() {
        Answer answer = robot.run();
        assertThat(answer.code()).isEqualTo(2);
        assertThat(answer.err())
                .containsExactly(
                        "cat-follow: a command is missing, one of: stat, top, hz, send, manual,"
                                + " calibrate, events, read, record, replay, export,"
                                + " detect, track, model, bench, algo, layout, region, doctor,"
                                + " config, completion, stop-wheels, chaos, drive,"
                                + " faults; see"
                                + " `cat-follow --help`");
    }
}
