package org.catfollow.shm.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Runs the models of the protocols, and keeps what the documents say about them true. */
class ProtocolModelTest {
    private static final Path REPOSITORY = Path.of(System.getProperty("catfollow.repository"));
    private static final Path MODELS = REPOSITORY.resolve("docs/verification");
    private static final Path SCRIPT = MODELS.resolve("check.sh");

    /** All searches take minutes; who changes a model runs them, and what was searched is recorded. */
    @Test
    void theModelsAreThoseThatWereSearched() throws Exception {
        List<String> recorded = Files.readAllLines(MODELS.resolve("searched.sha256"));
        Set<String> expected = new TreeSet<>(Set.of("check.sh"));
        try (Stream<Path> files = Files.list(MODELS)) {
            files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".pml"))
                    .forEach(expected::add);
        }
        Set<String> names = new TreeSet<>();
        for (String line : recorded) {
            String name = line.substring(66).replace("./", "");
            names.add(name);
            assertThat(sha256(MODELS.resolve(name)))
                    .as(name + " changed since it was searched: run docs/verification/check.sh")
                    .isEqualTo(line.substring(0, 64));
        }
        assertThat(names).isEqualTo(expected);
    }

    private static String sha256(Path file) throws Exception {
        byte[] sum = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
        return HexFormat.of().formatHex(sum);
    }

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void theSmallestModelHoldsAndEveryPlantedMistakeIsFound() throws Exception {
        for (String tool : List.of("spin", "gcc", "bash")) {
            assumeTrue(isInstalled(tool), tool + " is not installed: the model is not searched");
        }
        Path output = Files.createTempFile("models", ".txt");
        try {
            Process check =
                    new ProcessBuilder("bash", SCRIPT.toString(), "futex")
                            .redirectErrorStream(true)
                            .redirectOutput(output.toFile())
                            .start();
            int exitCode = check.waitFor();
            String table = Files.readString(output);
            assertThat(exitCode).as(table).isZero();
            assertThat(table).contains(" 0 not as expected");
        } finally {
            Files.delete(output);
        }
    }

    @Test
    void everyLineOfTheTableOfPairsIsSearchedAndStressedAsItSays() throws IOException {
        Pattern row =
                Pattern.compile(
                        "^\\|.*\\| `(\\w+)\\.(\\w+)` \\|(?: `([a-z-]+)` `([A-Z_]+)`)? \\|"
                                + "(?: `(\\w+)\\.(\\w+)`)? \\|$");
        List<String> searched = Files.readAllLines(SCRIPT);
        int rows = 0;
        for (String line : Files.readAllLines(REPOSITORY.resolve("docs/memory-ordering.md"))) {
            Matcher cells = row.matcher(line);
            if (!cells.matches()) {
                continue;
            }
            rows++;
            assertThat(sourceOf(cells.group(1), "shm-layout/src/main/java"))
                    .as(line)
                    .contains(cells.group(2));
            if (cells.group(3) != null) {
                assertThat(searched)
                        .as(line)
                        .anyMatch(
                                search ->
                                        search.startsWith(cells.group(3) + " | ")
                                                && !search.contains("| holds |")
                                                && search.contains(cells.group(4)));
            }
            if (cells.group(5) != null) {
                assertThat(sourceOf(cells.group(5), "bench/src/jcstress/java"))
                        .as(line)
                        .contains("class " + cells.group(6) + " ");
            }
        }
        assertThat(rows).as("rows of the table").isEqualTo(32);
    }

    private static String sourceOf(String className, String folder) throws IOException {
        try (Stream<Path> files = Files.walk(REPOSITORY.resolve(folder))) {
            Path source =
                    files.filter(file -> file.endsWith(className + ".java"))
                            .findFirst()
                            .orElseThrow(() -> new AssertionError("no class " + className));
            return Files.readString(source);
        }
    }

    @Test
    void everyMacroOfEveryModelIsSearchedAndNoOther() throws IOException {
        Set<String> inModels = new TreeSet<>();
        try (Stream<Path> files = Files.list(MODELS)) {
            for (Path model : files.filter(f -> f.toString().endsWith(".pml")).toList()) {
                inModels.addAll(macrosOf(model));
            }
        }
        Set<String> inScript = new TreeSet<>();
        Pattern name = Pattern.compile("[A-Z][A-Z_]+");
        for (String row : Files.readAllLines(SCRIPT)) {
            String[] columns = row.split("\\|", -1);
            if (columns.length == 4 && !row.startsWith("#")) {
                name.matcher(columns[2]).results().map(MatchResult::group).forEach(inScript::add);
            }
        }
        assertThat(inScript).isEqualTo(inModels);
    }

    /** What a model asks {@code #ifdef} about, its bounds among them. */
    private static Set<String> macrosOf(Path model) throws IOException {
        Pattern asked = Pattern.compile("^#(?:ifn?def|if|elif)\\b(.*)$", Pattern.MULTILINE);
        Pattern name = Pattern.compile("\\b[A-Z][A-Z_]+\\b");
        String withoutComments =
                Files.readString(model, StandardCharsets.UTF_8).replaceAll("(?s)/\\*.*?\\*/", "");
        Set<String> macros = new TreeSet<>();
        asked.matcher(withoutComments)
                .results()
                .forEach(
                        line ->
                                name.matcher(line.group(1))
                                        .results()
                                        .map(MatchResult::group)
                                        .forEach(macros::add));
        return macros;
    }

    private static boolean isInstalled(String tool) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, tool)));
    }
}
