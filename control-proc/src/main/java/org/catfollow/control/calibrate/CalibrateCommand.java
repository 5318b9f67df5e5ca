package org.catfollow.control.calibrate;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.catfollow.control.car.picarx.CalibrationChoice;
import org.catfollow.control.car.picarx.CalibrationStore;
import org.catfollow.control.car.picarx.CarCalibration;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;
import org.catfollow.runtime.terminal.RawTerminal;
import org.catfollow.shm.commands.CommandResult;
import org.catfollow.shm.layout.Role;
import org.catfollow.shm.region.Region;
import org.catfollow.shm.region.RoleLock;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code control-proc calibrate}, which people call {@code cat-follow calibrate}. */
@Command(
        name = "calibrate",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Leads through the calibration of the car, step by step on the terminal, while control"
                        + " runs: offsets of the servos, directions of the motors, floor sensors, speed,"
                        + " wheel base. What was found is kept at the end, and control takes it over.")
public final class CalibrateCommand implements Callable<Integer> {
    @CommandLine.ParentCommand private RegionHolder program;
    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

    @Option(
            names = "--calibration",
            paramLabel = "FILE",
            description =
                    "The file to make, as control-proc is told (default:"
                            + " ~/.config/cat-follow/picar-x.properties).")
    private Path file;

    @Option(names = "--show", description = "Prints the calibration in force and where it is from.")
    private boolean show;

    @Option(
            names = "--import",
            paramLabel = "FILE",
            description =
                    "Takes over what the vendor's tools have left, such as"
                            + " /opt/picar-x/picar-x.conf, and asks nothing.")
    private Path vendors;

    @Option(names = "--terminal", hidden = true, description = "Terminal to read from.")
    private Path device = Path.of("/dev/tty");

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        CalibrationStore store = new CalibrationStore(file);
        if (show) {
            CalibrationChoice found = store.find();
            out.println("# " + found.origin());
            out.print(CalibrationStore.lines(found.calibration()));
            out.flush();
        } else if (vendors != null) {
            keep(store, CalibrationStore.ofVendor(vendors), out);
        } else {
            lead(store, out);
        }
        return ExitCode.DONE.code();
    }

    private void lead(CalibrationStore store, PrintWriter out) {
        CarCalibration before = store.find().calibration();
        Optional<CarCalibration> found;
        try (Region attached = Region.attach(program.regionFiles(), Duration.ZERO);
                RawTerminal terminal =
                        RawTerminal.open(
                                device,
                                "to take over the vendor's calibration use --import, to try single"
                                        + " values `cat-follow send calibrate`")) {
            TerminalBench.requireControl(attached);
            found =
                    new CalibrationDialogue(
                                    new TerminalBench(
                                            attached, terminal::read, TerminalBench.Time.REAL, out),
                                    before)
                            .run();
        }
        if (found.isPresent()) {
            keep(store, found.get(), out);
        } else {
            out.println("nothing was changed");
        }
    }

    /** Writes it and, when a control is there, has it read it and says what came of that. */
    private void keep(CalibrationStore store, CarCalibration calibration, PrintWriter out) {
        store.write(calibration);
        out.println("kept in " + store.file());
        if (program.regionFiles().region().toFile().exists()
                && RoleLock.isHeld(program.regionFiles(), Role.CONTROL)) {
            CommandResult result;
            try (Region attached = Region.attach(program.regionFiles(), Duration.ZERO)) {
                result =
                        new TerminalBench(attached, () -> -1, TerminalBench.Time.REAL, out)
                                .reload();
            }
            if (result != CommandResult.ACCEPTED) {
                throw notTaken(result);
            }
            out.println("control took it over");
        }
    }

    private static StageFailure notTaken(CommandResult result) {
        boolean refused = result == CommandResult.REFUSED;
        return new StageFailure(
                ExitCode.FAILED,
                "the file is written, but control "
                        + (refused ? "refused to read it" : "did not say that it read it")
                        + " and "
                        + (refused ? "has" : "may have")
                        + " the OLD calibration; `deploy/launch.sh restart control`, and see"
                        + " that its --calibration is that file");
    }
}
