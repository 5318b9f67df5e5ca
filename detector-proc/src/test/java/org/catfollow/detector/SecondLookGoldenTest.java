package org.catfollow.detector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.catfollow.detector.looks.LastSeen;
import org.catfollow.detector.looks.LookSettings;
import org.catfollow.detector.looks.SecondLook;
import org.catfollow.detector.preprocess.Crop;
import org.catfollow.shm.ring.FrameDescription;
import org.catfollow.shm.slots.Boxes;
import org.catfollow.shm.slots.Detections;
import org.catfollow.shm.slots.Track;
import org.catfollow.shm.slots.TrackState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.opencv.core.Mat;
import org.opencv.core.Rect;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/** Photographed cats, so small that the model misses them in the whole frame. */
class SecondLookGoldenTest {
    private static final int WIDTH = 640;
    private static final int HEIGHT = 480;
    private static final int LEFT = 420;
    private static final int TOP = 250;
    private static final float SIDE = 80;

    /** A room or a table, without a cat. */
    private static Mat background(String name) {
        Mat background = new Mat();
        Imgproc.resize(
                TestData.picture(name),
                background,
                new Size(WIDTH, HEIGHT),
                0,
                0,
                Imgproc.INTER_AREA);
        return background;
    }

    /** Pastes a picture in, smaller, with its top left corner at this place. */
    private static void paste(Mat picture, float scale, Mat into, int left, int top) {
        Mat small = new Mat();
        Size size =
                new Size(Math.round(picture.cols() * scale), Math.round(picture.rows() * scale));
        Imgproc.resize(picture, small, size, 0, 0, Imgproc.INTER_AREA);
        small.copyTo(into.submat(new Rect(left, top, small.cols(), small.rows())));
    }

    /** Where the tracker would have it: a little beside it. */
    private static Crop aim(float x, float y, float width, float height, int inputSide) {
        Track track = new Track();
        track.trackId = 1;
        track.state = TrackState.CONFIRMED;
        track.x = x + 0.2f * width;
        track.y = y - 0.1f * height;
        track.width = width;
        track.height = height;
        LastSeen seen = new LastSeen();
        seen.track(track);
        FrameDescription frame = new FrameDescription();
        frame.widthPixels = WIDTH;
        frame.heightPixels = HEIGHT;
        Crop crop = new Crop();
        assertThat(
                        new SecondLook(LookSettings.USUAL, 1_000)
                                .aim(frame, new Detections(), seen, inputSide, crop))
                .isTrue();
        return crop;
    }

    private static TfliteDetector open() {
        return TfliteDetector.open(
                TestData.config(TestData.PICAR_MODEL, TestData.PICAR_LABELS, List.of("cat"), 0.5f));
    }

    /** Boxes are those that others recorded for these pictures (INVENTORY.md), x, y, width, height. */
    @ParameterizedTest
    @CsvSource({
        "google-coral__test_data/cat.bmp,29,39,348,308",
        "tensorflow__tflite-support/cat.jpg,100.5,65.4,363,270.3",
        "tensorflow__examples/cat1.png,69,58,158,113",
        "dusty-nv__jetson-inference/cat_1.jpg,69.3,27.4,265.2,373.3"
    })
    void aCatThatTheWholeFrameHidesIsFoundInTheCropAtItsPlaceInTheFrame(
            String picture, float x, float y, float width, float height) {
        float scale = SIDE / Math.max(width, height);
        float catX = LEFT + scale * x;
        float catY = TOP + scale * y;
        float catWidth = scale * width;
        float catHeight = scale * height;
        try (TfliteDetector detector = open()) {
            for (String room :
                    List.of(
                            "tensorflow__examples/table.jpg",
                            "dusty-nv__jetson-inference/room_1.jpg")) {
                Mat frame = background(room);
                paste(TestData.picture(picture), scale, frame, LEFT, TOP);
                assertThat(TestData.detect(detector, frame).count()).as("%s whole", room).isZero();
                Detections found = lookNearer(detector, frame, catX, catY, catWidth, catHeight);
                assertThat(found.count()).as(room).isEqualTo(1);
                assertThat(
                                Boxes.iou(
                                        found.x(0),
                                        found.y(0),
                                        found.width(0),
                                        found.height(0),
                                        catX,
                                        catY,
                                        catWidth,
                                        catHeight))
                        .as(room)
                        .isGreaterThan(0.8f);
            }
        }
    }

    private static Detections lookNearer(
            TfliteDetector detector, Mat frame, float x, float y, float width, float height) {
        Detections found = new Detections();
        detector.preprocess(frame, aim(x, y, width, height, detector.inputSide()));
        detector.invoke();
        detector.decode(found);
        return found;
    }

    /** The film at half its size in a room; of its 223 frames every eighth. */
    @Test
    void mostFramesOfAFilmWithASmallCatAreFoundAndNoneByTheFirstLook() {
        List<String[]> reference = TestData.rows("derived/vitgracer_cat_reference.csv");
        int looks = 0;
        int foundAgain = 0;
        try (TfliteDetector detector = open()) {
            for (int i = 8; i < reference.size(); i += 8) {
                String[] before = reference.get(i - 1);
                if (before[8].isEmpty()) {
                    continue; // nobody knows where the cat was
                }
                Mat frame = background("dusty-nv__jetson-inference/room_1.jpg");
                String file = String.format(Locale.ROOT, "sequences/cat-chair/img/%04d.jpg", i + 1);
                paste(TestData.picture(file), 0.5f, frame, 160, 155);
                assertThat(TestData.detect(detector, frame).count()).as(file).isZero();
                Detections found =
                        lookNearer(
                                detector,
                                frame,
                                160 + 0.5f * Float.parseFloat(before[8]),
                                155 + 0.5f * Float.parseFloat(before[9]),
                                0.5f * Float.parseFloat(before[10]),
                                0.5f * Float.parseFloat(before[11]));
                looks++;
                foundAgain += found.count() > 0 ? 1 : 0;
            }
        }
        assertThat(foundAgain).as("of %d", looks).isGreaterThan(looks * 2 / 3);
    }

    @Test
    void aSmallDogIsNoCatWhenSeenNearer() {
        int dogs = 0;
        try (TfliteDetector detector = open()) {
            for (String[] row : TestData.rows("derived/ssd_image_reference.csv")) {
                float width = Float.parseFloat(row[8]);
                float height = Float.parseFloat(row[9]);
                float scale = SIDE / Math.max(width, height);
                boolean onlyDogs = row[4].equals("dog") && !row[0].contains("cat") && scale < 1;
                if (!onlyDogs) {
                    continue;
                }
                Mat picture = TestData.picture(row[0]);
                Mat frame = background("dusty-nv__jetson-inference/room_1.jpg");
                paste(picture, scale, frame, 200, 150);
                Detections found =
                        lookNearer(
                                detector,
                                frame,
                                200 + scale * Float.parseFloat(row[6]),
                                150 + scale * Float.parseFloat(row[7]),
                                scale * width,
                                scale * height);
                assertThat(found.count()).as("%s", List.of(row)).isZero();
                dogs++;
            }
        }
        assertThat(dogs).isGreaterThan(5);
    }
}
