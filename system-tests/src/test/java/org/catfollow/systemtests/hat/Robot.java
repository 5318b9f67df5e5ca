package org.catfollow.systemtests.hat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.catfollow.runtime.sending.RepeatedResume;
import org.catfollow.runtime.standin.MotorWatch;
import org.catfollow.runtime.standin.StandInBench;
import org.catfollow.shm.counters.Activity;
import org.catfollow.shm.counters.Counter;
import org.catfollow.shm.counters.StageRowReader;
import org.catfollow.shm.layout.Role;
import org.catfollow.shm.region.Region;
import org.catfollow.shm.region.RegionFiles;
import org.catfollow.shm.sequence.TwoCellReader;
import org.catfollow.shm.slots.CellCodec;
import org.catfollow.shm.slots.ControlState;
import org.catfollow.shm.slots.ControlStatus;
import org.catfollow.shm.slots.ControlStatusCell;
import org.catfollow.shm.slots.GuardState;
import org.catfollow.shm.slots.GuardStatus;
import org.catfollow.shm.slots.GuardStatusCell;
import org.catfollow.shm.slots.Sensors;
import org.catfollow.shm.slots.SensorsCell;
import org.catfollow.shm.slots.StateSlot;

/** Control and guard, the region between them, their HAT, and a hand that drives. */
final class Robot implements AutoCloseable {
    /** An emulated JVM starts within this on a machine that does other things too. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final long LOOK_NANOS = 500_000;
    private static final long DRIVES_NANOS = 200_000_000;

    /** What a telegram of three bytes takes at 100 kHz: address and bytes of nine bits each, and its frame. */
    private static final Duration TELEGRAM = Duration.ofNanos(370_000);

    private static final double FAR_METRES = 2.5;

    /** A little more than by default: so the steering's highest rate is 20 degrees in any period. */
    private static final String PERIOD_MILLIS = "25";

    /** So that a speed is reached in one period, and steering and camera too: nothing in between is written. */
    private static final List<String> AT_ONCE =
            List.of(
                    "--acceleration",
                    "10",
                    "--deceleration",
                    "10",
                    "--jerk",
                    "1000",
                    "--steering-rate",
                    "1000",
                    "--camera-rate",
                    "1000");

    private final Path distribution;
    private final Path work;
    private final String kind;
    private final String hat;
    private final Map<String, String> environment;
    private final RegionFiles files;
    private final StandInBench bench;
    private final MotorWatch watch;
    private final HatLog log;
    private List<String> calibration = List.of();
    private Region region;
    private Hand hand;
    private volatile Stage control;
    private volatile Stage guard;
    private long startedNanos;
    private final RepeatedResume resume = new RepeatedResume();

    private Robot(RigOptions options, String kind, Map<String, String> environment, boolean byPi4j)
            throws IOException {
        this.distribution = options.distribution();
        this.work = options.work();
        this.kind = kind;
        Path file = work.resolve("hat." + kind);
        this.hat = byPi4j ? "pi4j" : "stand-in:" + file;
        this.environment = new HashMap<>(environment);
        if (byPi4j) {
            this.environment.put("CAT_FOLLOW_RIG_HAT", file.toString());
        }
        this.files = RegionFiles.named(options.name() + "-" + kind);
        this.bench = new StandInBench(file);
        this.watch = new MotorWatch(bench);
        this.log = new HatLog(bench);
        heal();
        // Who interrupts the rig leaves no process and no region.
        Runtime.getRuntime().addShutdownHook(new Thread(this::leaveNothing));
    }

    /** On the Pi's instruction set, by Pi4J; with the vendor's calibration until {@link #calibrate}. */
    static Robot emulated(RigOptions options) throws IOException {
        Map<String, String> environment =
                Map.of(
                        "CAT_FOLLOW_JAVA_HOME", options.java().toString(),
                        "CAT_FOLLOW_RIG_PRELOAD", options.library().toString(),
                        "CAT_FOLLOW_RIG_FILES", options.files().toString(),
                        // No calibration of whoever runs this.
                        "XDG_CONFIG_HOME", options.work().resolve("config").toString());
        return new Robot(options, "emulated", environment, true);
    }

    /** On this machine's own processor, by the stand-in in Java. */
    static Robot ofThisMachine(RigOptions options) throws IOException {
        Map<String, String> environment =
                Map.of("CAT_FOLLOW_JAVA_HOME", System.getProperty("java.home"));
        Robot robot = new Robot(options, "here", environment, false);
        robot.calibrate(options.texts().resolve("straight.properties"));
        return robot;
    }

    // --- life ---

    /** Makes the region and starts both; returns how long control took. */
    String start() {
        run("cat-follow", "region", "create");
        region = Region.attach(files, PATIENCE);
        hand = new Hand(Region.attach(files, PATIENCE));
        guard = stage("guard-proc", List.of());
        startControl();
        guardIs(GuardState.WATCHING);
        return "control after " + startedNanos / 1_000_000 + " ms";
    }

    /** Takes this calibration from the next start of control on. */
    void calibrate(Path file) {
        calibration = List.of("--calibration", file.toString());
    }

    /** Starts control and waits until it works. */
    void startControl() {
        List<String> flags = new ArrayList<>(AT_ONCE);
        flags.addAll(calibration);
        long begun = System.nanoTime();
        control = stage("control-proc", flags);
        await(
                "control to work",
                () -> {
                    control.requireAlive();
                    guard.requireAlive();
                    StageRowReader row = region.stageRow(Role.CONTROL);
                    return row.pid() == control.pid()
                            && (row.activity() == Activity.RUNNING
                                    || row.activity() == Activity.IDLE);
                });
        startedNanos = System.nanoTime() - begun;
    }

    private Stage stage(String program, List<String> flags) {
        List<String> command = command(program);
        command.addAll(List.of("--car", "picar-x", "--hat", hat, "--period-ms", PERIOD_MILLIS));
        command.addAll(flags);
        return new Stage(command, environment, work.resolve(program + "." + kind + ".log"));
    }

    private List<String> command(String program) {
        return new ArrayList<>(
                List.of(
                        distribution.resolve("bin").resolve(program).toString(),
                        "--region",
                        files.region().toString()));
    }

    /** Runs a command of the distribution on this machine's own Java. */
    void run(String program, String... words) {
        List<String> command = command(program);
        command.addAll(List.of(words));
        Stage stage =
                new Stage(
                        command,
                        Map.of("CAT_FOLLOW_JAVA_HOME", System.getProperty("java.home")),
                        work.resolve(program + ".log"));
        int code = stage.awaitEnd();
        if (code != 0) {
            throw RigFailure.atTheEnd(String.join(" ", command) + " ended with " + code);
        }
    }

    /** Ends both as the launcher does; fails unless they end with 0, and the wheels stand. */
    String end() {
        hand.letGo();
        StringBuilder codes = new StringBuilder();
        for (Stage stage : List.of(control, guard)) {
            stage.signal(Stage.TERM);
            codes.append(stage.awaitEnd());
        }
        watch.look();
        if (!codes.toString().equals("00") || watch.turning()) {
            throw new RigFailure(
                    "exit codes " + codes + ", motors at " + watch.pulse() + "; logs in " + work);
        }
        return "";
    }

    // --- what can be done ---

    Stage control() {
        return control;
    }

    Stage guard() {
        return guard;
    }

    StandInBench bench() {
        return bench;
    }

    MotorWatch watch() {
        return watch;
    }

    HatLog log() {
        return log;
    }

    void want(Hand.Wish wish) {
        hand.want(wish);
    }

    void letGo() {
        hand.letGo();
    }

    /** Makes the HAT whole: something far ahead, and each telegram takes as long as on the bus. */
    void heal() {
        bench.heal();
        bench.echoFrom(FAR_METRES);
        bench.slow(TELEGRAM);
    }

    ControlStatus status() {
        return read(StateSlot.CONTROL_STATUS, ControlStatusCell.CODEC, new ControlStatus());
    }

    GuardStatus guardStatus() {
        return read(StateSlot.GUARD_STATUS, GuardStatusCell.CODEC, new GuardStatus());
    }

    private <T> T read(StateSlot slot, CellCodec<T> codec, T into) {
        TwoCellReader<T> reader = region.stateReader(slot, codec);
        // One that is being written is read again: its writer is another process that goes on.
        for (int i = 0; i < 1000 && reader.read(into) != TwoCellReader.Answer.VALUE; i++) {
            Thread.onSpinWait();
        }
        return into;
    }

    Sensors sensors() {
        return read(StateSlot.SENSORS, SensorsCell.CODEC, new Sensors());
    }

    void guardIs(GuardState state) {
        await("the guard " + state, () -> guardStatus().state == state);
    }

    /** Drives by hand until the wheels have turned for a while, whatever there was to resume. */
    void drive(Hand.Wish wish) {
        want(wish);
        await(
                "the wheels to turn",
                () -> {
                    watch.look();
                    resumeWhereHeld();
                    return watch.turning()
                            && System.nanoTime() - watch.sinceNanos() > DRIVES_NANOS
                            && guardStatus().state == GuardState.WATCHING;
                });
    }

    /** Presses STOP; returns when, just before. */
    long pressStop() {
        long now = System.nanoTime();
        region.stopLatch().press(ProcessHandle.current().pid(), now);
        return now;
    }

    /** Returns how often something else than what the hand wants was written, or may have been. */
    long disturbances() {
        return guardStatus().trips + region.stageRow(Role.CONTROL).counter(Counter.ERRORS);
    }

    /** Resumes where that is called for, without a hand. */
    void makeIdle() {
        await(
                "control IDLE",
                () -> {
                    resumeWhereHeld();
                    return status().state == ControlState.IDLE
                            && guardStatus().state == GuardState.WATCHING;
                });
    }

    private void resumeWhereHeld() {
        ControlState state = status().state;
        if (state == ControlState.STOPPED || state == ControlState.FAULT) {
            resume.ask(region, System.nanoTime());
        }
    }

    /** Waits for a fact, with an eye on the processes. */
    void await(String what, BooleanSupplier fact) {
        if (!comes(PATIENCE, fact)) {
            throw RigFailure.atTheEnd(
                    "not within "
                            + PATIENCE.toSeconds()
                            + " s: "
                            + what
                            + "; control "
                            + status().state
                            + " ("
                            + status().reason
                            + "), guard "
                            + guardStatus().state
                            + ", motors at "
                            + watch.pulse()
                            + "; logs in "
                            + work);
        }
    }

    /** Waits for a fact; returns whether it came in time. */
    boolean comes(Duration within, BooleanSupplier fact) {
        long end = System.nanoTime() + within.toNanos();
        while (!fact.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                return false;
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
        return true;
    }

    private void leaveNothing() {
        for (Stage stage : new Stage[] {control, guard}) {
            if (stage != null) {
                stage.destroy();
            }
        }
        for (Path file : List.of(files.region(), files.lock(), files.temporary())) {
            try {
                boolean ignored = Files.deleteIfExists(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public void close() {
        leaveNothing();
        if (hand != null) {
            hand.close();
        }
        if (region != null) {
            region.close();
        }
    }
}
