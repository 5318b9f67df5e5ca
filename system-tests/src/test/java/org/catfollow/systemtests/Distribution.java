package org.catfollow.systemtests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Where the distribution under test is, and the data that others made. */
final class Distribution {
    /** The stages in the order in which the launcher lists them. */
    static final List<String> STAGES =
            List.of("capture", "tracker", "detector", "control", "guard");

    private Distribution() {}

    static Path repository() {
        return Path.of(System.getProperty("catfollow.repository"));
    }

    /** Returns a program of the distribution. */
    static Path program(String name) {
        return repository().resolve("deploy/target/cat-follow/bin").resolve(name);
    }

    /** Returns a folder for what one test needs, under the build's own; kept for a look at the logs. */
    static Path newFolder(String name) throws IOException {
        Path parent = Files.createDirectories(repository().resolve("system-tests/target/runs"));
        return Files.createTempDirectory(parent, name + "-");
    }

    /** Removes a folder and all that is in it. */
    static void remove(Path folder) throws IOException {
        try (Stream<Path> tree = Files.walk(folder)) {
            for (Path file : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** Returns a file of the test data; skips the test where there is none. */
    static Path data(String name) {
        Path file = repository().resolve("../shared/data").resolve(name).normalize();
        Assumptions.assumeTrue(Files.exists(file), () -> "no test data " + file);
        return file;
    }

    static boolean hasData() {
        return Files.isDirectory(repository().resolve("../shared/data"));
    }

    static Path model() {
        return data("sunfounder__vilib/detect.tflite");
    }

    static Path labels() {
        return data("sunfounder__vilib/coco_labels.txt");
    }
}
