package org.catfollow.systemtests.hat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What {@code hat.sh} says.
 *
 * @param distribution what is tried
 * @param java the arm64 Java
 * @param library the arm64 library that answers in the kernel's place
 * @param files the files that are shown to the emulated processes
 * @param telegrams how the arm64 program of {@code telegrams.c} is run
 * @param texts where the derivations lie
 * @param work a folder for logs, and for the HAT's file
 * @param name of the regions in {@code /dev/shm}
 * @param trials how often each death is tried
 */
record RigOptions(
        Path distribution,
        Path java,
        Path library,
        Path files,
        Path telegrams,
        Path texts,
        Path work,
        String name,
        int trials) {
    private static final int MOST_TRIALS = 1000;

    static RigOptions parse(List<String> args) {
        Map<String, String> values = new HashMap<>();
        for (String arg : args) {
            int equals = arg.indexOf('=');
            if (!arg.startsWith("--") || equals < 0) {
                throw new IllegalArgumentException("'" + arg + "' is not of the form --NAME=VALUE");
            }
            values.put(arg.substring(2, equals), arg.substring(equals + 1));
        }
        RigOptions options =
                new RigOptions(
                        path(values, "distribution"),
                        path(values, "java"),
                        path(values, "library"),
                        path(values, "files"),
                        path(values, "telegrams"),
                        path(values, "texts"),
                        path(values, "work"),
                        take(values, "name"),
                        trials(take(values, "trials")));
        if (!values.isEmpty()) {
            throw new IllegalArgumentException("unknown: " + values.keySet());
        }
        return options;
    }

    private static int trials(String text) {
        if (!text.matches("[1-9][0-9]{0,3}") || Integer.parseInt(text) > MOST_TRIALS) {
            throw new IllegalArgumentException("--trials=" + text + ": 1 to 1000 expected");
        }
        return Integer.parseInt(text);
    }

    private static Path path(Map<String, String> values, String name) {
        return Path.of(take(values, name));
    }

    private static String take(Map<String, String> values, String name) {
        String value = values.remove(name);
        if (value == null) {
            throw new IllegalArgumentException("--" + name + "=VALUE is missing");
        }
        return value;
    }
}
