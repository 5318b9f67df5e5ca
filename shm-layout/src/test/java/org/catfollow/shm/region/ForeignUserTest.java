package org.catfollow.shm.region;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.catfollow.shm.ChildProgram;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Somebody without root's rights meets files that are not theirs: each call says in one line what is
 * not allowed. Needs root, who sets the files up, and {@code setpriv}; else it is skipped.
 */
class ForeignUserTest {
    private static final String[] JAVA_AS_NOBODY = {
        "setpriv",
        "--reuid=65534",
        "--regid=65534",
        "--clear-groups",
        Path.of(System.getProperty("java.home"), "bin", "java").toString()
    };
    private static Path programs;
    private static String classPath;

    /** Copies what the child needs to where nobody may read it: homes are closed to others. */
    @BeforeAll
    static void copyPrograms() throws IOException, InterruptedException {
        Assumptions.assumeTrue(
                canRunAsNobody(), "needs root, setpriv, and a JDK that everybody may run");
        programs = Files.createTempDirectory("cat-follow-programs-");
        open(programs, "rwxr-xr-x");
        List<String> copies = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            Path from = Path.of(entry);
            if (Files.isDirectory(from) || entry.matches(".*/(chronicle|slf4j)-[^/]*\\.jar")) {
                Path to = programs.resolve(copies.size() + "-" + from.getFileName());
                copy(from, to);
                copies.add(to.toString());
            }
        }
        copy(
                Path.of(System.getProperty("catfollow.repository"), "deploy/jvm/common.args"),
                programs.resolve("common.args"));
        classPath = String.join(File.pathSeparator, copies);
    }

    private static boolean canRunAsNobody() throws InterruptedException {
        List<String> command = new ArrayList<>(List.of(JAVA_AS_NOBODY));
        command.add("--version");
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var tree = Files.walk(from)) {
            for (Path path : tree.toList()) {
                Path copy = to.resolve(from.relativize(path).toString());
                Files.copy(path, copy);
                open(copy, Files.isDirectory(copy) ? "rwxr-xr-x" : "rw-r--r--");
            }
        }
    }

    private static void open(Path path, String permissions) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }

    @AfterAll
    static void deletePrograms() throws IOException {
        if (programs != null) {
            try (var left = Files.walk(programs)) {
                for (Path path : left.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }

    /** Does what a stranger tries, all in one process; returns the answers by what was tried. */
    private static Map<String, String> asNobody(String... attempts)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(JAVA_AS_NOBODY));
        command.addAll(
                List.of(
                        "@" + programs.resolve("common.args"),
                        "-Xmx64m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        classPath,
                        StrangerProgram.class.getName()));
        command.addAll(List.of(attempts));
        Process process =
                new ProcessBuilder(command)
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .directory(programs.toFile())
                        .start();
        Map<String, String> answers = new LinkedHashMap<>();
        List<String> lines;
        try (var output = process.inputReader(StandardCharsets.UTF_8)) {
            lines = output.lines().toList();
        }
        assertThat(process.waitFor()).isZero();
        for (int i = 0; i < lines.size(); i++) {
            assertThat(lines.get(i))
                    .doesNotContain("Exception")
                    .doesNotContain("java.")
                    .hasSizeLessThan(400);
            answers.put(attempts[i], lines.get(i));
        }
        assertThat(answers).hasSize(attempts.length);
        return answers;
    }

    private static String at(String attempt, RegionFiles files) {
        return attempt + "=" + files.region();
    }

    private static Map<String, String> allTried(RegionFiles files)
            throws IOException, InterruptedException {
        Map<String, String> answers = new LinkedHashMap<>();
        String[] attempts = {
            at("attach", files), at("held", files), at("create", files), at("remove", files)
        };
        asNobody(attempts)
                .forEach((attempt, answer) -> answers.put(attempt.replaceAll("=.*", ""), answer));
        return answers;
    }

    @Test
    void aRegionOfAnotherUserIsRefused() throws IOException, InterruptedException {
        try (TemporaryRegion temporary = TemporaryRegion.small()) {
            open(temporary.folder(), "rwxr-xr-x");
            RegionFiles files = temporary.files();
            Map<String, String> answers = allTried(files);
            assertThat(answers.get("attach"))
                    .startsWith("cannot attach to region " + files.region())
                    .contains("it is no file that you may read and write");
            // A stage that cannot be asked for is not a stage that does not run.
            assertThat(answers.get("held"))
                    .startsWith("cannot tell which stages run on region " + files.region())
                    .endsWith("permission denied (errno 13)");
            assertThat(answers.get("create")).isEqualTo("found");
            assertThat(answers.get("remove"))
                    .startsWith("cannot open lock file " + files.lock())
                    .contains("permission denied (errno 13)");
            temporary.attach().close();
        }
    }

    @Test
    void aFolderThatMayNotBeSearchedTellsNothing() throws IOException, InterruptedException {
        try (TemporaryRegion temporary = TemporaryRegion.small()) {
            RegionFiles files = temporary.files();
            open(temporary.folder(), "rwx------");
            Map<String, String> answers = allTried(files);
            assertThat(answers.get("attach"))
                    .isEqualTo(
                            "cannot attach to region "
                                    + files.region()
                                    + ": permission denied (errno 13)");
            assertThat(answers.get("held")).contains("permission denied");
            assertThat(answers.get("create")).contains("is no folder that you may write");
            assertThat(answers.get("remove")).contains("permission denied");
        }
    }

    @Test
    void aFolderThatMayNotBeWrittenGetsNoRegion() throws IOException, InterruptedException {
        try (TemporaryRegion temporary = TemporaryRegion.none()) {
            RegionFiles files = temporary.files();
            open(temporary.folder(), "rwxr-xr-x");
            Map<String, String> answers = allTried(files);
            assertThat(answers.get("attach")).contains("it was not created");
            assertThat(answers.get("held")).isEqualTo("false");
            assertThat(answers.get("create"))
                    .isEqualTo(
                            "cannot create region "
                                    + files.region()
                                    + ": "
                                    + temporary.folder()
                                    + " is no folder that you may write; give another --region");
            assertThat(answers.get("remove")).contains("permission denied");
        }
    }

    @Test
    void inAFolderForAllWhatIsOfOthersStays() throws IOException, InterruptedException {
        try (TemporaryRegion temporary = TemporaryRegion.none()) {
            chmod("1777", temporary.folder());
            RegionFiles locked = new RegionFiles(temporary.folder().resolve("locked"));
            LockFile.open(locked).close();
            RegionFiles unlocked = new RegionFiles(temporary.folder().resolve("unlocked"));
            RegionCreator.createIfMissing(unlocked, ChildProgram.SMALL, Duration.ofSeconds(5));
            Files.delete(unlocked.lock());
            RegionFiles own = new RegionFiles(temporary.folder().resolve("own"));
            Map<String, String> answers =
                    asNobody(
                            at("create", locked),
                            at("remove", unlocked),
                            at("create", own),
                            at("attach", own),
                            at("held", own));
            assertThat(answers.get(at("create", locked)))
                    .startsWith("cannot open lock file " + locked.lock())
                    .contains("permission denied (errno 13)");
            assertThat(answers.get(at("remove", unlocked))).isEqualTo("false");
            assertThat(Files.exists(unlocked.region())).isTrue();
            // A lock file of the stranger's would lock the owner out for ever.
            assertThat(Files.exists(unlocked.lock())).isFalse();
            assertThat(answers.get(at("create", own))).isEqualTo("made");
            assertThat(answers.get(at("attach", own))).isEqualTo("attached");
            assertThat(answers.get(at("held", own))).isEqualTo("false");
        }
    }

    @Test
    void aRegionOfOnesOwnThatMayNotBeWrittenIsRefused() throws IOException, InterruptedException {
        try (TemporaryRegion temporary = TemporaryRegion.none()) {
            chmod("1777", temporary.folder());
            RegionFiles own = temporary.files();
            assertThat(asNobody(at("create", own)).values()).containsExactly("made");
            open(own.region(), "r--------");
            assertThat(asNobody(at("attach", own)).values())
                    .singleElement()
                    .asString()
                    .contains("it is no file that you may read and write");
        }
    }

    private static void chmod(String mode, Path folder) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("chmod", mode, folder.toString()).start().waitFor()).isZero();
    }
}
