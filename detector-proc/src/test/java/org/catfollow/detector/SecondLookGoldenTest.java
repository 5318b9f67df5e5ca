package org.catfollow.detector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.catfollow.detector.looks.LastSeen;
import org.catfollow.detector.looks.LookSettings;
import org.catfollow.detector.looks.SecondLook;
import org.catfollow.detector.preprocess.Crop;
import org.catfollow.shm.ring.FrameDescription;
import org.catfollow.shm.slots.Boxes;
import org.catfollow.shm.slots.Detections;
import org.catfollow.shm.slots.Track;
import org.catfollow.shm.slots.TrackState;
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
    private static final float CAT_SIDE = 80;

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

    /** Pastes a picture in, smaller, with its top left corner at {@link #LEFT}, {@link #TOP}. */
    private static void paste(Mat picture, float scale, Mat into) {
        Mat small = new Mat();
        Size size =
                new Size(Math.round(picture.cols() * scale), Math.round(picture.rows() * scale));
        Imgproc.resize(picture, small, size, 0, 0, Imgproc.INTER_AREA);
        small.copyTo(into.submat(new Rect(LEFT, TOP, small.cols(), small.rows())));
    }

    /** Where the tracker would have it: a little beside the cat. */
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
        float scale = CAT_SIDE / Math.max(width, height);
        float catX = LEFT + scale * x;
        float catY = TOP + scale * y;
        float catWidth = scale * width;
        float catHeight = scale * height;
        DetectorConfig config =
                TestData.config(TestData.PICAR_MODEL, TestData.PICAR_LABELS, List.of("cat"), 0.5f);
        try (TfliteDetector detector = TfliteDetector.open(config)) {
            for (String room :
                    List.of(
                            "tensorflow__examples/table.jpg",
                            "dusty-nv__jetson-inference/room_1.jpg")) {
                Mat frame = background(room);
                paste(TestData.picture(picture), scale, frame);
                assertThat(TestData.detect(detector, frame).count()).as("%s whole", room).isZero();
                Detections found = new Detections();
                Crop crop = aim(catX, catY, catWidth, catHeight, detector.inputSide());
                detector.preprocess(frame, crop);
                detector.invoke();
                detector.decode(found);
                assertThat(found.count()).as("%s in %s", room, crop).isEqualTo(1);
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
}
