package org.catfollow.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Writes the table by which {@code launch.sh up} routes its flags: {@code flag  arity  stage,stage},
 * separated by tabs, sorted by flag. Asked of the stages' own commands at build time, so that a flag
 * added to a stage is known to the launcher without a second place to write it.
 *
 * <p>Beside it goes {@code settings.tsv}, what a configuration file may say ({@link Settings}).
 *
 * <p>The launcher takes the arity's lower bound: 0 is a switch, 1 takes the next word. Hidden flags,
 * help, and the flags that the launcher itself sets ({@code --name}, {@code --region},
 * {@code --config}, {@code --ready-pipe}) are left out.
 */
public final class StageFlags {
    private static final Set<String> SET_BY_LAUNCHER =
            Set.of("--name", "--region", "--config", "--ready-pipe");

    private static final String SETTINGS = "settings.tsv";

    private StageFlags() {}

    /**
     * Writes the table.
     *
     * @param arguments the file to write, then {@code stage=command class} for each stage
     */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length < 2) {
            throw new IllegalArgumentException(
                    "usage: StageFlags FILE STAGE=CLASS...; got "
                            + arguments.length
                            + " arguments");
        }
        Map<String, Class<?>> commands = new LinkedHashMap<>();
        for (String pair : List.of(arguments).subList(1, arguments.length)) {
            int equals = pair.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("expected STAGE=CLASS, got " + pair);
            }
            commands.put(pair.substring(0, equals), commandClass(pair.substring(equals + 1)));
        }
        Path file = Path.of(arguments[0]);
        Files.createDirectories(file.toAbsolutePath().getParent());
        // Before the other: the launcher takes that one's age as the age of the build.
        Files.writeString(file.resolveSibling(SETTINGS), Settings.table(commands).toText());
        Files.writeString(file, table(commands));
    }

    /**
     * Returns the table.
     *
     * @param commands picocli command classes by stage name
     * @throws IllegalArgumentException where two stages give one flag different arities: the launcher
     *     could not tell whether the next word is its value
     */
    static String table(Map<String, Class<?>> commands) {
        Map<String, String> arities = new TreeMap<>();
        Map<String, List<String>> stages = new TreeMap<>();
        commands.forEach(
                (stage, command) -> {
                    for (OptionSpec option : CommandSpec.forAnnotatedObject(command).options()) {
                        if (option.hidden() || option.usageHelp() || option.versionHelp()) {
                            continue;
                        }
                        for (String flag : flagNames(option)) {
                            String arity = option.arity().toString();
                            String before = arities.putIfAbsent(flag, arity);
                            if (before != null && !before.equals(arity)) {
                                throw new IllegalArgumentException(
                                        "flag "
                                                + flag
                                                + ": arity "
                                                + arity
                                                + " in "
                                                + stage
                                                + ", "
                                                + before
                                                + " in "
                                                + stages.get(flag));
                            }
                            stages.computeIfAbsent(flag, any -> new ArrayList<>()).add(stage);
                        }
                    }
                });
        StringBuilder table = new StringBuilder("# flag\tarity\tstages\n");
        stages.forEach(
                (flag, known) ->
                        table.append(flag)
                                .append('\t')
                                .append(arities.get(flag))
                                .append('\t')
                                .append(String.join(",", known))
                                .append('\n'));
        return table.toString();
    }

    private static List<String> flagNames(OptionSpec option) {
        List<String> names = new ArrayList<>(List.of(option.names()));
        if (option.negatable()) {
            for (String name : option.names()) {
                names.add(
                        CommandLine.RegexTransformer.createDefault()
                                .makeNegative(name, option.command()));
            }
        }
        names.removeIf(SET_BY_LAUNCHER::contains);
        return names;
    }

    private static Class<?> commandClass(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException("no class " + name + " on the class path", e);
        }
    }
}
