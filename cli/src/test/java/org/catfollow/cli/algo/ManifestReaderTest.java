package org.catfollow.cli.algo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManifestReaderTest {
    private static final String GOOD =
            """
            {"name": "sharp", "version": "1.2", "language": "other", "command": ["./run.sh", "-v"],
             "timeout_ms": 250, "user_params": {"darkest": 20}}
            """;

    @TempDir private Path folder;

    private ManifestReader.Reading read(String text) throws IOException {
        Files.writeString(folder.resolve(Manifest.FILE), text);
        return ManifestReader.read(folder);
    }

    @Test
    void aManifestSaysAllThatIsInIt() throws IOException {
        Manifest manifest = read(GOOD).manifest();
        assertThat(manifest.name()).isEqualTo("sharp");
        assertThat(manifest.language()).isEqualTo(Language.OTHER);
        assertThat(manifest.command()).containsExactly("./run.sh", "-v");
        assertThat(manifest.timeout()).isEqualTo(Duration.ofMillis(250));
        assertThat(manifest.startTimeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(manifest.userParams().get("darkest").getAsInt()).isEqualTo(20);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"sharp\" | \"-x y\" | algorithm.json: name is \"-x y\"; give 1 to 64 letters",
                "\"1.2\" | 12 | algorithm.json: version is 12; give",
                "\"other\" | \"cobol\" | language is \"cobol\"; one of java, python, c, other",
                "250 | \"250\" | timeout_ms is \"250\"; give a whole number of milliseconds",
                "250 | 0 | timeout_ms is 0; give a whole number",
                "250 | 1e999999999 | timeout_ms is 1e999999999; give a whole number",
                "[\"./run.sh\", \"-v\"] | \"run\" | command is \"run\"; give a list of words",
                "[\"./run.sh\", \"-v\"] | [] | command is []; give a list of words",
                "{\"darkest\": 20} | 20 | user_params is 20; give an object",
                "timeout_ms | timeout | unknown key \"timeout\"; do you mean \"timeout_ms\"?",
                "timeout_ms | threshold | unknown key \"threshold\"; leave it out, or put it into",
                "\"other\" | \"java\" | command is [\"./run.sh\",\"-v\"]; leave it out: an algorithm"
            })
    void aMistakeIsNamedWithItsPlaceAndValue(String good, String bad, String message)
            throws IOException {
        ManifestReader.Reading reading = read(GOOD.replace(good, bad));
        assertThat(reading.manifest()).isNull();
        assertThat(reading.mistakes()).anySatisfy(line -> assertThat(line).contains(message));
    }

    @Test
    void allMistakesAreNamedAtOnce() throws IOException {
        assertThat(read("{}").mistakes()).hasSize(3).allMatch(line -> line.contains("missing"));
    }

    @Test
    void whatIsNoJsonIsSaidWithItsPlace() throws IOException {
        assertThat(read("{\"name\": \n oops}").mistakes())
                .singleElement()
                .asString()
                .startsWith("algorithm.json is no JSON: ")
                .contains("line 2");
        assertThat(read("[]").mistakes())
                .singleElement()
                .asString()
                .startsWith("algorithm.json is no single JSON object");
    }

    @Test
    void aFolderWithoutOneIsToldHowToGetOne() {
        assertThat(ManifestReader.read(folder).mistakes())
                .singleElement()
                .asString()
                .startsWith("no algorithm.json in " + folder)
                .contains("algo init");
    }
}
