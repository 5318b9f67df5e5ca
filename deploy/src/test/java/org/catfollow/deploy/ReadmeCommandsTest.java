package org.catfollow.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every command that the documentation shows is one that the programs understand. */
class ReadmeCommandsTest {
    private static final Path REPOSITORY =
            Path.of(System.getProperty("catfollow.repository", ".."));
    private static final Pattern CODE_SPAN = Pattern.compile("`([^`\n]+)`");

    /** Those to other machines lead to no file. */
    private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:)([^)#]+)(#[^)]*)?\\)");

    private final DocumentedCommands commands;

    ReadmeCommandsTest() throws IOException {
        commands = new DocumentedCommands(Files.readString(REPOSITORY.resolve("deploy/launch.sh")));
    }

    private static List<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>();
        try (Stream<Path> top = Files.list(REPOSITORY);
                Stream<Path> docs = Files.walk(REPOSITORY.resolve("docs"))) {
            Stream.concat(top, docs)
                    .filter(path -> path.toString().endsWith(".md"))
                    .sorted()
                    .forEach(pages::add);
        }
        return pages;
    }

    /** Returns the lines of fenced blocks, and the code spans between them. */
    private static List<String> code(Path page) throws IOException {
        List<String> code = new ArrayList<>();
        boolean fenced = false;
        for (String line : Files.readAllLines(page)) {
            if (line.startsWith("```")) {
                fenced = !fenced;
            } else if (fenced) {
                code.add(line);
            } else {
                Matcher span = CODE_SPAN.matcher(line);
                while (span.find()) {
                    code.add(span.group(1));
                }
            }
        }
        return code;
    }

    private int checked(Path page) throws IOException {
        int count = 0;
        for (String line : code(page)) {
            if (DocumentedCommands.isCommand(line)) {
                String at = REPOSITORY.relativize(page) + ": " + line;
                try {
                    commands.check(line);
                } catch (RuntimeException e) {
                    throw new AssertionError(at + ": " + e.getMessage(), e);
                }
                count++;
            }
        }
        return count;
    }

    @Test
    void everyCommandInTheDocumentationIsUnderstood() throws IOException {
        int inReadme = checked(REPOSITORY.resolve("README.md"));
        int all = 0;
        for (Path page : pages()) {
            all += checked(page);
        }
        // Else the pages were not found, or their form has changed.
        assertThat(inReadme).isGreaterThan(10);
        assertThat(all).isGreaterThan(50);
    }

    @Test
    void theReadmeBeginsWithTheTwoCommands() throws IOException {
        assertThat(code(REPOSITORY.resolve("README.md")))
                .containsSubsequence("deploy/launch.sh up", "mvn verify");
    }

    @Test
    void linksLeadToFiles() throws IOException {
        int found = 0;
        for (Path page : pages()) {
            Matcher link = LINK.matcher(Files.readString(page));
            while (link.find()) {
                found++;
                assertThat(page.resolveSibling(link.group(1)).normalize())
                        .as("link in " + page)
                        .exists();
            }
        }
        assertThat(found).isGreaterThan(10);
    }

    @Test
    void theCheckSeesWhatIsWrong() {
        for (String wrong :
                List.of(
                        "deploy/launch.sh bounce",
                        "deploy/launch.sh supervise",
                        "deploy/launch.sh kill camera",
                        "deploy/launch.sh down now",
                        "deploy/launch.sh up --sorce test:",
                        "deploy/launch.sh up --framerate often",
                        "deploy/launch.sh up --model",
                        "deploy/cat-follow stat --jsn",
                        "deploy/cat-follow send cat-location 1",
                        "deploy/target/cat-follow/bin/capture-proc --model x",
                        "deploy/target/cat-follow/bin/eye-proc")) {
            assertThatThrownBy(() -> commands.check(wrong))
                    .as(wrong)
                    .isInstanceOf(RuntimeException.class);
        }
    }
}
