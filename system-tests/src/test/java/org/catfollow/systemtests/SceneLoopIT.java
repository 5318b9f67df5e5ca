package org.catfollow.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import org.catfollow.shm.sequence.TwoCellReader;
import org.catfollow.shm.slots.Detections;
import org.catfollow.shm.slots.DetectionsCell;
import org.catfollow.shm.slots.StateSlot;
import org.catfollow.shm.slots.Track;
import org.catfollow.shm.slots.TrackState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The whole loop on real pixels: a photograph as the world, and the model that comes with the robot. */
class SceneLoopIT {
    /** Of the picture's width, and of its height. */
    private static final double NEAR_THE_MIDDLE = 0.05;

    private static final int PICTURES_IN_A_ROW = 30;

    private final Instance instance = new Instance("scene");

    @AfterEach
    void leavesNothing() {
        instance.close();
    }

    @Test
    void theCatEndsInTheMiddleOfThePicture() {
        Launched up =
                instance.launching(
                        "up",
                        "--source",
                        "scene:" + Distribution.data("google-coral__test_data/cat_1080p.jpg"),
                        "--scene-width",
                        "2.2",
                        "--model",
                        Distribution.model().toString(),
                        "--labels",
                        Distribution.labels().toString());
        try (LiveRegion live = instance.attach()) {
            TwoCellReader<Detections> reader =
                    live.region().stateReader(StateSlot.DETECTIONS, DetectionsCell.CODEC);
            Detections found = new Detections();
            long[] inARow = new long[1];
            long[] last = new long[1];
            Await.until(
                    () -> "the cat in the middle; " + where(live.track()),
                    Await.PATIENCE,
                    () -> {
                        Track track = live.track();
                        if (track.frameId != last[0]) {
                            last[0] = track.frameId;
                            inARow[0] = isCentred(track) ? inARow[0] + 1 : 0;
                        }
                        return inARow[0] >= PICTURES_IN_A_ROW;
                    });
            // What the tracker holds is the cat: the model says so of the same pixels.
            assertThat(reader.read(found)).isEqualTo(TwoCellReader.Answer.VALUE);
            assertThat(found.count()).isPositive();
            assertThat(found.label(0)).isEqualTo("cat");
            double centre = (found.x(0) + found.width(0) / 2) / 640;
            assertThat(Math.abs(centre - 0.5)).isLessThan(2 * NEAR_THE_MIDDLE);
            live.assertNothingTornWasUsed();
        }
        assertThat(up.finish().code()).as(up.errors()).isZero();
    }

    private static boolean isCentred(Track track) {
        if (track.state != TrackState.CONFIRMED) {
            return false;
        }
        double x = (track.x + track.width / 2) / track.frameWidth - 0.5;
        double y = (track.y + track.height / 2) / track.frameHeight - 0.5;
        return Math.abs(x) < NEAR_THE_MIDDLE && Math.abs(y) < NEAR_THE_MIDDLE;
    }

    private static String where(Track track) {
        return "frame "
                + track.frameId
                + " "
                + track.state
                + " ["
                + track.x
                + ","
                + track.y
                + ","
                + track.width
                + ","
                + track.height
                + "]";
    }
}
