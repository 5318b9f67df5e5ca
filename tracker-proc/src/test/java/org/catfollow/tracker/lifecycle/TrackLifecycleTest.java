package org.catfollow.tracker.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.catfollow.shm.slots.TrackReason;
import org.catfollow.tracker.TrackerConfig;
import org.junit.jupiter.api.Test;

class TrackLifecycleTest {
    private static final long SECOND = 1_000_000_000L;

    private final TrackLifecycle cycle = new TrackLifecycle(TrackerConfig.defaults());

    private String now() {
        return cycle.state() + " " + cycle.reason();
    }

    private void confirm() {
        cycle.startedByDetection(0);
        cycle.agreed(0);
    }

    @Test
    void startsWithNothing() {
        assertThat(now()).isEqualTo("NONE START");
        cycle.followed(0, 0, 99 * SECOND);
        cycle.notSeenByDetector(99 * SECOND);
        cycle.frameSizeChanged();
        assertThat(now()).isEqualTo("NONE START");
    }

    @Test
    void twoDetectionsConfirm() {
        cycle.startedByDetection(0);
        assertThat(now()).isEqualTo("TENTATIVE DETECTION");
        cycle.agreed(SECOND);
        assertThat(now()).isEqualTo("CONFIRMED CONFIRMED_BY_DETECTIONS");
    }

    @Test
    void aWeakResponseCoastsAndRecoversToWhatItWas() {
        cycle.startedByDetection(0);
        cycle.followed(0.4f, 1, SECOND);
        assertThat(now()).isEqualTo("COASTING WEAK_RESPONSE");
        cycle.followed(0.55f, 1, SECOND + 1);
        assertThat(now()).isEqualTo("COASTING WEAK_RESPONSE");
        cycle.followed(0.7f, 1, SECOND + 2);
        assertThat(now()).isEqualTo("TENTATIVE RESPONSE_RECOVERED");
        cycle.agreed(SECOND);
        cycle.followed(0.4f, 1, SECOND + 3);
        cycle.followed(0.7f, 1, SECOND + 4);
        assertThat(now()).isEqualTo("CONFIRMED RESPONSE_RECOVERED");
    }

    @Test
    void coastingTooLongIsLost() {
        confirm();
        cycle.followed(0.4f, 1, SECOND);
        cycle.followed(0.4f, 1, SECOND + 1_500_000_000L);
        assertThat(now()).isEqualTo("COASTING WEAK_RESPONSE");
        cycle.followed(0.4f, 1, SECOND + 1_500_000_001L);
        assertThat(now()).isEqualTo("LOST COASTED_TOO_LONG");
    }

    @Test
    void aDetectionEndsCoasting() {
        confirm();
        cycle.followed(0.1f, 1, SECOND);
        cycle.agreed(SECOND);
        assertThat(now()).isEqualTo("CONFIRMED CONFIRMED_BY_DETECTIONS");
    }

    @Test
    void aTentativeTrackThatTheDetectorDoesNotSeeAgainIsLostSooner() {
        cycle.startedByDetection(0);
        cycle.notSeenByDetector(SECOND);
        assertThat(now()).isEqualTo("TENTATIVE DETECTION");
        cycle.notSeenByDetector(2 * SECOND);
        assertThat(now()).isEqualTo("LOST UNCONFIRMED_TOO_LONG");
        confirm();
        cycle.notSeenByDetector(4 * SECOND);
        assertThat(now()).isEqualTo("CONFIRMED CONFIRMED_BY_DETECTIONS");
        cycle.notSeenByDetector(4 * SECOND + 1);
        assertThat(now()).isEqualTo("LOST UNCONFIRMED_TOO_LONG");
    }

    @Test
    void aTrackByHandLivesWithoutADetector() {
        cycle.startedByHand(0);
        for (int i = 1; i <= 9; i++) {
            cycle.followed(1, 1, i * 100L * SECOND);
        }
        assertThat(now()).isEqualTo("TENTATIVE INITIAL_BOX");
        cycle.followed(1, 1, 1_000 * SECOND);
        assertThat(now()).isEqualTo("CONFIRMED INITIAL_BOX");
    }

    @Test
    void aLostTrackStaysLostUntilADetection() {
        confirm();
        cycle.followed(1, 0.1f, SECOND);
        assertThat(now()).isEqualTo("LOST LEFT_THE_PICTURE");
        cycle.followed(1, 1, SECOND);
        assertThat(now()).isEqualTo("LOST LEFT_THE_PICTURE");
        cycle.startedByDetection(2 * SECOND);
        assertThat(now()).isEqualTo("TENTATIVE DETECTION");
    }

    @Test
    void replacingConfirmsWhenEnoughDetectionsDidIt() {
        confirm();
        cycle.replaced(SECOND, 3);
        assertThat(now()).isEqualTo("CONFIRMED REPLACED_BY_DETECTIONS");
        cycle.replaced(SECOND, 1);
        assertThat(now()).isEqualTo("TENTATIVE REPLACED_BY_DETECTIONS");
    }

    @Test
    void theDrawingNamesEveryReason() throws IOException {
        Path drawing =
                Path.of(System.getProperty("catfollow.repository"), "docs/tracker-states.md");
        Matcher arrow = Pattern.compile("--> [A-Z]+: ([A-Z_]+)").matcher(Files.readString(drawing));
        Set<String> drawn = new TreeSet<>();
        while (arrow.find()) {
            drawn.add(arrow.group(1));
        }
        Set<String> all = new TreeSet<>();
        for (TrackReason reason : TrackReason.values()) {
            all.add(reason.name());
        }
        assertThat(drawn).isEqualTo(all);
    }
}
