package org.catfollow.tracker.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.catfollow.runtime.StageFailure;
import org.catfollow.runtime.natives.NativeLibraries;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.imgcodecs.Imgcodecs;

class SequenceTest {
    @TempDir private Path folder;

    @BeforeAll
    static void loadOpenCv() {
        NativeLibraries.loadOpenCv();
    }

    private void empty(String... names) throws IOException {
        for (String name : names) {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.createFile(file);
        }
    }

    private Sequence open() {
        return Sequence.open(folder, "--images");
    }

    @Test
    void picturesComeAsPeopleCountAndOtherFilesNotAtAll() throws IOException {
        empty("frame10.jpg", "frame9.JPG", "frame1.png", ".DS_Store", "._frame2.jpg", "notes.txt");
        assertThat(open().pictures())
                .extracting(picture -> picture.getFileName().toString())
                .containsExactly("frame1.png", "frame9.JPG", "frame10.jpg");
    }

    @Test
    void aBenchmarksFolderHasItsPicturesInImg() throws IOException {
        empty("img/0001.jpg", "img/0002.jpg", "preview.jpg");
        Files.writeString(folder.resolve("groundtruth_rect.txt"), "1,1,5,5\n2,1,5,5\n");
        Sequence sequence =
                Sequence.open(folder, "--sequence", Optional.empty(), ReferenceForm.OTB);
        assertThat(sequence.length()).isEqualTo(2);
        assertThat(sequence.name()).isEqualTo(folder.getFileName().toString());
        assertThat(Sequence.open(folder.resolve("img"), "--images").name())
                .as("img is no name")
                .isEqualTo(folder.getFileName().toString());
        assertThat(sequence.reference()).containsExactly(new Box(0, 0, 5, 5), new Box(1, 0, 5, 5));
    }

    @Test
    void boxesAndPicturesMustBeAsMany() throws IOException {
        empty("1.jpg", "2.jpg");
        Path boxes = Files.writeString(folder.resolve("boxes.txt"), "1,1,5,5\n");
        assertThatThrownBy(
                        () ->
                                Sequence.open(
                                        folder, "--images", Optional.of(boxes), ReferenceForm.OTB))
                .isInstanceOf(StageFailure.class)
                .hasMessageContaining("has 1 boxes, --images " + folder + " 2 pictures");
    }

    @Test
    void saysWhatIsMissing() throws IOException {
        assertThatThrownBy(this::open).hasMessageContaining("no pictures in it; looked for");
        empty("1.jpg");
        assertThatThrownBy(
                        () ->
                                Sequence.open(
                                        folder, "--sequence", Optional.empty(), ReferenceForm.OTB))
                .hasMessageContaining("no groundtruth_rect.txt in it; name one with --gt");
        assertThatThrownBy(() -> Sequence.open(folder.resolve("1.jpg"), "--images"))
                .hasMessageContaining("is no folder");
        assertThatThrownBy(() -> Sequence.open(folder.resolve("none"), "--images"))
                .hasMessageContaining("no such folder");
    }

    @Test
    void aPictureThatIsNoneOrOfAnotherSizeIsNamed() throws IOException {
        empty("1.jpg");
        Mat picture = new Mat(10, 20, CvType.CV_8UC3);
        Imgcodecs.imwrite(folder.resolve("2.png").toString(), picture);
        picture.release();
        Sequence sequence = open();
        assertThatThrownBy(() -> sequence.read(0, 0, 0))
                .isInstanceOf(StageFailure.class)
                .hasMessageContaining("1.jpg has gone, or is none that can be read");
        assertThatThrownBy(() -> sequence.read(1, 30, 20))
                .isInstanceOf(StageFailure.class)
                .hasMessageContaining("2.png is 20x10, those before it 30x20");
    }
}
