package org.catfollow.cli.pipeline;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;

/** On what something is measured: figures without it say nothing. */
public final class Machine {
    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");
    private static final Path LOAD = Path.of("/proc/loadavg");
    private static final Path GOVERNOR =
            Path.of("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor");

    private Machine() {}

    /** Returns what it is, by name; what the machine does not say is left out. */
    public static Map<String, String> description() {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("date", LocalDate.now(java.time.ZoneId.systemDefault()).toString());
        all.put("cpu", model());
        all.put("cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
        all.put("kernel", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        all.put("architecture", System.getProperty("os.arch"));
        all.put("jvm", System.getProperty("java.vm.name") + " " + Runtime.version());
        all.put("load", text(LOAD).split(" ", 2)[0]);
        all.put("governor", text(GOVERNOR));
        all.values().removeIf(String::isEmpty);
        return all;
    }

    /** Returns it as one line. */
    public static String line(Map<String, String> description) {
        return String.join(
                ", ",
                description.entrySet().stream()
                        .map(
                                entry ->
                                        switch (entry.getKey()) {
                                            case "cores", "load", "governor" ->
                                                    entry.getKey() + " " + entry.getValue();
                                            default -> entry.getValue();
                                        })
                        .toList());
    }

    private static String model() {
        // "model name" on x86-64, "Model" on a Raspberry Pi.
        return text(CPU_INFO)
                .lines()
                .filter(line -> line.startsWith("model name") || line.startsWith("Model"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("");
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            return "";
        }
    }
}
