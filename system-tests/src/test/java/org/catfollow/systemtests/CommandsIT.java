package org.catfollow.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.catfollow.shm.commands.Command;
import org.catfollow.shm.commands.CommandKind;
import org.catfollow.shm.commands.CommandResult;
import org.catfollow.shm.counters.Counter;
import org.catfollow.shm.layout.CommandLayout;
import org.catfollow.shm.layout.Geometry;
import org.catfollow.shm.layout.HeaderLayout;
import org.catfollow.shm.layout.Section;
import org.catfollow.shm.layout.SignalsLayout;
import org.catfollow.shm.region.RegionTables;
import org.catfollow.shm.slots.ControlState;
import org.catfollow.shm.slots.ControlStatus;
import org.catfollow.systemtests.Launched.Outcome;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What people tell and ask a running robot; one instance for all, which each test finds searching. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CommandsIT {
    private static final Duration STOPS_WITHIN = Duration.ofMillis(200);
    private static final int WIDTH = 320;
    private static final int HEIGHT = 240;

    private final Instance instance = new Instance("commands");
    private LiveRegion live;

    @BeforeAll
    void start() {
        // Many slots and a slow camera: a frame stays while it is read.
        instance.up(
                "--source",
                "test:" + WIDTH + "x" + HEIGHT,
                "--framerate",
                "15",
                "--slots",
                "64",
                "--model",
                "none");
        live = instance.attach();
    }

    @AfterAll
    void leavesNothing() {
        if (live != null) {
            live.close();
        }
        instance.close();
    }

    @BeforeEach
    void searches() {
        if (live.control().state == ControlState.GOTO) {
            live.region().stopLatch().press(ProcessHandle.current().pid(), System.nanoTime());
            awaitState(ControlState.STOPPED);
        }
        if (live.region().stopLatch().count() > live.region().resumedThrough()) {
            Command resume = new Command();
            resume.kind = CommandKind.RESUME;
            resume.stopCount = live.region().stopLatch().count();
            send(resume, Duration.ofSeconds(10));
        }
        awaitState(ControlState.SEARCH);
    }

    private long send(Command command, Duration timeToLive) {
        command.expiresNanos = System.nanoTime() + timeToLive.toNanos();
        command.senderPid = ProcessHandle.current().pid();
        return live.region().send(command, Duration.ofSeconds(1));
    }

    private void awaitState(ControlState state) {
        Await.until(
                () -> "control in " + state + ", is in " + live.control().state,
                Await.PATIENCE,
                () -> live.control().state == state);
    }

    @Test
    void drivesToAPlaceStopsAtOnceAndResumes() {
        Outcome sent = instance.catFollow("send", "cat-location", "5", "0");
        assertThat(sent.code()).as(sent.err()).isZero();
        Await.until(
                "drives to the place",
                () ->
                        live.control().state == ControlState.GOTO
                                && live.control().speedMetresPerSecond > 0);
        Launched stop = instance.start(List.of(), "cat-follow", "send", "stop");
        ControlStatus stopped = awaitStopped();
        Duration latency = Duration.ofNanos(stopped.stateSinceNanos - lastStopNanos());
        System.out.printf("STOP to standing wheels: %d ms%n", latency.toMillis());
        assertThat(latency).isLessThan(STOPS_WITHIN);
        assertThat(stop.finish().code()).isZero();
        JsonObject control = StatKeys.ask(instance).getAsJsonObject("control");
        assertThat(control.get("state").getAsString()).isEqualTo("STOPPED");
        assertThat(control.get("speed").getAsDouble()).isZero();
        Outcome refused = instance.catFollow("send", "cat-location", "1", "0");
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.onlyErrorLine()).contains("refused");
        assertThat(instance.catFollow("send", "resume").code()).isZero();
        awaitState(ControlState.SEARCH);
    }

    private ControlStatus awaitStopped() {
        ControlStatus[] seen = new ControlStatus[1];
        Await.until(
                "stopped",
                () -> {
                    seen[0] = live.control();
                    return seen[0].state == ControlState.STOPPED;
                });
        // From the period on in which it is entered.
        assertThat(seen[0].speedMetresPerSecond).isZero();
        return seen[0];
    }

    private long lastStopNanos() {
        long signals = live.region().geometry().offset(Section.SIGNALS);
        return live.region().memory().readLong(signals + SignalsLayout.LAST_STOP_NANOS);
    }

    @Test
    void stopsThoughTheRingIsFullAndControlStood() {
        long control = live.row("control").pid();
        long transitions;
        Instance.signal("STOP", control);
        try {
            transitions = live.control().transitions;
            for (int i = 0; i < CommandLayout.CAPACITY; i++) {
                assertThat(send(place(), Duration.ofSeconds(60))).isPositive();
            }
            Outcome full = instance.catFollow("send", "cat-location", "1", "0");
            assertThat(full.code()).isEqualTo(1);
            assertThat(full.onlyErrorLine()).contains("commands wait for control already");
            assertThat(instance.catFollow("send", "stop").code()).isZero();
        } finally {
            Instance.signal("CONT", control);
        }
        ControlStatus stopped = awaitStopped();
        assertThat(live.row("control").pid()).isEqualTo(control);
        // Not one step towards the places that were named before: at the most a machine that stood
        // had it wait for pictures, or for its guard.
        assertThat(stopped.previousState).isIn(ControlState.SEARCH, ControlState.IDLE);
        assertThat(stopped.transitions - transitions).isBetween(1L, 2L);
        // Nor afterwards.
        assertThat(instance.catFollow("send", "resume").code()).isZero();
        awaitState(ControlState.SEARCH);
        live.awaitFrames(5, "control");
        assertThat(live.control().state).isNotEqualTo(ControlState.GOTO);
    }

    private static Command place() {
        Command command = new Command();
        command.kind = CommandKind.CAT_LOCATION;
        command.x = 5;
        return command;
    }

    @Test
    void neverObeysACommandThatCameTooLate() {
        long control = live.row("control").pid();
        long stale = live.count("control", Counter.STALE);
        long transitions = live.control().transitions;
        Instance.signal("STOP", control);
        long sequence;
        try {
            Outcome late = instance.catFollow("send", "--ttl", "100", "cat-location", "5", "0");
            assertThat(late.code()).isEqualTo(1);
            assertThat(late.onlyErrorLine()).contains("will not be obeyed");
            sequence = send(place(), Duration.ofNanos(1));
        } finally {
            Instance.signal("CONT", control);
        }
        Await.until(
                "the late commands to be taken",
                () -> live.region().result(sequence) == CommandResult.EXPIRED);
        Await.until("both to be counted", () -> live.count("control", Counter.STALE) == stale + 2);
        live.awaitFrames(5, "control");
        assertThat(live.row("control").pid()).isEqualTo(control);
        // To stand still for so long is no change of state either, or only to wait for pictures.
        assertThat(live.control().state).isNotEqualTo(ControlState.GOTO);
        assertThat(live.control().previousState).isNotEqualTo(ControlState.GOTO);
        assertThat(live.control().transitions - transitions).isLessThanOrEqualTo(2);
    }

    @Test
    void saysThatNobodyIsThereToObey() {
        assertThat(instance.launch("stop", "control").code()).isZero();
        try {
            Outcome sent = instance.catFollow("send", "cat-location", "1", "0");
            assertThat(sent.code()).isEqualTo(1);
            assertThat(sent.onlyErrorLine()).contains("control does not run");
            assertThat(live.control().speedMetresPerSecond).isZero();
        } finally {
            assertThat(instance.launch("start", "control").code()).isZero();
        }
    }

    @Test
    void readsPicturesOutOfTheLiveRing() throws IOException {
        assertPicture("newest.png");
        assertPicture("overlay.jpg", "--overlay");
        // Nothing comes after it while a slow machine starts the command that asks for it.
        long capture = live.row("capture").pid();
        Instance.signal("STOP", capture);
        try {
            long frame = live.frames().newestFrame();
            assertPicture("one.bmp", "--frame", Long.toString(frame));
        } finally {
            Instance.signal("CONT", capture);
        }
        Path none = instance.folder.resolve("none.png");
        Outcome gone = instance.catFollow("read", "--out", none.toString(), "--frame", "999999999");
        assertThat(gone.code()).isEqualTo(1);
        assertThat(gone.onlyErrorLine()).contains("frame 999999999 is not in the ring");
        assertThat(none).doesNotExist();
    }

    private void assertPicture(String file, String... more) throws IOException {
        Path out = instance.folder.resolve(file);
        String[] words = new String[3 + more.length];
        words[0] = "read";
        words[1] = "--out";
        words[2] = out.toString();
        System.arraycopy(more, 0, words, 3, more.length);
        Outcome read = instance.catFollow(words);
        assertThat(read.code()).as(read.err()).isZero();
        BufferedImage picture = ImageIO.read(Files.newInputStream(out));
        assertThat(picture).as(file).isNotNull();
        assertThat(picture.getWidth()).isEqualTo(WIDTH);
        assertThat(picture.getHeight()).isEqualTo(HEIGHT);
    }

    @Test
    void describesTheLayoutForOtherLanguages() {
        Outcome answer = instance.catFollow("layout", "--json");
        assertThat(answer.code()).as(answer.err()).isZero();
        JsonObject layout = JsonParser.parseString(answer.out()).getAsJsonObject();
        Geometry geometry = live.region().geometry();
        assertThat(layout.get("layoutVersion").getAsInt()).isEqualTo(HeaderLayout.VERSION);
        assertThat(layout.get("fingerprint").getAsString())
                .isEqualTo(String.format("%016x", RegionTables.fingerprint()));
        assertThat(layout.get("slots").getAsInt()).isEqualTo(64);
        assertThat(layout.get("totalBytes").getAsLong()).isEqualTo(geometry.totalBytes());
        JsonObject sections = layout.getAsJsonObject("sections");
        for (Section section : Section.values()) {
            JsonObject entry = sections.getAsJsonObject(section.name().toLowerCase(Locale.ROOT));
            assertThat(entry.get("offset").getAsLong()).isEqualTo(geometry.offset(section));
            assertThat(entry.get("length").getAsLong()).isEqualTo(geometry.length(section));
        }
        assertThat(layout.getAsJsonObject("tables").keySet())
                .isEqualTo(RegionTables.all().keySet());
    }

    @Test
    void tellsScriptsEverythingThatWasPromised() {
        live.awaitFrames(2, "tracker", "control");
        JsonObject stat = StatKeys.ask(instance);
        StatKeys.assertComplete(stat, false);
        assertThat(stat.getAsJsonObject("region").get("path").getAsString())
                .isEqualTo(instance.files().region().toString());
        JsonObject stages = stat.getAsJsonObject("stages");
        for (String stage : Distribution.STAGES) {
            JsonObject row = stages.getAsJsonObject(stage);
            assertThat(row.get("pid").getAsLong()).isEqualTo(live.row(stage).pid());
            assertThat(row.get("alive").getAsBoolean()).isTrue();
        }
    }
}
