package org.catfollow.runtime;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The flags with which a stage runs, for a journal from which it is to be run again. */
public final class StageArguments {
    private StageArguments() {}

    /**
     * Returns what was given, be it on the command line or by a provider of defaults, one word a value:
     * {@code --flag=value}. What stands by the program's own default is left out.
     */
    public static List<String> of(CommandSpec spec) {
        List<String> words = new ArrayList<>();
        ParseResult parsed = spec.commandLine().getParseResult();
        for (OptionSpec option : spec.options()) {
            if (parsed != null && parsed.hasMatchedOption(option)) {
                option.originalStringValues()
                        .forEach(value -> words.add(option.longestName() + "=" + value));
            } else {
                provided(spec.defaultValueProvider(), option, words);
            }
        }
        return words;
    }

    private static void provided(
            IDefaultValueProvider provider, OptionSpec option, List<String> words) {
        if (provider == null) {
            return;
        }
        try {
            String value = provider.defaultValue(option);
            if (value != null) {
                words.add(option.longestName() + "=" + value);
            }
        } catch (Exception e) {
            throw new IllegalStateException("default of " + option.longestName(), e);
        }
    }
}
