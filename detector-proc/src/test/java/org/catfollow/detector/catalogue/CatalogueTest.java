package org.catfollow.detector.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.catfollow.detector.TestData;
import org.catfollow.detector.heads.ModelType;
import org.junit.jupiter.api.Test;

class CatalogueTest {
    private final Catalogue catalogue = Catalogue.shipped();

    @Test
    void eachModelSaysWhatItIsAndWhoseItIs() {
        assertThat(catalogue.models()).isNotEmpty();
        for (CatalogueModel model : catalogue.models()) {
            assertThat(List.of(model.what(), model.publisher(), model.licence(), model.goodFor()))
                    .as(model.name())
                    .noneMatch(String::isBlank);
            assertThat(ModelType.values())
                    .extracting(ModelType::toString)
                    .as(model.name())
                    .contains(model.kind());
            assertThat(model.input()).matches("\\d+x\\d+");
            assertThat(model.classes()).isPositive();
        }
    }

    @Test
    void namesAreNamesAndNotOurs() {
        assertThat(catalogue.names())
                .doesNotHaveDuplicates()
                .doesNotContain(OwnModel.NAME, "none")
                .allMatch(name -> name.matches("[a-z0-9][a-z0-9-]*"));
        assertThat(catalogue.find("ssd-coco")).isPresent();
        assertThat(catalogue.find("dog-sim")).isEmpty();
    }

    @Test
    void filesArePinnedToACommitAndHaveSizeAndDigest() {
        for (CatalogueModel model : catalogue.models()) {
            for (PublishedFile file : model.files()) {
                assertThat(file.url())
                        .asString()
                        .matches(
                                "https://raw\\.githubusercontent\\.com/[^/]+/[^/]+/[0-9a-f]{40}/.+");
                assertThat(file.bytes()).isPositive();
                assertThat(file.sha256()).matches("[0-9a-f]{64}");
            }
        }
    }

    @Test
    void theFilesAtHandAreThoseThatAreDescribed() {
        assertDescribed(
                "ssd-coco",
                TestData.file(TestData.PICAR_LABELS),
                TestData.file(TestData.PICAR_MODEL));
        assertDescribed("ssd-coco-tf", TestData.file(TestData.LABELLED_MODEL));
    }

    private void assertDescribed(String name, Path... files) {
        List<PublishedFile> published = catalogue.find(name).orElseThrow().files();
        assertThat(published).hasSameSizeAs(files);
        for (int i = 0; i < files.length; i++) {
            assertThat(new FetchedFile(published.get(i), files[i]).difference()).isEmpty();
            assertThat(published.get(i).fileName()).isEqualTo(files[i].getFileName().toString());
        }
    }
}
