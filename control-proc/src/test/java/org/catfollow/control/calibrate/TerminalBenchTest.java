package org.catfollow.control.calibrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.catfollow.shm.commands.CalibrationPart;
import org.catfollow.shm.commands.Command;
import org.catfollow.shm.commands.CommandReceiver;
import org.catfollow.shm.commands.CommandResult;
import org.catfollow.shm.layout.Geometry;
import org.catfollow.shm.layout.Role;
import org.catfollow.shm.region.Region;
import org.catfollow.shm.region.RegionCreator;
import org.catfollow.shm.region.RegionFiles;
import org.catfollow.shm.region.RoleClaim;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bench whose time passes as it looks, with keys typed and commands answered at moments of it. */
class TerminalBenchTest {
    private static final long MILLI = 1_000_000;

    @TempDir private Path folder;
    private final StringWriter out = new StringWriter();
    private final TreeMap<Long, Character> keys = new TreeMap<>();

    /** What control was told, each with the moment, milliseconds. */
    private final List<String> told = new ArrayList<>();

    private final List<Long> moments = new ArrayList<>();
    private CommandResult answer = CommandResult.ACCEPTED;
    private boolean controlEnded;
    private long nowNanos;
    private Region region;
    private RoleClaim control;
    private CommandReceiver receiver;
    private TerminalBench bench;

    @BeforeEach
    void makeBench() {
        RegionFiles files = new RegionFiles(folder.resolve("region"));
        RegionCreator.createIfMissing(files, new Geometry(4, 96, 64), Duration.ofSeconds(1));
        region = Region.attach(files, Duration.ofSeconds(1));
        control = region.claim(Role.CONTROL);
        receiver = control.commandReceiver();
        TerminalBench.Time time =
                new TerminalBench.Time() {
                    @Override
                    public long nanos() {
                        return nowNanos;
                    }

                    @Override
                    public void pass(long nanos) {
                        if (!controlEnded) {
                            answerAll();
                        }
                        nowNanos += nanos;
                    }
                };
        bench = new TerminalBench(region, this::key, time, new PrintWriter(out, true));
    }

    @AfterEach
    void endBench() {
        control.close();
        region.close();
    }

    private int key() {
        return !keys.isEmpty() && nowNanos >= keys.firstKey() * MILLI
                ? keys.pollFirstEntry().getValue()
                : -1;
    }

    private void answerAll() {
        Command command = new Command();
        long sequence = receiver.next(command);
        while (sequence > 0) {
            told.add(String.format(Locale.ROOT, "%s %.0f", command.part, command.value));
            moments.add(nowNanos / MILLI);
            receiver.take(sequence);
            receiver.answer(sequence, answer);
            sequence = receiver.next(command);
        }
    }

    @Test
    void theCarIsHeldWhileAQuestionWaits() {
        keys.put(1500L, '1');
        keys.put(3000L, '\n');
        assertThat(bench.line("How far? ")).isEqualTo("1");
        assertThat(told).hasSizeBetween(29, 32).containsOnly("DRIVE 0");
        for (int i = 1; i < moments.size(); i++) {
            assertThat(moments.get(i) - moments.get(i - 1)).isLessThanOrEqualTo(120);
        }
    }

    @Test
    void aMotorTurnsForTwoSecondsAfterTheKeyAndThenTheCarIsHeld() {
        keys.put(60_000L, 'x');
        assertThat(bench.key(CalibrationPart.LEFT_MOTOR, -1)).isEqualTo('x');
        int last = told.lastIndexOf("LEFT_MOTOR -1");
        assertThat(moments.get(last)).isBetween(1800L, 1999L);
        assertThat(told.subList(last + 1, told.size()))
                .hasSizeGreaterThan(500)
                .containsOnly("DRIVE 0");
        assertThat(out.toString())
                .isEqualTo("  it stands again; answer, or any other key shows it again\n");

        keys.put(60_500L, 'y');
        told.clear();
        assertThat(bench.key(CalibrationPart.LEFT_MOTOR, -1)).isEqualTo('y');
        assertThat(told).isNotEmpty().containsOnly("LEFT_MOTOR -1");
    }

    @Test
    void aServoIsShownForAsLongAsThePersonLooks() {
        keys.put(10_000L, '+');
        bench.key(CalibrationPart.PAN, 3);
        assertThat(told).hasSizeGreaterThan(80).containsOnly("PAN 3");
    }

    @Test
    void aDriveEndsWithWheelsThatStandAndLastsTwoSecondsAtMost() {
        bench.drive(30, 100_000);
        answerAll();
        assertThat(nowNanos).isEqualTo(2000 * MILLI);
        assertThat(told).startsWith("DRIVE 30", "DRIVE 30").endsWith("DRIVE 30", "DRIVE 0");
    }

    @Test
    void aRefusedTrialSaysSoAndARefusedHoldIsTriedOn() {
        answer = CommandResult.REFUSED;
        assertThatThrownBy(() -> bench.key(CalibrationPart.TILT, 1))
                .isInstanceOf(TrialRefused.class)
                .hasMessageStartingWith("control refuses to try a calibration in ");
        assertThatThrownBy(() -> bench.drive(30, 2000)).isInstanceOf(TrialRefused.class);
        told.clear();
        keys.put(nowNanos / MILLI + 1000, 's');
        assertThat(bench.key(CalibrationPart.NONE, 0)).isEqualTo('s');
        assertThat(told).hasSizeGreaterThan(5).containsOnly("DRIVE 0");

        // Put right, it goes on, whatever was refused before.
        answer = CommandResult.ACCEPTED;
        keys.put(nowNanos / MILLI + 1000, 'y');
        assertThat(bench.key(CalibrationPart.TILT, 1)).isEqualTo('y');
    }

    @Test
    void aControlThatEndsIsARefusalAndAQuestionStillWaits() {
        controlEnded = true;
        control.close();
        assertThatThrownBy(() -> bench.key(CalibrationPart.TILT, 1))
                .isInstanceOf(TrialRefused.class)
                .hasMessageStartingWith("control does not run on ");
        keys.put(nowNanos / MILLI + 1000, '\n');
        assertThat(bench.key(CalibrationPart.NONE, 0)).isEqualTo('\n');
    }

    @Test
    void whatBecameOfAReloadIsAwaited() {
        assertThat(bench.reload()).isEqualTo(CommandResult.ACCEPTED);
        answer = CommandResult.REFUSED;
        assertThat(bench.reload()).isEqualTo(CommandResult.REFUSED);
        answer = CommandResult.PENDING;
        assertThat(bench.reload()).isEqualTo(CommandResult.PENDING);
        assertThat(told).containsExactly("RELOAD 0", "RELOAD 0", "RELOAD 0");
    }
}
