package org.catfollow.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.catfollow.cli.doctor.ProgramCheck;
import org.catfollow.cli.launching.Launcher;
import org.catfollow.runtime.report.RegionReport;
import org.catfollow.shm.layout.Role;
import org.catfollow.shm.region.Region;
import org.catfollow.shm.region.RegionException;
import org.catfollow.shm.region.RegionFiles;
import org.catfollow.shm.region.RoleLock;
import org.catfollow.shm.slots.Sensors;
import org.catfollow.shm.slots.SensorsCell;
import org.catfollow.shm.slots.StateSlot;

/** What the doctor asks the machine: programs, and the region of a robot that runs. */
final class Patients {
    private static final long PATIENCE_SECONDS = 5;
    private static final long MODEL_SECONDS = 60;

    private Patients() {}

    static long userId() {
        try {
            return ((Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid")).longValue();
        } catch (IOException e) {
            return 0;
        }
    }

    /** Returns the pids of the stages at work, by name. */
    static Map<String, Long> stages(RegionFiles files) {
        Map<String, Long> pids = new TreeMap<>();
        if (!Files.exists(files.region())) {
            return pids;
        }
        try (Region region = Region.attach(files, Duration.ZERO)) {
            for (Role role : Role.values()) {
                if (RoleLock.isHeld(files, role)) {
                    pids.put(role.stageName(), region.stageRow(role).pid());
                }
            }
        } catch (RegionException e) {
            // One that cannot be attached has nobody at work that could be asked.
            return Map.of();
        }
        return pids;
    }

    /** Returns what a running control says of its sensors. */
    static Optional<Sensors> sensors(RegionFiles files) {
        if (!Files.exists(files.region()) || !stages(files).containsKey("control")) {
            return Optional.empty();
        }
        try (Region region = Region.attach(files, Duration.ZERO)) {
            return RegionReport.value(region, StateSlot.SENSORS, SensorsCell.CODEC, new Sensors());
        } catch (RegionException e) {
            return Optional.empty();
        }
    }

    static boolean isOnPath(String program) {
        for (String folder : System.getenv().getOrDefault("PATH", "").split(":", -1)) {
            if (!folder.isEmpty() && Files.isExecutable(Path.of(folder).resolve(program))) {
                return true;
            }
        }
        return false;
    }

    /** Returns what a program prints; empty where there is none, or it fails. */
    static Optional<String> output(String... command) {
        try {
            Process process =
                    new ProcessBuilder(command)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return Optional.empty();
            }
            byte[] text = process.getInputStream().readAllBytes();
            return process.exitValue() == 0
                    ? Optional.of(new String(text, StandardCharsets.UTF_8))
                    : Optional.empty();
        } catch (IOException e) {
            // Not on this machine.
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** Has the detector's own program look at a picture with the model in force. */
    static ProgramCheck.Answer smokeTest(Path detector, List<String> flags) {
        List<String> command = new ArrayList<>(List.of(detector.toString()));
        command.addAll(flags);
        command.add("--smoketest");
        try {
            Launcher.Outcome outcome =
                    Launcher.finish(
                            new ProcessBuilder(command)
                                    .redirectErrorStream(true)
                                    .redirectInput(Path.of("/dev/null").toFile())
                                    .start(),
                            MODEL_SECONDS);
            return new ProgramCheck.Answer(
                    outcome.code(), outcome.lastLine().replace("smoke test passed: ", ""));
        } catch (IOException e) {
            return new ProgramCheck.Answer(1, "cannot start " + detector + ": " + e.getMessage());
        }
    }
}
