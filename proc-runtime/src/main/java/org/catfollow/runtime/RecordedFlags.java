package org.catfollow.runtime;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** The flags of a recorded stage with others in their place: what a replay runs it with. */
public final class RecordedFlags {
    private RecordedFlags() {}

    /**
     * Fills a stage's options.
     *
     * @param options an object with picocli's annotations; flags that it does not have are left out
     * @param recorded words as {@link StageArguments} gives them
     * @param changed words that a user gave; a flag among them replaces the recorded ones of its name
     * @throws StageFailure (usage) for a value that makes no sense
     */
    public static void fill(Object options, List<String> recorded, List<String> changed) {
        CommandLine line = lenient(options);
        Set<String> replaced = new HashSet<>();
        for (String word : changed) {
            OptionSpec option = line.getCommandSpec().findOption(flagOf(word));
            if (option != null) {
                replaced.addAll(List.of(option.names()));
            }
        }
        List<String> words = new ArrayList<>();
        for (String word : recorded) {
            if (!replaced.contains(flagOf(word))) {
                words.add(word);
            }
        }
        words.addAll(changed);
        parse(line, words);
    }

    /**
     * Returns those of a user's words that are neither a flag of an options object's nor a flag's value.
     *
     * @throws StageFailure (usage) for a value that makes no sense
     */
    public static List<String> leftOf(Object options, List<String> words) {
        CommandLine line = lenient(options);
        parse(line, words);
        return new ArrayList<>(line.getUnmatchedArguments());
    }

    private static CommandLine lenient(Object options) {
        CommandLine line = new CommandLine(options);
        line.setUnmatchedArgumentsAllowed(true);
        line.setOverwrittenOptionsAllowed(true);
        return line;
    }

    private static void parse(CommandLine line, List<String> words) {
        try {
            line.parseArgs(words.toArray(String[]::new));
        } catch (CommandLine.ParameterException e) {
            throw new StageFailure(ExitCode.USAGE, e.getMessage(), e);
        }
    }

    /** Returns whether a flag is one of an options object's. */
    public static boolean knows(Object options, String flag) {
        return new CommandLine(options).getCommandSpec().findOption(flag) != null;
    }

    /** Returns the flag that a word begins with. */
    public static String flagOf(String word) {
        int equals = word.indexOf('=');
        return equals < 0 ? word : word.substring(0, equals);
    }
}
