package org.catfollow.runtime.config;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Gives picocli what environment and file say, in place of the options' own defaults. The configuration
 * is read when the first option asks that is a setting: a STOP is sent whatever the file looks like.
 */
public final class ConfiguredDefaults implements CommandLine.IDefaultValueProvider {
    private static final Set<String> ONLY_ASKING = Set.of("--help", "-h", "--version", "-V");

    private final List<String> arguments;
    private final Supplier<Configuration> source;
    private Configuration configuration;
    private boolean reading;
    private boolean refused;

    /**
     * Makes one for a command line.
     *
     * @param arguments of the process
     * @param source reads the configuration; called once at most
     */
    public ConfiguredDefaults(List<String> arguments, Supplier<Configuration> source) {
        this.arguments = List.copyOf(arguments);
        this.source = source;
    }

    @Override
    public String defaultValue(ArgSpec argument) {
        Optional<String> key = SettingKeys.keyOf(argument);
        if (key.isEmpty() || arguments.stream().anyMatch(ONLY_ASKING::contains)) {
            return null;
        }
        if (configuration == null) {
            // Who describes the options asks for their defaults too.
            if (reading) {
                return null;
            }
            reading = true;
            configuration = source.get();
        }
        List<String> mistakes = configuration.mistakes();
        if (!mistakes.isEmpty() && !refused) {
            refused = true;
            throw new ConfigMistakes(argument.command().commandLine(), mistakes);
        }
        // picocli turns a switch over that is given and on by default.
        if (isSwitch(argument) && isGiven((OptionSpec) argument)) {
            return null;
        }
        return configuration.value(key.get()).map(ConfiguredValue::value).orElse(null);
    }

    private static boolean isSwitch(ArgSpec argument) {
        return argument.isOption() && argument.arity().max() == 0;
    }

    private boolean isGiven(OptionSpec option) {
        return Arrays.stream(option.names()).anyMatch(arguments::contains);
    }

    /**
     * Returns where the value behind the first flag in {@code message} comes from, if not from the
     * command line: {@code file:line: } to be put before it, else nothing.
     */
    public String originIn(String message) {
        if (configuration == null) {
            return "";
        }
        for (String word : message.split("[^A-Za-z0-9-]+", -1)) {
            boolean given =
                    arguments.stream().anyMatch(it -> it.equals(word) || it.startsWith(word + "="));
            if (!word.startsWith("--") || given) {
                continue;
            }
            for (Setting setting : configuration.table().all()) {
                Optional<ConfiguredValue> value = configuration.value(setting.key());
                if (setting.flag().equals(word) && value.isPresent()) {
                    return value.get().origin() + ": " + setting.key() + ": ";
                }
            }
        }
        return "";
    }
}
