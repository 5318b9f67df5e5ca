package org.catfollow.cli;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.catfollow.cli.doctor.BatteryCheck;
import org.catfollow.cli.doctor.CameraCheck;
import org.catfollow.cli.doctor.Check;
import org.catfollow.cli.doctor.ConfigCheck;
import org.catfollow.cli.doctor.Finding;
import org.catfollow.cli.doctor.HatCheck;
import org.catfollow.cli.doctor.LogindCheck;
import org.catfollow.cli.doctor.MachineCheck;
import org.catfollow.cli.doctor.PowerCheck;
import org.catfollow.cli.doctor.ProgramCheck;
import org.catfollow.cli.doctor.SharingCheck;
import org.catfollow.cli.doctor.SpaceCheck;
import org.catfollow.cli.doctor.UnitCheck;
import org.catfollow.cli.launching.Launcher;
import org.catfollow.cli.settings.InForce;
import org.catfollow.cli.settings.LaunchedFlags;
import org.catfollow.runtime.DeviceHolders;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.config.Configuration;
import org.catfollow.runtime.natives.NativeLibraries;
import org.catfollow.runtime.systemcalls.I2cScan;
import org.catfollow.shm.layout.Geometry;
import org.catfollow.shm.region.RegionFiles;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code cat-follow doctor}: looks at the machine. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = {
            "Looks for what on this machine would keep the robot, as it is configured, from working. Each"
                    + " line says ok, or what to do; - is a thing that this machine has not and the robot"
                    + " does not need. Changes nothing; code 1 when something does not work."
        })
final class DoctorCommand implements Callable<Integer> {
    @CommandLine.ParentCommand private CatFollowCommand parent;
    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

    @Option(names = "--json", description = "As one JSON array.")
    private boolean json;

    @Option(
            names = "--quick",
            description = "Without trying the model, which takes a second or more.")
    private boolean quick;

    @Override
    public Integer call() {
        List<Finding> findings = new ArrayList<>();
        PrintWriter out = spec.commandLine().getOut();
        for (Check check : checks()) {
            for (Finding finding : check.look()) {
                findings.add(finding);
                if (!json) {
                    out.printf(
                            "%-8s %-14s %s%n", finding.word(), finding.subject(), finding.text());
                    // The next may take a while.
                    out.flush();
                }
            }
        }
        if (json) {
            out.println(new GsonBuilder().setPrettyPrinting().create().toJson(toJson(findings)));
            out.flush();
        }
        boolean bad = findings.stream().anyMatch(it -> it.verdict() == Finding.Verdict.BAD);
        return bad ? ExitCode.FAILED.code() : ExitCode.DONE.code();
    }

    private static JsonArray toJson(List<Finding> findings) {
        JsonArray array = new JsonArray();
        for (Finding finding : findings) {
            JsonObject json = new JsonObject();
            json.addProperty("subject", finding.subject());
            json.addProperty("verdict", finding.verdict().name().toLowerCase(Locale.ROOT));
            json.addProperty("text", finding.text());
            array.add(json);
        }
        return array;
    }

    private List<Check> checks() {
        RegionFiles files = parent.files();
        Path home = Launcher.home("doctor");
        Configuration configuration = ConfigCommand.configurationOf(parent.configFile());
        Map<String, List<String>> flags = LaunchedFlags.in(parent.stateFolder());
        List<InForce> settings = InForce.all(configuration, flags, "flag");
        boolean hasHat =
                value(settings, "robot.car").equals("picar-x")
                        && value(settings, "robot.hat").equals("pi4j");
        Map<String, Long> stages = Patients.stages(files);
        Path root = Path.of("/");
        List<Check> checks = new ArrayList<>();
        checks.add(new ConfigCheck(configuration));
        checks.add(new SpaceCheck(files.region(), Geometry.DEFAULT.totalBytes()));
        checks.add(new LogindCheck(root, Patients.userId()));
        for (String unit : List.of("cat-follow@control.service", "cat-follow@capture.service")) {
            checks.add(
                    new UnitCheck(
                            unit,
                            () ->
                                    Patients.output(
                                            "systemctl",
                                            "show",
                                            unit,
                                            "-p",
                                            UnitCheck.PROPERTIES)));
        }
        checks.add(new SharingCheck(Path.of("/proc"), files.region(), stages));
        checks.add(
                new MachineCheck(
                        Path.of("/proc"), home.resolve("natives"), NativeLibraries.platform()));
        checks.add(
                new CameraCheck(
                        root,
                        value(settings, "capture.source"),
                        value(settings, "capture.camera"),
                        Patients::isOnPath,
                        DeviceHolders.REAL));
        checks.add(
                new HatCheck(
                        root,
                        hasHat,
                        stages.containsKey("control"),
                        bus -> I2cScan.scan(bus, HatCheck.ADDRESSES)));
        checks.add(new BatteryCheck(Patients.sensors(files)));
        checks.add(new PowerCheck(root, () -> Patients.output("vcgencmd", "get_throttled")));
        if (!quick) {
            checks.add(model(home, flags.getOrDefault("detector", List.of())));
        }
        return checks;
    }

    private ProgramCheck model(Path home, List<String> flags) {
        List<String> words = new ArrayList<>(flags);
        Optional<Path> file = parent.configFile();
        words.add("--config");
        words.add(file.map(Path::toString).orElse("none"));
        return new ProgramCheck(
                "model",
                () -> Patients.smokeTest(home.resolve("bin").resolve("detector-proc"), words),
                "`cat-follow model list` says which there are");
    }

    private static String value(List<InForce> settings, String key) {
        return settings.stream()
                .filter(it -> it.setting().key().equals(key))
                .map(InForce::value)
                .findFirst()
                .orElse("");
    }
}
