package org.catfollow.cli.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/** Whether Java and the native libraries suit this machine's processor, and how much it has of both. */
public final class MachineCheck implements Check {
    private static final int OLDEST_JAVA = 25;

    /** What TensorFlow Lite's kernels use where it is there. */
    private static final List<String> WANTED =
            List.of("asimd", "asimddp", "i8mm", "avx", "avx2", "fma", "avx512f", "avx512_vnni");

    private static final long MEGABYTE = 1024 * 1024;

    private final Path proc;
    private final Path natives;
    private final String platform;

    /**
     * Makes the check.
     *
     * @param proc the proc file system, for tests another folder
     * @param natives the distribution's unpacked libraries
     * @param platform the folder in it that is this machine's
     */
    public MachineCheck(Path proc, Path natives, String platform) {
        this.proc = proc;
        this.natives = natives;
        this.platform = platform;
    }

    @Override
    public List<Finding> look() {
        return List.of(java(), processor(), libraries(), memory());
    }

    private static Finding java() {
        int version = Runtime.version().feature();
        String text = System.getProperty("java.vm.name") + " " + Runtime.version();
        return version >= OLDEST_JAVA
                ? Finding.ok("java", text)
                : Finding.bad("java", text + "; Java 25 or later is needed");
    }

    private Finding processor() {
        TreeSet<String> features = new TreeSet<>();
        String model = "";
        try {
            for (String line : Files.readAllLines(proc.resolve("cpuinfo"))) {
                int colon = line.indexOf(':');
                String key = colon < 0 ? "" : line.substring(0, colon).strip();
                String value = colon < 0 ? "" : line.substring(colon + 1).strip();
                if (key.equals("flags") || key.equals("Features")) {
                    features.addAll(List.of(value.split(" ", -1)));
                } else if (key.equals("model name") || key.equals("Model")) {
                    model = value + ", ";
                }
            }
        } catch (IOException e) {
            return Finding.unknown("processor", e.toString());
        }
        features.retainAll(WANTED);
        boolean vectors = features.contains("asimd") || features.contains("avx2");
        String text =
                String.format(
                        Locale.ROOT,
                        "%s%d cores, %s",
                        model,
                        Runtime.getRuntime().availableProcessors(),
                        features.isEmpty() ? "no vector units known" : String.join(" ", features));
        return vectors
                ? Finding.ok("processor", text)
                : Finding.careful("processor", text + "; a model will be several times slower");
    }

    private Finding libraries() {
        Path folder = natives.resolve(platform);
        List<String> names = new ArrayList<>();
        try (var files = Files.newDirectoryStream(folder, "*.so*")) {
            for (Path file : files) {
                names.add(String.valueOf(file.getFileName()));
            }
        } catch (IOException e) {
            return Finding.bad(
                    "libraries",
                    "no native libraries for this machine in "
                            + folder
                            + "; install the package of its architecture");
        }
        boolean all =
                names.stream().anyMatch(name -> name.startsWith("libopencv_java"))
                        && names.stream().anyMatch(name -> name.contains("tensorflow"));
        return all
                ? Finding.ok("libraries", names.size() + " for " + platform)
                : Finding.bad(
                        "libraries", folder + " has " + names + " only; install cat-follow again");
    }

    private Finding memory() {
        try {
            for (String line : Files.readAllLines(proc.resolve("meminfo"))) {
                if (line.startsWith("MemAvailable:")) {
                    long megabytes =
                            Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024 / MEGABYTE;
                    return megabytes >= 600
                            ? Finding.ok("memory", megabytes + " MB available")
                            : Finding.careful(
                                    "memory",
                                    megabytes
                                            + " MB available; the five processes take about 500 MB:"
                                            + " end something else");
                }
            }
            return Finding.unknown("memory", "no MemAvailable in /proc/meminfo");
        } catch (IOException e) {
            return Finding.unknown("memory", e.toString());
        }
    }
}
