package org.catfollow.runtime.report;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where and when something is measured: without it a figure says nothing. Any thread.
 *
 * @param date when it began, UTC
 * @param processor its name
 * @param processors how many the JVM may use
 * @param kernel name and version
 * @param governor of the first processor's frequency; "none" where the kernel has none
 * @param jvm name and version
 * @param loadBefore load average of the minute before
 */
public record Environment(
        String date,
        String processor,
        int processors,
        String kernel,
        String governor,
        String jvm,
        String loadBefore) {

    private static final Pattern MODEL =
            Pattern.compile("(?m)^(?:model name|Model|Hardware)\\s*:\\s*(.+)$");
    private static final Path GOVERNOR =
            Path.of("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor");

    /** Returns this machine's, now. */
    public static Environment ofThisMachine() {
        Matcher model = MODEL.matcher(text(Path.of("/proc/cpuinfo")).orElse(""));
        return new Environment(
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                model.find() ? model.group(1).strip() : System.getProperty("os.arch"),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                text(GOVERNOR).map(String::strip).orElse("none"),
                System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"),
                load());
    }

    /** Returns the load average of the last minute, or "unknown". */
    public static String load() {
        return text(Path.of("/proc/loadavg")).map(text -> text.split(" ", -1)[0]).orElse("unknown");
    }

    private static Optional<String> text(Path file) {
        try {
            return Optional.of(Files.readString(file));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Returns the machine, for people. */
    public String machine() {
        return processor + ", " + processors + " processors, " + kernel + ", governor " + governor;
    }

    /** Returns it as JSON. */
    public JsonObject toJson() {
        JsonObject object = new JsonObject();
        object.addProperty("date", date);
        object.addProperty("processor", processor);
        object.addProperty("processors", processors);
        object.addProperty("kernel", kernel);
        object.addProperty("governor", governor);
        object.addProperty("jvm", jvm);
        object.addProperty("loadBefore", loadBefore);
        return object;
    }
}
