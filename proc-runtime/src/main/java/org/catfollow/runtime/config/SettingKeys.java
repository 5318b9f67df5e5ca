package org.catfollow.runtime.config;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Which option is which setting: the one place that names sections and keys. */
public final class SettingKeys {
    /** Before each variable of the environment that is a setting. */
    public static final String ENVIRONMENT_PREFIX = "CAT_FOLLOW_";

    private static final String PROCESS_SUFFIX = "-proc";
    private static final String REGION = "region";
    private static final String ROBOT = "robot";

    /** What all processes know, and the making of the region. */
    private static final Set<String> REGION_FLAGS =
            Set.of("--slots", "--slot-width", "--slot-height", "--attach-timeout");

    /** On what several processes have to agree, and those who read their journals: said once. */
    private static final Set<String> ROBOT_FLAGS =
            Set.of("--car", "--hat", "--period-ms", "--journal");

    /** Which robot this is, and what is done in place of the stage's work: nobody's lasting setting. */
    private static final Set<String> NO_SETTINGS =
            Set.of("--name", "--region", "--config", "--list-cameras", "--smoketest");

    private SettingKeys() {}

    /** Returns the key of an option or parameter, empty where it is no setting. */
    public static Optional<String> keyOf(ArgSpec argument) {
        if (!argument.isOption() || argument.hidden()) {
            return Optional.empty();
        }
        OptionSpec option = (OptionSpec) argument;
        String flag = flagOf(option);
        if (!flag.startsWith("--")
                || option.usageHelp()
                || option.versionHelp()
                || NO_SETTINGS.contains(flag)) {
            return Optional.empty();
        }
        String name = flag.substring(2);
        if (REGION_FLAGS.contains(flag)) {
            return Optional.of(REGION + "." + name);
        }
        String process = option.command().name();
        if (!process.endsWith(PROCESS_SUFFIX)) {
            return Optional.empty();
        }
        String section =
                ROBOT_FLAGS.contains(flag)
                        ? ROBOT
                        : process.substring(0, process.length() - PROCESS_SUFFIX.length());
        return Optional.of(section + "." + name);
    }

    /** Returns the option's longest name. */
    static String flagOf(OptionSpec option) {
        return Arrays.stream(option.names())
                .max(Comparator.comparingInt(String::length))
                .orElseThrow();
    }

    /** Returns the environment's name for a key: {@code CAT_FOLLOW_CONTROL_MAX_SPEED}. */
    public static String environmentOf(String key) {
        return ENVIRONMENT_PREFIX
                + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    /** Returns all settings of a process, in the order in which it declares them. */
    public static List<Setting> settingsOf(CommandSpec process) {
        List<Setting> settings = new ArrayList<>();
        for (OptionSpec option : process.options()) {
            keyOf(option).ifPresent(key -> settings.add(setting(key, process, option)));
        }
        return settings;
    }

    private static Setting setting(String key, CommandSpec process, OptionSpec option) {
        String section = process.name().replaceFirst(PROCESS_SUFFIX + "$", "");
        List<String> choices = option.type().isEnum() ? words(option) : List.of();
        String defaultValue = option.defaultValue();
        if (defaultValue == null && option.initialValue() != null && !isEmptyHolder(option)) {
            defaultValue = String.valueOf(option.initialValue());
        }
        SettingKind kind = kindOf(option, choices);
        if (kind == SettingKind.CHOICE && defaultValue != null) {
            defaultValue = defaultValue.toLowerCase(Locale.ROOT).replace('_', '-');
        }
        return new Setting(
                key,
                environmentOf(key),
                flagOf(option),
                List.of(section),
                kind,
                choices,
                kind == SettingKind.SWITCH ? "false" : defaultValue == null ? "" : defaultValue,
                description(option, defaultValue == null ? "" : defaultValue));
    }

    private static boolean isEmptyHolder(OptionSpec option) {
        Object value = option.initialValue();
        // The largest number stands for none.
        boolean unlimited = value instanceof Float number && number == Float.MAX_VALUE;
        return option.isMultiValue() || unlimited || "".equals(value);
    }

    /** The words of an enumeration as they are typed; none where its converter takes others. */
    private static List<String> words(OptionSpec option) {
        List<String> words = new ArrayList<>();
        for (Object constant : option.type().getEnumConstants()) {
            String word = String.valueOf(constant).toLowerCase(Locale.ROOT).replace('_', '-');
            for (CommandLine.ITypeConverter<?> converter : option.converters()) {
                try {
                    converter.convert(word);
                } catch (Exception e) {
                    return List.of();
                }
            }
            words.add(word);
        }
        return words;
    }

    private static SettingKind kindOf(OptionSpec option, List<String> choices) {
        Class<?> type = option.type();
        if (!choices.isEmpty()) {
            return SettingKind.CHOICE;
        }
        if (type == boolean.class || type == Boolean.class) {
            return SettingKind.SWITCH;
        }
        if (option.converters().length > 0) {
            return SettingKind.TEXT;
        }
        if (type == int.class
                || type == Integer.class
                || type == long.class
                || type == Long.class) {
            return SettingKind.WHOLE;
        }
        boolean fraction =
                type == double.class
                        || type == Double.class
                        || type == float.class
                        || type == Float.class;
        return fraction ? SettingKind.NUMBER : SettingKind.TEXT;
    }

    /** The default stands beside it in the file, so it is left out here; a line's end stays one. */
    private static String description(OptionSpec option, String defaultValue) {
        // picocli has put the default and the choices into it.
        String text =
                Arrays.stream(option.description())
                        .map(line -> line.strip().replaceAll("\\s+", " "))
                        .collect(Collectors.joining("\n"));
        for (String shown : List.of(defaultValue, String.valueOf(option.defaultValueString()))) {
            text =
                    text.replace(" (default: " + shown + ")", "")
                            .replace("(default: " + shown + "; ", "(")
                            .replace(" Default: " + shown + ".", "")
                            .replace(" (" + shown + ")", "");
        }
        text = text.strip();
        if (text.isEmpty()) {
            return text;
        }
        boolean ended = text.endsWith(".") || text.endsWith(")") || text.contains("\n");
        return Character.toUpperCase(text.charAt(0)) + text.substring(1) + (ended ? "" : ".");
    }
}
