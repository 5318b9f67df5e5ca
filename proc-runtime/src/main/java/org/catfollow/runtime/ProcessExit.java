package org.catfollow.runtime;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.catfollow.runtime.config.ConfigLocation;
import org.catfollow.runtime.config.ConfigMistakes;
import org.catfollow.runtime.config.Configuration;
import org.catfollow.runtime.config.ConfiguredDefaults;
import org.catfollow.runtime.config.SettingTable;
import org.catfollow.shm.region.Region;
import org.catfollow.shm.region.RegionException;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Parses the command line, runs the command, ends the process: the last thing every {@code main} does.
 * A mistake of the user's is one line on standard error; anything else is a bug and keeps its stack
 * trace.
 */
public final class ProcessExit {
    /**
     * In place of the work: only says whether the settings are right, for {@code cat-follow config
     * check}. Not an option, as no command has to know it.
     */
    static final String CHECK_SETTINGS = "--check-settings";

    /** Help, version, and files with more words. */
    private static final Pattern ASKS_FOR_ALL = Pattern.compile("--help|--version|-[hV]+|@.*");

    private static final Class<?>[] NO_CLASSES = {};

    /** Makes ready; null where nothing is to be. Set and read by the main thread. */
    private static Thread early;

    private ProcessExit() {}

    /**
     * The same for a process that attaches to a region and stays: what it needs for that is made ready on
     * a thread of its own while this one reads the flags.
     */
    public static void runStageAndExit(Object command, String[] args) {
        early = Thread.ofPlatform().daemon().name("early").start(ProcessExit::makeReady);
        runAndExit(command, args);
    }

    /**
     * Runs what was asked for, when nothing is made ready any more: two threads that initialise the same
     * library's classes in another order could wait for each other for ever.
     */
    private static int executeReady(CommandLine.ParseResult parsed) {
        if (early != null) {
            try {
                early.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return new CommandLine.RunLast().execute(parsed);
    }

    private static void makeReady() {
        try {
            Region.prepare();
            LoggerFactory.getLogger(ProcessExit.class);
        } catch (RuntimeException | Error e) {
            // Whoever needs it meets the same, and says so.
        }
    }

    /** Runs {@code command} with {@code args} and ends the JVM with its exit code. */
    public static void runAndExit(Object command, String[] args) {
        int code = ExitCode.FAILED.code();
        try {
            code = execute(command, args);
        } catch (Throwable e) {
            // An Error, which picocli lets through: without this the shutdown would wait for us.
            LoggerFactory.getLogger(ProcessExit.class).error("unexpected failure", e);
        }
        Shutdown.mainEnded(code);
        System.exit(code); // the only exit
    }

    /**
     * Runs {@code command} with {@code args}, and with what environment and configuration file say where
     * they do not; returns the exit code.
     */
    public static int execute(Object command, String[] args) {
        List<String> words = List.of(args);
        CommandLine line = commandLine(command, wanted(words));
        // Over the stream itself: picocli's own writer does not learn that its reader has gone.
        line.setOut(new PrintWriter(System.out, true, System.out.charset()));
        ConfiguredDefaults defaults =
                new ConfiguredDefaults(words, () -> configuration(line.getCommandSpec(), words));
        line.setDefaultValueProvider(defaults);
        line.setExecutionExceptionHandler((e, at, result) -> failed(e, at, defaults::originIn));
        line.setParameterExceptionHandler((e, given) -> misused(e, defaults::originIn));
        line.setExecutionStrategy(
                words.contains(CHECK_SETTINGS)
                        ? result -> check(command, line, defaults::originIn)
                        : ProcessExit::executeReady);
        return line.execute(
                words.stream().filter(word -> !word.equals(CHECK_SETTINGS)).toArray(String[]::new));
    }

    private static int check(Object command, CommandLine line, UnaryOperator<String> origin) {
        try {
            if (command instanceof SettingsCheck process) {
                process.checkSettings();
            }
            return ExitCode.DONE.code();
        } catch (StageFailure e) {
            return failed(e, line, origin);
        }
    }

    private static Configuration configuration(CommandSpec process, List<String> args) {
        return Configuration.of(
                SettingTable.ofProcess(process),
                ConfigLocation.find(args, System.getenv()),
                System.getenv());
    }

    /** Returns {@code command} set up as all of ours are, but without a configuration. */
    public static CommandLine commandLine(Object command) {
        return commandLine(command, subcommand -> true);
    }

    /** Returns which subcommands the words can be about; who asks for help gets all. */
    private static Predicate<Command> wanted(List<String> words) {
        return words.stream().anyMatch(word -> ASKS_FOR_ALL.matcher(word).matches())
                ? subcommand -> true
                : subcommand -> words.contains(subcommand.name());
    }

    /** Of subcommands that are not wanted it knows the names, which mistyped ones are told by. */
    private static CommandLine commandLine(Object command, Predicate<Command> wanted) {
        CommandLine line = new CommandLine(command);
        Subcommands below = command.getClass().getAnnotation(Subcommands.class);
        for (Class<?> type : below == null ? NO_CLASSES : below.value()) {
            Command described = type.getAnnotation(Command.class);
            line.addSubcommand(
                    described.name(),
                    wanted.test(described)
                            ? new CommandLine(type)
                            : new CommandLine(CommandSpec.create()));
        }
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setExecutionExceptionHandler((e, at, result) -> failed(e, at, message -> ""));
        line.setParameterExceptionHandler((e, given) -> misused(e, message -> ""));
        describeExitCodes(line);
        return line;
    }

    private static void describeExitCodes(CommandLine line) {
        CommandLine.Model.UsageMessageSpec usage = line.getCommandSpec().usageMessage();
        usage.exitCodeListHeading("%nExit codes:%n");
        Map<String, String> codes = new LinkedHashMap<>();
        for (ExitCode code : ExitCode.values()) {
            codes.put(Integer.toString(code.code()), code.meaning());
        }
        usage.exitCodeList(codes);
        line.getSubcommands().values().forEach(ProcessExit::describeExitCodes);
    }

    /** A message may quote what the user typed, or a library's text: it stays one line. */
    private static void print(CommandLine line, String message) {
        String name = line.getCommandSpec().qualifiedName();
        line.getErr().println(name + ": " + message.strip().replaceAll("\\R\\s*", " "));
        line.getErr().flush();
    }

    private static int failed(Exception e, CommandLine line, UnaryOperator<String> origin) {
        if (e instanceof StageFailure failure) {
            String from =
                    failure.exitCode() == ExitCode.USAGE ? origin.apply(failure.getMessage()) : "";
            print(line, from + failure.getMessage());
            return failure.exitCode().code();
        }
        if (e instanceof RegionException failure) {
            print(line, failure.getMessage());
            return ExitCode.REGION.code();
        }
        LoggerFactory.getLogger(ProcessExit.class).error("unexpected failure", e);
        print(line, "unexpected failure: " + e + "; please report it with the log");
        return ExitCode.FAILED.code();
    }

    private static int misused(CommandLine.ParameterException e, UnaryOperator<String> origin) {
        CommandLine line = e.getCommandLine();
        if (e instanceof ConfigMistakes mistakes) {
            mistakes.lines().forEach(mistake -> print(line, mistake));
        } else {
            String name = line.getCommandSpec().qualifiedName();
            String from = origin.apply(e.getMessage());
            print(line, from + e.getMessage() + "; see `" + name + " --help`");
        }
        return ExitCode.USAGE.code();
    }
}
