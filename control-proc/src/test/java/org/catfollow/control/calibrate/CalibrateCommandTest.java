package org.catfollow.control.calibrate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.catfollow.control.ControlCommand;
import org.catfollow.runtime.ProcessExit;
import org.catfollow.shm.commands.CalibrationPart;
import org.catfollow.shm.commands.Command;
import org.catfollow.shm.commands.CommandKind;
import org.catfollow.shm.commands.CommandReceiver;
import org.catfollow.shm.commands.CommandResult;
import org.catfollow.shm.layout.Geometry;
import org.catfollow.shm.layout.Role;
import org.catfollow.shm.region.Region;
import org.catfollow.shm.region.RegionCreator;
import org.catfollow.shm.region.RegionFiles;
import org.catfollow.shm.region.RoleClaim;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CalibrateCommandTest {
    @TempDir private Path folder;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path file;
    private Path vendors;
    private RegionFiles region;

    @BeforeEach
    void makeFiles() throws Exception {
        file = folder.resolve("picar-x.properties");
        vendors =
                Files.writeString(
                        folder.resolve("picar-x.conf"),
                        "picarx_dir_servo = 3.0\npicarx_dir_motor = [1, -1]\n");
        region = new RegionFiles(folder.resolve("region"));
    }

    private int run(String... words) {
        List<String> all = new ArrayList<>(List.of("calibrate", "--calibration"));
        all.add(file.toString());
        all.addAll(List.of("--region", region.region().toString()));
        all.addAll(List.of(words));
        CommandLine line = ProcessExit.commandLine(new ControlCommand());
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return line.execute(all.toArray(String[]::new));
    }

    @Test
    void theVendorsCalibrationIsTakenOverAndShown() {
        assertThat(run("--import", vendors.toString())).isZero();
        assertThat(out.toString()).isEqualTo("kept in " + file + "\n");
        assertThat(run("--show")).isZero();
        assertThat(out.toString().lines())
                .contains(
                        "# from " + file, "steering-offset-degrees = 3.0", "right-motor-sign = -1");
        assertThat(err.toString()).isEmpty();
    }

    /** Runs an import under a control that answers so; returns the code. */
    private int importAnswered(CommandResult answer) throws InterruptedException {
        RegionCreator.createIfMissing(region, new Geometry(4, 96, 64), Duration.ofSeconds(1));
        Command command = new Command();
        try (Region attached = Region.attach(region, Duration.ofSeconds(1));
                RoleClaim control = attached.claim(Role.CONTROL)) {
            CommandReceiver receiver = control.commandReceiver();
            Thread answering =
                    Thread.ofPlatform()
                            .start(
                                    () -> {
                                        long end = System.nanoTime() + 10_000_000_000L;
                                        while (receiver.next(command) <= 0
                                                && System.nanoTime() - end < 0) {
                                            LockSupport.parkNanos(1_000_000);
                                        }
                                        receiver.take(1);
                                        receiver.answer(1, answer);
                                    });
            int code = run("--import", vendors.toString());
            answering.join();
            assertThat(command.kind).isEqualTo(CommandKind.CALIBRATE);
            assertThat(command.part).isEqualTo(CalibrationPart.RELOAD);
            return code;
        }
    }

    @Test
    void aControlThatRunsReadsItAnew() throws Exception {
        assertThat(importAnswered(CommandResult.ACCEPTED)).isZero();
        assertThat(out.toString()).isEqualTo("kept in " + file + "\ncontrol took it over\n");
    }

    @Test
    void aControlThatRefusesToReadItIsSaidToHaveTheOldOne() throws Exception {
        assertThat(importAnswered(CommandResult.REFUSED)).isEqualTo(1);
        assertThat(out.toString()).isEqualTo("kept in " + file + "\n");
        assertThat(file).exists();
        assertThat(err.toString())
                .isEqualTo(
                        "control-proc calibrate: the file is written, but control refused to read it"
                                + " and has the OLD calibration; `deploy/launch.sh restart control`,"
                                + " and see that its --calibration is that file\n");
    }

    @Test
    void withoutATerminalItIsOneLine() throws Exception {
        RegionCreator.createIfMissing(region, new Geometry(4, 96, 64), Duration.ofSeconds(1));
        Path none = Files.createFile(folder.resolve("none"));
        assertThat(run("--terminal", none.toString())).isEqualTo(2);
        assertThat(err.toString())
                .isEqualTo(
                        "control-proc calibrate: a terminal is needed, and "
                                + none
                                + " is none; to take over the vendor's calibration use --import, to"
                                + " try single values `cat-follow send calibrate`\n");
        assertThat(file).doesNotExist();
    }

    @Test
    void aVendorsFileThatIsEmptyIsOneLine() throws Exception {
        Files.writeString(vendors, "");
        assertThat(run("--import", vendors.toString())).isEqualTo(2);
        assertThat(err.toString()).contains(vendors + " is empty").hasLineCount(1);
        assertThat(file).doesNotExist();
    }
}
