package org.catfollow.detector.accuracy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CocoAnnotationsTest {
    private static final String CATEGORIES =
            "'categories':[{'id':17,'name':'cat','supercategory':'animal'},{'id':18,'name':'dog'}]";

    @TempDir private Path folder;

    @BeforeEach
    void picturesAreThere() throws IOException {
        Files.createFile(folder.resolve("one.jpg"));
        Files.createFile(folder.resolve("two.jpg"));
    }

    private List<AnnotatedPicture> read(String json) throws IOException {
        Path file = folder.resolve("truth.json");
        Files.writeString(file, json.replace('\'', '"'));
        return CocoAnnotations.read(file, folder, "Cat");
    }

    private void assertRefused(String json, String... words) {
        assertThatThrownBy(() -> read(json))
                .asInstanceOf(type(StageFailure.class))
                .satisfies(f -> assertThat(f.exitCode()).isEqualTo(ExitCode.USAGE))
                .satisfies(
                        f ->
                                assertThat(f.getMessage())
                                        .startsWith("--annotations " + folder)
                                        .contains(words)
                                        .doesNotContain("\n"));
    }

    private static String lists(String images, String annotations) {
        return "{'images':[" + images + "],'annotations':[" + annotations + "]," + CATEGORIES + "}";
    }

    @Test
    void readsWhatIsOfTheClassByTheNumberOfThePicture() throws IOException {
        List<AnnotatedPicture> pictures =
                read(
                        lists(
                                "{'id':9,'file_name':'one.jpg','width':640,'height':480,'license':3},"
                                        + "{'id':4,'file_name':'two.jpg'}",
                                "{'id':1,'image_id':9,'category_id':17,'bbox':[1,2,30.5,40],"
                                        + "'area':700.1,'iscrowd':0,'segmentation':[[1,2,3,4]]},"
                                        + "{'id':2,'image_id':9,'category_id':18,'bbox':[5,5,5,5]},"
                                        + "{'id':3,'image_id':9,'category_id':17,'bbox':[0,0,9,9],"
                                        + "'iscrowd':1,'segmentation':{'counts':[1],'size':[2,2]}}"));
        assertThat(pictures)
                .containsExactly(
                        new AnnotatedPicture(folder.resolve("two.jpg"), 0, 0, List.of()),
                        new AnnotatedPicture(
                                folder.resolve("one.jpg"),
                                640,
                                480,
                                List.of(
                                        new TrueBox(1, 2, 30.5, 40, false),
                                        new TrueBox(0, 0, 9, 9, true))));
        assertThat(pictures.get(1).things()).as("the crowd is none").isEqualTo(1);
    }

    @Test
    void namesWhatIsWrongWithTheFile() {
        assertThatThrownBy(() -> CocoAnnotations.read(folder.resolve("none.json"), folder, "cat"))
                .hasMessageContaining("none.json: no such file");
        assertThatThrownBy(() -> CocoAnnotations.read(folder, folder, "cat"))
                .hasMessageContaining("not a regular file");
        assertRefused("{'images':[", "no JSON in COCO's form: ", "line 1");
        assertRefused("[1,2]", "no JSON in COCO's form: ", "line 1");
        assertRefused("", "the lists images, annotations and categories are not all there");
        assertRefused("{'images':[]}", "the lists images, annotations and categories");
        assertRefused(lists("", ""), "the list images is empty");
        assertRefused(lists("null", ""), "an empty entry (null)");
    }

    @Test
    void namesAClassThatIsNotThere() {
        assertRefused(
                "{'images':[{'id':1,'file_name':'one.jpg'}],'annotations':[],"
                        + "'categories':[{'id':1,'name':'dog'},{'id':2,'name':'owl'}]}",
                "no category 'Cat'; it has dog, owl; choose one with --class");
    }

    @Test
    void namesTheEntryThatIsWrong() {
        String image = "{'id':1,'file_name':'one.jpg'}";
        assertRefused(lists(image + "," + image, ""), "image 1 is there twice");
        assertRefused(lists("{'id':1}", ""), "no id or no file_name", "id=1");
        assertRefused(
                lists("{'id':1,'file_name':'gone.jpg'}", ""),
                "gone.jpg of image 1 is missing",
                "--images");
        assertRefused(
                lists(image, "{'id':5,'image_id':2,'category_id':17,'bbox':[1,1,1,1]}"),
                "annotation 5 belongs to image 2, which is not in the list of images");
        for (String bbox : List.of("[1,1,-2,1]", "[1,1,2]", "[1,1,1,1e999]", "[1,1,1,null]")) {
            assertRefused(
                    lists(image, "{'id':5,'image_id':1,'category_id':17,'bbox':" + bbox + "}"),
                    "annotation 5 has bbox [1.0, 1.0");
        }
        assertRefused(
                lists(image, "{'id':5,'image_id':1,'category_id':17}"),
                "annotation 5 has bbox null; it must be [x, y, width, height]");
    }
}
