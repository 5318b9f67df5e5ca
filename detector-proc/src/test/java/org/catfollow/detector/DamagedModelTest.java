package org.catfollow.detector;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.catfollow.detector.inference.ModelDamage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What becomes of damaged models: each kind of damage to each kind of model, in a JVM of its own, with
 * the flags of the stage, which is started again behind a file that ended it.
 *
 * <p>A quarter of the files by default. All 1,000, which take some minutes:
 *
 * <pre>
 * mvn test -pl detector-proc -am -Dtest=DamagedModelTest -Dsurefire.failIfNoSpecifiedTests=false
 *     -Dcatfollow.damaged.rounds=25
 * </pre>
 *
 * <p>{@code -Dcatfollow.damaged.seed=100000} makes other files.
 */
class DamagedModelTest {
    private static final int A_ROUND =
            DamagedModelProbe.MODELS.size() * ModelDamage.values().length;
    private static final int ROUNDS = Integer.getInteger("catfollow.damaged.rounds", 6);
    private static final long FIRST_SEED = Long.getLong("catfollow.damaged.seed", 1);

    /** The slowest model on the plain kernels takes one. */
    private static final int LONGEST_SECONDS = 30;

    @TempDir Path folder;

    /** How one file ended; null where the process ended or hung. */
    private record Ending(int index, DamagedModelProbe.Outcome outcome, String message) {}

    @Test
    @Timeout(value = 30, unit = TimeUnit.MINUTES)
    void noDamagedModelEndsTheProcessAndEachIsRefusedInOneLineOrWorks() throws Exception {
        Files.writeString(folder.resolve("voc.txt"), String.join("\n", TestData.VOC_NAMES) + "\n");
        int files = ROUNDS * A_ROUND;
        List<Ending> endings = endings(0, files);
        String table = table(endings);
        System.out.println(table);
        assertThat(endings).hasSize(files);
        assertThat(endings.stream().filter(e -> e.outcome != DamagedModelProbe.Outcome.WORKS))
                .as(table)
                .allMatch(e -> e.outcome == DamagedModelProbe.Outcome.REFUSED);
        assertThat(endings.stream().filter(e -> damage(e) == ModelDamage.BITS_ANYWHERE))
                .as("files of which mostly weights are damaged")
                .anyMatch(e -> e.outcome == DamagedModelProbe.Outcome.WORKS);
    }

    @Test
    void noticesAFileThatEndsTheProcessAndGoesOnBehindIt() throws Exception {
        Files.writeString(folder.resolve("voc.txt"), String.join("\n", TestData.VOC_NAMES) + "\n");
        List<Ending> endings = endings(-1, 1);
        assertThat(endings).hasSize(2);
        assertThat(endings.get(0).outcome).isNull();
        assertThat(endings.get(0).message).startsWith("ended the process");
        assertThat(endings.get(1).outcome).isNotNull();
    }

    private static ModelDamage damage(Ending ending) {
        return DamagedModelProbe.damageOf(ending.index);
    }

    /** Goes through the files; a process that ends or hangs is started again behind its last one. */
    private List<Ending> endings(int first, int end) throws Exception {
        List<Ending> endings = new ArrayList<>();
        while (first + endings.size() < end) {
            int before = endings.size();
            Process process = start(first + before, end);
            try (BufferedReader lines = process.inputReader();
                    ExecutorService reader = Executors.newSingleThreadExecutor()) {
                String line = next(lines, reader, process);
                while (line != null) {
                    if (line.startsWith("end ")) {
                        String[] words = line.split(" ", 4);
                        endings.add(
                                new Ending(
                                        Integer.parseInt(words[1]),
                                        DamagedModelProbe.Outcome.valueOf(words[2]),
                                        words[3]));
                    }
                    line = next(lines, reader, process);
                }
            } finally {
                process.destroyForcibly();
            }
            if (first + endings.size() < end) {
                endings.add(new Ending(first + endings.size(), null, howItEnded(process)));
            }
        }
        return endings;
    }

    private String next(BufferedReader lines, ExecutorService reader, Process process)
            throws Exception {
        Future<String> line = reader.submit(lines::readLine);
        try {
            return line.get(LONGEST_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException hung) {
            process.destroyForcibly();
            return null;
        } catch (ExecutionException closed) {
            return null;
        }
    }

    private String howItEnded(Process process) throws IOException, InterruptedException {
        int code = process.waitFor();
        String complaint =
                Files.readAllLines(folder.resolve("complaint.txt")).stream()
                        .filter(line -> !line.isBlank() && !line.equals("#"))
                        .limit(12)
                        .reduce("", (all, line) -> all + " | " + line);
        return (code == 137 ? "hung" : "ended the process with code " + code) + complaint;
    }

    private Process start(int first, int end) throws IOException {
        String jvm = System.getProperty("catfollow.repository", ".") + "/deploy/jvm/";
        return new ProcessBuilder(
                        List.of(
                                ProcessHandle.current().info().command().orElseThrow(),
                                "@" + jvm + "common.args",
                                "@" + jvm + "detector.args",
                                "-Dcatfollow.repository="
                                        + System.getProperty("catfollow.repository", "."),
                                "-cp",
                                System.getProperty("java.class.path"),
                                DamagedModelProbe.class.getName(),
                                folder.toString(),
                                Long.toString(FIRST_SEED),
                                Integer.toString(first),
                                Integer.toString(end)))
                .redirectError(folder.resolve("complaint.txt").toFile())
                .start();
    }

    /** Returns the counts by kind of damage, and each file that ended in another way than it should. */
    private static String table(List<Ending> endings) {
        Map<ModelDamage, int[]> counts = new EnumMap<>(ModelDamage.class);
        StringBuilder unwanted = new StringBuilder();
        int[] sum = new int[4];
        for (Ending ending : endings) {
            int column = ending.outcome == null ? 3 : ending.outcome.ordinal();
            counts.computeIfAbsent(damage(ending), damage -> new int[4])[column]++;
            sum[column]++;
            if (column > 1) {
                unwanted.append(
                        String.format(
                                Locale.ROOT,
                                "file %d (%s of %s): %s%n",
                                ending.index,
                                damage(ending),
                                DamagedModelProbe.MODELS
                                        .get(DamagedModelProbe.modelOf(ending.index))[0],
                                ending.message));
            }
        }
        StringBuilder table = new StringBuilder();
        row(table, "damage", "works", "refused", "unclear", "ended or hung");
        counts.forEach((damage, c) -> row(table, damage, c[0], c[1], c[2], c[3]));
        row(table, endings.size() + " files", sum[0], sum[1], sum[2], sum[3]);
        return table.append(unwanted).toString();
    }

    private static void row(StringBuilder table, Object... cells) {
        table.append(String.format(Locale.ROOT, "%-16s %7s %7s %7s %13s%n", cells));
    }
}
