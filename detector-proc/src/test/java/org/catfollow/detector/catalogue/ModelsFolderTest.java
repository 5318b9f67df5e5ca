package org.catfollow.detector.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelsFolderTest {
    private static final PublishedFile MODEL = Published.file("http://x/m.tflite", "model");
    private static final PublishedFile LABELS = Published.file("http://x/l.txt", "labels");

    @TempDir private Path temporary;

    private static Path of(Map<String, String> environment) {
        return ModelsFolder.of(environment, "/users/pi").path();
    }

    @Test
    void liesWhereTheEnvironmentSays() {
        assertThat(of(Map.of())).isEqualTo(Path.of("/users/pi/.local/share/cat-follow/models"));
        assertThat(of(Map.of("XDG_DATA_HOME", "/data")))
                .isEqualTo(Path.of("/data/cat-follow/models"));
        assertThat(of(Map.of("XDG_DATA_HOME", "/data", "CAT_FOLLOW_MODELS", "/models")))
                .isEqualTo(Path.of("/models"));
    }

    @Test
    void emptyVariablesAndRelativeDataHomesCountForNothing() {
        assertThat(of(Map.of("XDG_DATA_HOME", "data", "CAT_FOLLOW_MODELS", "")))
                .isEqualTo(Path.of("/users/pi/.local/share/cat-follow/models"));
        assertThat(of(Map.of("CAT_FOLLOW_MODELS", "here"))).isAbsolute().hasFileName("here");
    }

    @Test
    void tellsWhatOfAModelIsThere() throws IOException {
        ModelsFolder folder = new ModelsFolder(temporary);
        CatalogueModel model = Published.model("m", MODEL, LABELS);
        assertThat(folder.state(model)).isEqualTo(FetchState.NOT_FETCHED);
        Files.writeString(folder.labels("m"), "labels");
        assertThat(folder.state(model)).as("half of it").isEqualTo(FetchState.DAMAGED);
        Files.writeString(folder.model("m"), "model");
        assertThat(folder.state(model)).isEqualTo(FetchState.FETCHED);
        Files.writeString(folder.model("m"), "mODEL");
        assertThat(folder.state(model)).as("as long").isEqualTo(FetchState.DAMAGED);
    }

    @Test
    void saysHowAFileDiffers() throws IOException {
        FetchedFile file = new FetchedFile(MODEL, temporary.resolve("m.tflite"));
        assertThat(file.difference()).isEqualTo("it is missing");
        Files.writeString(file.path(), "mod");
        assertThat(file.difference()).isEqualTo("it has 3 bytes, published are 5");
        Files.writeString(file.path(), "mODEL");
        assertThat(file.difference())
                .isEqualTo(
                        "its SHA-256 is "
                                + Published.sha256("mODEL")
                                + ", published is "
                                + Published.sha256("model"));
        Files.delete(file.path());
        Files.createDirectory(file.path());
        assertThat(file.difference()).isEqualTo("it is no regular file");
    }

    @Test
    void whatCannotBeReadIsDamaged() throws IOException {
        // It says that it has no byte, and answers with an error, to root too.
        Path unreadable = Path.of("/proc/self/mem");
        PublishedFile empty = Published.file("http://x/m.tflite", "");
        ModelsFolder folder = new ModelsFolder(temporary);
        Files.createSymbolicLink(folder.model("m"), unreadable);
        CatalogueModel model = Published.model("m", empty, null);
        assertThat(folder.files(model).getFirst().difference())
                .isEqualTo("it cannot be read: Input/output error");
        assertThat(folder.state(model)).isEqualTo(FetchState.DAMAGED);
    }

    @Test
    void namesWhatLiesThereAndNothingThatIsOnItsWay() throws IOException {
        ModelsFolder folder = new ModelsFolder(temporary.resolve("models"));
        assertThat(folder.names()).isEmpty();
        Files.createDirectory(folder.path());
        for (String file : new String[] {"b.tflite", "a.tflite", "a.txt", ".c.tflite"}) {
            Files.writeString(folder.path().resolve(file), "x");
        }
        Files.createDirectory(folder.model("folder"));
        assertThat(folder.names()).containsExactly("a", "b");
    }
}
