package org.catfollow.detector.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.catfollow.detector.catalogue.FetchState;
import org.catfollow.detector.fetch.ModelFetch.Outcome;
import org.catfollow.runtime.StageFailure;
import org.junit.jupiter.api.Test;

class ModelFetchTest extends PublishedModel {
    @Test
    void bringsAllFilesUnderTheModelsName() {
        publisher.gives("/m.tflite", MODEL);
        assertThat(fetch()).isEqualTo(Outcome.FETCHED);
        assertThat(folder.model("m")).hasContent(MODEL);
        assertThat(folder.labels("m")).hasContent(LABELS);
        assertThat(files()).containsExactly("m.tflite", "m.txt");
        assertThat(folder.state(model)).isEqualTo(FetchState.FETCHED);
        assertThat(told.names).containsExactly("l.txt", "m.tflite");
        assertThat(told.bytes).isEqualTo(MODEL.length() + LABELS.length());
        assertThat(told.ended).isEqualTo(2);
    }

    @Test
    void asksForNothingThatIsThereAlready() throws IOException {
        publisher.gives("/m.tflite", MODEL);
        fetch();
        assertThat(fetch()).isEqualTo(Outcome.ALREADY_THERE);
        assertThat(fetch(true, PATIENCE)).isEqualTo(Outcome.ALREADY_THERE);
        assertThat(publisher.requests()).isEqualTo(2);
        Files.delete(folder.labels("m"));
        assertThat(fetch()).isEqualTo(Outcome.FETCHED);
        assertThat(publisher.requests()).isEqualTo(3);
    }

    @Test
    void replacesWhatDiffersOnlyWhenForced() throws IOException {
        publisher.gives("/m.tflite", MODEL);
        fetch();
        Files.writeString(folder.model("m"), "mine");
        assertThatThrownBy(this::fetch)
                .isInstanceOf(StageFailure.class)
                .hasMessage(
                        folder.model("m")
                                + " is there and is not what was published: it has 4 bytes,"
                                + " published are "
                                + MODEL.length()
                                + "; --force replaces it");
        assertThat(folder.model("m")).hasContent("mine");
        assertThat(fetch(true, PATIENCE)).isEqualTo(Outcome.FETCHED);
        assertThat(folder.model("m")).hasContent(MODEL);
    }

    @Test
    void whatDiffersStaysWhenItsReplacementFails() throws IOException {
        publisher.gives("/m.tflite", MODEL.replace('a', 'A'));
        Files.createDirectories(folder.path());
        Files.writeString(folder.model("m"), "mine");
        assertThatThrownBy(() -> fetch(true, PATIENCE)).isInstanceOf(StageFailure.class);
        assertThat(folder.model("m")).hasContent("mine");
        assertThat(files()).containsExactly("m.tflite");
    }

    @Test
    void aFolderInTheWayIsSeenBeforeAnythingIsReplaced() throws IOException {
        Files.createDirectories(folder.model("m"));
        Files.writeString(folder.labels("m"), "mine");
        assertThatThrownBy(() -> fetch(true, PATIENCE))
                .isInstanceOf(StageFailure.class)
                .hasMessage(
                        "cannot write "
                                + folder.model("m")
                                + ": it is a folder; remove it; another folder: --dir");
        assertThat(publisher.requests()).isZero();
        assertThat(folder.labels("m")).hasContent("mine");
    }

    @Test
    void whatWasReplacedIsPutBackWhereTheRestFails() throws IOException {
        publisher.gives("/m.tflite", MODEL);
        Files.createDirectories(folder.path());
        Files.writeString(folder.labels("m"), "mine");
        Told disturbance =
                new Told() {
                    @Override
                    public void begin(String name, String where, long expected) {
                        if (name.equals("m.tflite")) {
                            remove(folder.path().resolve(".m.tflite.part"));
                        }
                    }
                };
        ModelFetch disturbed = new ModelFetch(model, folder, origin(PATIENCE), disturbance);
        assertThatThrownBy(() -> disturbed.run(true))
                .isInstanceOf(StageFailure.class)
                .hasMessage(
                        "cannot write "
                                + folder.model("m")
                                + ": "
                                + folder.path().resolve(".m.tflite.part")
                                + " is gone; another folder: --dir");
        assertThat(folder.labels("m")).hasContent("mine");
        assertThat(files()).containsExactly("m.txt");
        remove(folder.labels("m"));
        ModelFetch again = new ModelFetch(model, folder, origin(PATIENCE), disturbance);
        assertThatThrownBy(() -> again.run(false)).isInstanceOf(StageFailure.class);
        assertThat(files()).as("there was none before").isEmpty();
    }

    private static void remove(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aFullDiskIsSaid() throws IOException {
        Files.createDirectories(folder.path());
        Path part = folder.path().resolve(".m.txt.part");
        Files.createSymbolicLink(part, Path.of("/dev/full"));
        assertThatThrownBy(this::fetch)
                .isInstanceOf(StageFailure.class)
                .hasMessage(
                        "cannot write "
                                + part
                                + ": No space left on device; another folder: --dir");
        assertThat(files()).isEmpty();
    }

    @Test
    void whatAKilledFetchHasLeftIsWrittenOver() throws IOException {
        publisher.gives("/m.tflite", MODEL);
        Files.createDirectories(folder.path());
        Files.writeString(folder.path().resolve(".m.tflite.part"), "half of " + MODEL.repeat(2));
        assertThat(fetch()).isEqualTo(Outcome.FETCHED);
        assertThat(files()).containsExactly("m.tflite", "m.txt");
    }

    @Test
    void twoFetchesDoNotWorkInOneFolder() throws IOException {
        Files.createDirectories(folder.path());
        FetchLock other = FetchLock.take(folder.path());
        assertThatThrownBy(this::fetch)
                .isInstanceOf(StageFailure.class)
                .hasMessage(
                        "another fetch into " + folder.path() + " is at work; wait for its end");
        other.close();
        publisher.gives("/m.tflite", MODEL);
        assertThat(fetch()).isEqualTo(Outcome.FETCHED);
    }

    @Test
    void aFolderThatCannotBeMadeIsNamed() throws IOException {
        Files.writeString(temporary.resolve("data"), "a file in the way");
        assertThatThrownBy(this::fetch)
                .isInstanceOf(StageFailure.class)
                .hasMessage(
                        "cannot write "
                                + folder.path()
                                + ": Not a directory; another folder: --dir");
    }
}
