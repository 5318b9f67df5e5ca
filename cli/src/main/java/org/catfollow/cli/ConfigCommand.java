package org.catfollow.cli;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.catfollow.cli.launching.Launcher;
import org.catfollow.cli.settings.InForce;
import org.catfollow.cli.settings.LaunchedFlags;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;
import org.catfollow.runtime.config.ConfigLocation;
import org.catfollow.runtime.config.Configuration;
import org.catfollow.runtime.config.SettingTable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cat-follow config}: what is in force, and who said so. */
@Command(
        name = "config",
        mixinStandardHelpOptions = true,
        description = {
            "Prints every setting's value in force and where it comes from: a flag of the running"
                    + " `launch.sh up`, the environment, a line of the configuration file, or the"
                    + " default."
        },
        subcommands = {ConfigCommand.Check.class, ConfigCommand.Init.class})
final class ConfigCommand implements Callable<Integer> {
    private static final String FILE_NAME = "cat-follow.conf";

    @CommandLine.ParentCommand private CatFollowCommand parent;
    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

    @Option(names = "--json", description = "As one JSON array.")
    private boolean json;

    @Option(names = "--changed", description = "Only what somebody has set.")
    private boolean changed;

    @Parameters(
            paramLabel = "FLAG",
            arity = "0..*",
            description =
                    "After --: flags of `launch.sh up`, to see what would be in force with them, in"
                            + " place of those of the running instance.")
    private List<String> flags = new ArrayList<>();

    @Override
    public Integer call() {
        Configuration configuration = configuration();
        List<InForce> all =
                new ArrayList<>(
                        flags.isEmpty()
                                ? InForce.all(
                                        configuration,
                                        LaunchedFlags.in(parent.stateFolder()),
                                        "flag of the running launcher")
                                : InForce.all(configuration, toAll(configuration), "flag"));
        if (changed) {
            all.removeIf(it -> !it.given());
        }
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(new GsonBuilder().setPrettyPrinting().create().toJson(toJson(all)));
        } else {
            print(all, configuration, out);
        }
        out.flush();
        report(configuration.mistakes(), spec.commandLine());
        return configuration.mistakes().isEmpty() ? ExitCode.DONE.code() : ExitCode.USAGE.code();
    }

    private Configuration configuration() {
        return configurationOf(parent.configFile());
    }

    static Configuration configurationOf(Optional<Path> file) {
        Path table = home().resolve("conf").resolve("settings.tsv");
        try {
            return Configuration.of(SettingTable.read(table), file, System.getenv());
        } catch (IOException e) {
            throw new StageFailure(
                    ExitCode.FAILED, "cannot read " + table + ": " + e.getMessage(), e);
        }
    }

    private static Path home() {
        return Launcher.home("config");
    }

    private Map<String, List<String>> toAll(Configuration configuration) {
        Map<String, List<String>> words = new LinkedHashMap<>();
        configuration
                .table()
                .all()
                .forEach(setting -> setting.stages().forEach(stage -> words.put(stage, flags)));
        return words;
    }

    private static void print(List<InForce> all, Configuration configuration, PrintWriter out) {
        out.printf(
                "# file: %s%n",
                configuration.file().map(Path::toString).orElse("none; `cat-follow config init`"));
        int width =
                all.stream()
                        .mapToInt(it -> line(it).length())
                        .filter(it -> it < 60)
                        .max()
                        .orElse(0);
        for (InForce it : all) {
            out.printf("%-" + Math.max(1, width) + "s  # %s%n", line(it), it.origin());
        }
    }

    private static String line(InForce it) {
        return it.setting().key()
                + " = "
                + (it.value().contains("#") ? '"' + it.value() + '"' : it.value());
    }

    private static JsonArray toJson(List<InForce> all) {
        JsonArray array = new JsonArray();
        for (InForce it : all) {
            JsonObject json = new JsonObject();
            json.addProperty("key", it.setting().key());
            json.addProperty("value", it.value());
            json.addProperty("origin", it.origin());
            json.addProperty("default", it.setting().defaultValue());
            json.addProperty("flag", it.setting().flag());
            json.addProperty("environment", it.setting().environment());
            json.addProperty("description", it.setting().description());
            array.add(json);
        }
        return array;
    }

    private static void report(List<String> mistakes, CommandLine line) {
        mistakes.forEach(line.getErr()::println);
        line.getErr().flush();
    }

    /** {@code config check}. */
    @Command(
            name = "check",
            mixinStandardHelpOptions = true,
            description =
                    "Says all that is wrong in a configuration, each mistake with its line; exit code"
                            + " 2 where something is.")
    static final class Check implements Callable<Integer> {
        @CommandLine.ParentCommand private ConfigCommand config;
        @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

        @Parameters(
                paramLabel = "FILE",
                arity = "0..1",
                description = "The file to check (default: the one in force).")
        private Path file;

        @Option(
                names = "--quick",
                description =
                        "Do not ask each stage whether its values fit together: names and kinds of"
                                + " values only.")
        private boolean quick;

        @Option(names = "--quiet", description = "Say nothing when all is right.")
        private boolean quiet;

        @Override
        public Integer call() {
            Optional<Path> checked = file == null ? config.parent.configFile() : Optional.of(file);
            Configuration configuration = configurationOf(checked);
            List<String> mistakes = new ArrayList<>(configuration.mistakes());
            if (mistakes.isEmpty() && !quick) {
                mistakes.addAll(askStages(configuration, checked));
            }
            report(mistakes, spec.commandLine());
            if (!mistakes.isEmpty()) {
                return ExitCode.USAGE.code();
            }
            if (!quiet) {
                long given =
                        InForce.all(configuration, Map.of(), "").stream()
                                .filter(InForce::given)
                                .count();
                String name =
                        checked.map(Path::toString).orElse("no file; environment and defaults");
                spec.commandLine().getOut().printf("%s: right, %d settings given%n", name, given);
                spec.commandLine().getOut().flush();
            }
            return ExitCode.DONE.code();
        }

        /** Each stage's own program makes its settings, all at once. */
        private static List<String> askStages(Configuration configuration, Optional<Path> file) {
            TreeSet<String> stages = new TreeSet<>();
            configuration.table().all().forEach(setting -> stages.addAll(setting.stages()));
            List<Process> processes = new ArrayList<>();
            for (String stage : stages) {
                Path program = home().resolve("bin").resolve(stage + "-proc");
                if (Files.isExecutable(program)) {
                    processes.add(
                            start(
                                    List.of(
                                            program.toString(),
                                            "--check-settings",
                                            ConfigLocation.FLAG,
                                            file.map(Path::toString).orElse(ConfigLocation.NONE))));
                }
            }
            TreeSet<String> mistakes = new TreeSet<>();
            for (Process process : processes) {
                Launcher.Outcome outcome = Launcher.finish(process);
                if (outcome.code() != ExitCode.DONE.code()) {
                    // The same setting may be wrong for two of them.
                    outcome.text()
                            .strip()
                            .lines()
                            .map(line -> line.replaceFirst("^[a-z]+-proc: (?=.*:)", ""))
                            .map(line -> line.replaceFirst("; see `[a-z]+-proc --help`$", ""))
                            .forEach(mistakes::add);
                }
            }
            return List.copyOf(mistakes);
        }

        private static Process start(List<String> command) {
            try {
                return new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectInput(Path.of("/dev/null").toFile())
                        .start();
            } catch (IOException e) {
                throw new StageFailure(
                        ExitCode.FAILED,
                        "cannot start " + command.get(0) + ": " + e.getMessage(),
                        e);
            }
        }
    }

    /** {@code config init}. */
    @Command(
            name = "init",
            mixinStandardHelpOptions = true,
            description = "Writes the commented file with all settings at their defaults.")
    static final class Init implements Callable<Integer> {
        @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

        @Parameters(
                paramLabel = "FILE",
                arity = "0..1",
                description =
                        "Where to (default: ~/.config/cat-follow/cat-follow.conf); - prints it.")
        private String file;

        @Override
        public Integer call() {
            Path template = home().resolve("conf").resolve(FILE_NAME);
            PrintWriter out = spec.commandLine().getOut();
            try {
                if ("-".equals(file)) {
                    out.print(Files.readString(template));
                } else {
                    Path target = target();
                    Files.createDirectories(target.toAbsolutePath().getParent());
                    // Fails where there is one: nobody's work is written over.
                    Files.copy(template, target);
                    out.println("wrote " + target + "; `cat-follow config` shows what is in force");
                }
            } catch (java.nio.file.FileAlreadyExistsException e) {
                throw new StageFailure(
                        ExitCode.FAILED,
                        e.getFile() + " is there already; edit it, or name another file",
                        e);
            } catch (IOException e) {
                throw new StageFailure(
                        ExitCode.FAILED, "cannot write the file: " + e.getMessage(), e);
            }
            out.flush();
            return ExitCode.DONE.code();
        }

        private Path target() {
            return file != null
                    ? Path.of(file)
                    : ConfigLocation.users(System.getenv())
                            .orElseThrow(
                                    () ->
                                            new StageFailure(
                                                    ExitCode.USAGE,
                                                    "HOME is not set; name the file"));
        }
    }
}
