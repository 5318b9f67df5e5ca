package org.catfollow.runtime;

import java.util.LinkedHashMap;
import java.util.Map;
import org.catfollow.shm.region.RegionException;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/**
 * Parses the command line, runs the command, ends the process: the last thing every {@code main} does.
 * A mistake of the user's is one line on standard error; anything else is a bug and keeps its stack
 * trace.
 */
public final class ProcessExit {
    private ProcessExit() {}

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

    /** Runs {@code command} with {@code args}; returns the exit code. */
    public static int execute(Object command, String[] args) {
        return commandLine(command).execute(args);
    }

    /** Returns {@code command} set up as all of ours are. */
    public static CommandLine commandLine(Object command) {
        CommandLine line = new CommandLine(command);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setExecutionExceptionHandler(ProcessExit::failed);
        line.setParameterExceptionHandler(ProcessExit::misused);
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

    private static int failed(
            Exception e, CommandLine line, CommandLine.ParseResult ignoredResult) {
        if (e instanceof StageFailure failure) {
            print(line, failure.getMessage());
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

    private static int misused(CommandLine.ParameterException e, String[] ignoredArgs) {
        CommandLine line = e.getCommandLine();
        String name = line.getCommandSpec().qualifiedName();
        print(line, e.getMessage() + "; see `" + name + " --help`");
        return ExitCode.USAGE.code();
    }
}
