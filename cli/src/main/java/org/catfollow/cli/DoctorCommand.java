package org.catfollow.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.catfollow.cli.doctor.Check;
import org.catfollow.cli.doctor.Finding;
import org.catfollow.cli.doctor.LogindCheck;
import org.catfollow.cli.doctor.SharingCheck;
import org.catfollow.cli.doctor.SpaceCheck;
import org.catfollow.cli.doctor.UnitCheck;
import org.catfollow.runtime.ExitCode;
import org.catfollow.shm.layout.Geometry;
import org.catfollow.shm.layout.Role;
import org.catfollow.shm.region.Region;
import org.catfollow.shm.region.RegionException;
import org.catfollow.shm.region.RegionFiles;
import org.catfollow.shm.region.RoleLock;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code cat-follow doctor}: looks at the machine. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = "Looks for what on this machine would keep the robot from working.")
final class DoctorCommand implements Callable<Integer> {
    private static final long PATIENCE_SECONDS = 5;

    @CommandLine.ParentCommand private CatFollowCommand parent;
    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() {
        RegionFiles files = parent.files();
        String unit = "cat-follow@" + parent.instanceName().orElse("default") + ".service";
        List<Check> checks =
                List.of(
                        new SpaceCheck(files.region(), Geometry.DEFAULT.totalBytes()),
                        new LogindCheck(Path.of("/"), userId()),
                        new UnitCheck(unit, () -> systemctlShow(unit)),
                        new SharingCheck(Path.of("/proc"), files.region(), runningStages(files)));
        List<Finding> findings = new ArrayList<>();
        checks.forEach(check -> findings.addAll(check.look()));
        for (Finding finding : findings) {
            spec.commandLine()
                    .getOut()
                    .printf(
                            "%-8s %-28s %s%n",
                            finding.verdict().name().toLowerCase(Locale.ROOT),
                            finding.subject(),
                            finding.text());
        }
        spec.commandLine().getOut().flush();
        boolean bad = findings.stream().anyMatch(it -> it.verdict() == Finding.Verdict.BAD);
        return bad ? ExitCode.FAILED.code() : ExitCode.DONE.code();
    }

    private static long userId() {
        try {
            return ((Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid")).longValue();
        } catch (IOException e) {
            return 0;
        }
    }

    private static Map<String, Long> runningStages(RegionFiles files) {
        Map<String, Long> pids = new TreeMap<>();
        if (!Files.exists(files.region())) {
            return pids;
        }
        try (Region region = Region.attach(files, java.time.Duration.ZERO)) {
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

    private static Optional<String> systemctlShow(String unit) {
        try {
            Process process =
                    new ProcessBuilder("systemctl", "show", unit, "-p", UnitCheck.PROPERTIES)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return Optional.empty();
            }
            byte[] text = process.getInputStream().readAllBytes();
            return Optional.of(new String(text, StandardCharsets.UTF_8));
        } catch (IOException e) {
            // No systemd here.
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
