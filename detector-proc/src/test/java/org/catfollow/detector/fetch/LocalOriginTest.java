package org.catfollow.detector.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.catfollow.detector.catalogue.CatalogueModel;
import org.catfollow.detector.catalogue.ModelsFolder;
import org.catfollow.detector.catalogue.Published;
import org.catfollow.detector.fetch.ModelFetch.Outcome;
import org.catfollow.runtime.StageFailure;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalOriginTest {
    private static final CatalogueModel MODEL =
            Published.model(
                    "m",
                    Published.file("https://x/deep/detect.tflite", "model"),
                    Published.file("https://x/deep/labels.txt", "labels"));

    @TempDir private Path temporary;
    private final StringWriter said = new StringWriter();
    private Path from;
    private ModelsFolder folder;

    @BeforeEach
    void makeFolders() throws IOException {
        from = Files.createDirectory(temporary.resolve("downloads"));
        folder = new ModelsFolder(temporary.resolve("models"));
    }

    private Outcome fetch(Path path) {
        LineProgress progress = new LineProgress(new PrintWriter(said));
        return new ModelFetch(MODEL, folder, new LocalOrigin(path), progress).run(false);
    }

    private void put(String model, String labels) throws IOException {
        Files.writeString(from.resolve(model), "model");
        Files.writeString(from.resolve(labels), "labels");
    }

    private void assertFetched(Path path) {
        assertThat(fetch(path)).isEqualTo(Outcome.FETCHED);
        assertThat(folder.model("m")).hasContent("model");
        assertThat(folder.labels("m")).hasContent("labels");
    }

    @Test
    void aFolderHasThemUnderThePublishersNames() throws IOException {
        put("detect.tflite", "labels.txt");
        assertFetched(from);
        assertThat(said.toString())
                .isEqualTo(
                        String.format(
                                "fetching labels.txt, 6 bytes, from %s%n"
                                        + "fetching detect.tflite, 5 bytes, from %s%n",
                                from.resolve("labels.txt"), from.resolve("detect.tflite")));
    }

    @Test
    void aFolderHasThemUnderOurNames() throws IOException {
        put("m.tflite", "m.txt");
        assertFetched(from);
    }

    @Test
    void aModelOfAnyNameHasItsLabelsBesideIt() throws IOException {
        put("detect (1).tflite", "labels.txt");
        assertFetched(from.resolve("detect (1).tflite"));
    }

    @Test
    void whatIsMissingOrWrongIsNamedAndNothingIsKept() throws IOException {
        Files.writeString(from.resolve("detect.tflite"), "model");
        assertThatThrownBy(() -> fetch(from))
                .isInstanceOf(StageFailure.class)
                .hasMessageStartingWith(
                        "cannot fetch labels.txt of model m from "
                                + from.resolve("labels.txt")
                                + ": no such file; nothing was kept; ");
        put("detect.tflite", "labels.txt");
        Files.writeString(from.resolve("detect.tflite"), "mODEL");
        assertThatThrownBy(() -> fetch(from))
                .isInstanceOf(StageFailure.class)
                .hasMessageContaining("its SHA-256 is " + Published.sha256("mODEL"));
        assertThat(folder.labels("m")).doesNotExist();
        assertThatThrownBy(() -> fetch(from.resolve("gone")))
                .isInstanceOf(StageFailure.class)
                .hasMessage("--from " + from.resolve("gone") + ": no such file or folder");
    }
}
