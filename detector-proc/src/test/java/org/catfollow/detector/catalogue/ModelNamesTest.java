package org.catfollow.detector.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelNamesTest {
    @TempDir private Path temporary;
    private ModelsFolder folder;
    private ModelNames names;

    @BeforeEach
    void makeFolders() {
        folder = new ModelsFolder(temporary);
        names = new ModelNames(() -> OwnModel.in(temporary.resolve("own")), folder);
    }

    private void refuses(String given, String message) {
        assertThatThrownBy(() -> names.resolve(given))
                .asInstanceOf(type(StageFailure.class))
                .satisfies(f -> assertThat(f.exitCode()).isEqualTo(ExitCode.MODEL))
                .satisfies(f -> assertThat(f.getMessage()).isEqualTo(message));
    }

    @Test
    void whatHasASlashOrASuffixOrIsAFileIsAPath() throws IOException {
        for (String path : new String[] {"models/cat-sim", "gone.tflite", "./x", "A.TFLITE"}) {
            assertThat(names.resolve(path)).isEqualTo(new NamedModel(null, Path.of(path), null));
        }
        // Of the folder in which the tests run.
        assertThat(names.resolve("pom.xml").file()).isEqualTo(Path.of("pom.xml"));
        refuses(
                "src",
                "no model is called 'src'; known are cat-sim, ssd-coco, ssd-coco-tf; for a file give"
                        + " its path, such as models/src.tflite");
    }

    @Test
    void oursIsWhereTheProgramHasIt() throws IOException {
        Path own = Files.createDirectory(temporary.resolve("own")).resolve("cat-sim.tflite");
        refuses(
                "cat-sim",
                "our own model cat-sim is missing (no "
                        + own
                        + "); build the distribution again with `mvn package`, or name another one"
                        + " with --model");
        Files.writeString(own, "x");
        assertThat(names.resolve("cat-sim")).isEqualTo(new NamedModel("cat-sim", own, null));
    }

    @Test
    void aFetchedOneHasItsLabelsBesideIt() throws IOException {
        refuses(
                "ssd-coco",
                "model ssd-coco is not fetched (no "
                        + folder.model("ssd-coco")
                        + "); fetch it with `cat-follow model fetch ssd-coco`");
        Files.writeString(folder.model("ssd-coco"), "x");
        refuses(
                "ssd-coco",
                "the labels of model ssd-coco are missing (no "
                        + folder.labels("ssd-coco")
                        + "); fetch them with `cat-follow model fetch ssd-coco`");
        Files.writeString(folder.labels("ssd-coco"), "x");
        assertThat(names.resolve("ssd-coco"))
                .isEqualTo(
                        new NamedModel(
                                "ssd-coco", folder.model("ssd-coco"), folder.labels("ssd-coco")));
        Files.writeString(folder.model("ssd-coco-tf"), "x");
        assertThat(names.resolve("ssd-coco-tf").labels()).as("they are inside").isNull();
    }

    @Test
    void whatSomebodyPutsIntoTheFolderHasAName() throws IOException {
        Files.writeString(folder.model("garden"), "x");
        assertThat(names.resolve("garden"))
                .isEqualTo(new NamedModel("garden", folder.model("garden"), null));
        Files.writeString(folder.labels("garden"), "cat");
        assertThat(names.resolve("garden").labels()).isEqualTo(folder.labels("garden"));
        refuses(
                "gardn",
                "no model is called 'gardn'; known are cat-sim, ssd-coco, ssd-coco-tf, garden; for a"
                        + " file give its path, such as models/gardn.tflite");
    }

    @Test
    void wordsThatStandForNoFileAreNoNames() throws IOException {
        for (String word : new String[] {"none", "test:", "truth:seed=1", "x.tflite"}) {
            Files.writeString(folder.model(word), "x");
            assertThat(names.resolve(word).name()).as(word).isNull();
        }
        assertThat(folder.names()).isEmpty();
    }

    @Test
    void aRequestKnowsNoWorkingFolder() {
        assertThat(names.resolve("pom.xml").name()).isNull();
        assertThatThrownBy(() -> names.resolveSent("pom.xml"))
                .isInstanceOf(StageFailure.class)
                .hasMessageStartingWith("no model is called 'pom.xml'");
        assertThat(names.resolveSent("/m.tflite").file()).isEqualTo(Path.of("/m.tflite"));
    }

    @Test
    void whatIsNoPathAtAllIsRefused() {
        assertThatThrownBy(() -> names.resolve("a\0b")).isInstanceOf(StageFailure.class);
    }
}
