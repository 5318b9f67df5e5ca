package org.catfollow.detector.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.catfollow.detector.catalogue.Provenance.Fact;
import org.catfollow.runtime.StageFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProvenanceTest {
    @TempDir private Path temporary;

    private Provenance ofOwn(String recordOrNull) throws IOException {
        OwnModel own = OwnModel.in(temporary);
        Files.writeString(own.file(), "model");
        if (recordOrNull != null) {
            Files.writeString(own.record(), recordOrNull.replace('\'', '"'));
        }
        NamedModel named = new NamedModel(OwnModel.NAME, own.file(), null);
        return Provenance.of(named, new ModelNames(() -> own, new ModelsFolder(temporary)));
    }

    private static List<String> texts(Provenance provenance, String name) {
        return provenance.facts().stream()
                .filter(fact -> fact.name().equals(name))
                .map(Fact::text)
                .toList();
    }

    @Test
    void oursTellsItsWholeRecordInItsOrder() throws IOException {
        String sha256 = Published.sha256("model");
        Provenance own =
                ofOwn(
                        "{'sha256': '"
                                + sha256
                                + "', 'seed': 7, 'command': 'make it', 'maps': {'AP50': 0.9}}");
        assertThat(own.agrees()).isTrue();
        assertThat(texts(own, "sha256")).containsExactly(sha256 + ", as recorded");
        assertThat(texts(own, "record"))
                .containsExactly(
                        "sha256: " + sha256, "seed: 7", "command: make it", "maps: {\"AP50\":0.9}");
        assertThat(texts(own, "good for")).containsExactly("the simulated world, not real cats");
    }

    @Test
    void aRecordOfAnotherFileIsSaidPlainly() throws IOException {
        Provenance own = ofOwn("{'sha256': 'abc'}");
        assertThat(own.agrees()).isFalse();
        assertThat(texts(own, "sha256"))
                .containsExactly(
                        Published.sha256("model") + ", which DIFFERS from its record's abc");
    }

    @Test
    void aRecordThatIsMissingOrNoneIsSaidToo() throws IOException {
        Provenance none = ofOwn(null);
        assertThat(none.agrees()).isTrue();
        assertThat(texts(none, "record").getFirst())
                .startsWith("none that can be used: record ")
                .endsWith("cat-sim.json is missing");
        for (String poem : List.of("the cat sat", "[1]", "{'sha256'", "")) {
            assertThat(texts(ofOwn(poem), "record").getFirst())
                    .as(poem)
                    .startsWith("none that can be used: record ");
        }
        assertThat(texts(ofOwn("{'seed': 1}"), "sha256").getFirst())
                .endsWith(", of which its record says nothing");
    }

    @Test
    void aFetchedOneIsComparedWithWhatWasPublished() throws IOException {
        ModelsFolder folder = new ModelsFolder(temporary);
        Files.writeString(folder.model("ssd-coco"), "x");
        Files.writeString(folder.labels("ssd-coco"), "x");
        NamedModel named =
                new NamedModel("ssd-coco", folder.model("ssd-coco"), folder.labels("ssd-coco"));
        Provenance provenance = Provenance.of(named, new ModelNames(() -> null, folder));
        assertThat(provenance.agrees()).isFalse();
        assertThat(texts(provenance, "licence").getFirst()).contains("Apache-2.0");
        assertThat(texts(provenance, "sha256"))
                .containsExactly(
                        "DIFFERS: it has 1 bytes, published are 930; fetch it with --force",
                        "DIFFERS: it has 1 bytes, published are 4183312; fetch it with --force");
    }

    @Test
    void ofAPathNothingIsKnown() {
        NamedModel path = new NamedModel(null, temporary.resolve("x"), null);
        assertThat(Provenance.of(path, ModelNames.here()).facts()).isEmpty();
    }

    @Test
    void oursIsOnTheClassPathWithARecordOfThisVeryFile() {
        OwnModel own = OwnModel.here();
        NamedModel named = new NamedModel(OwnModel.NAME, own.requireFile(), null);
        Provenance provenance = Provenance.of(named, ModelNames.here());
        assertThat(provenance.agrees()).as(provenance.toString()).isTrue();
        assertThat(texts(provenance, "sha256").getFirst()).endsWith(", as recorded");
    }

    @Test
    void oursThatIsMissingIsNamed() {
        assertThatThrownBy(() -> OwnModel.in(temporary).requireFile())
                .isInstanceOf(StageFailure.class)
                .hasMessageStartingWith(
                        "our own model cat-sim is missing (no "
                                + temporary.resolve("cat-sim.tflite")
                                + ")");
    }
}
