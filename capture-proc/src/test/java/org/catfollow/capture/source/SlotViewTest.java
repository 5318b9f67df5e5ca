package org.catfollow.capture.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;
import org.junit.jupiter.api.Test;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;

class SlotViewTest {
    private final SlotView slot = Pictures.slot(40, 30);

    @Test
    void whatIsWrittenThroughTheMatIsInTheSlot() {
        slot.mat(20, 10).setTo(new Scalar(1, 2, 3));
        assertThat(Pictures.bgr(slot, 0)).containsExactly(1, 2, 3);
        assertThat(Pictures.bgr(slot, 3 * (20 * 10 - 1))).containsExactly(1, 2, 3);
        assertThat(Pictures.bgr(slot, 3 * 20 * 10)).containsExactly(0, 0, 0);
    }

    @Test
    void keepsItsMatAsLongAsTheSizeStays() {
        assertThat(slot.mat(40, 30)).isSameAs(slot.mat(40, 30));
        assertThat(slot.mat(20, 30).cols()).isEqualTo(20);
    }

    @Test
    void neverHandsOutAMatThatOpenCvTookOffTheSlot() {
        slot.mat(40, 30).release();
        slot.mat(40, 30).setTo(Scalar.all(9));
        assertThat(Pictures.bgr(slot, 0)).containsExactly(9, 9, 9);

        new Mat(5, 5, CvType.CV_8UC3, Scalar.all(7)).copyTo(slot.mat(40, 30));
        slot.mat(40, 30).setTo(Scalar.all(8));
        assertThat(Pictures.bgr(slot, 0)).containsExactly(8, 8, 8);
    }

    @Test
    void refusesWhatDoesNotFitAndSaysWhatToDo() {
        assertThat(slot.mat(40, 30).rows()).isEqualTo(30);
        assertThatThrownBy(() -> slot.mat(41, 30))
                .isInstanceOfSatisfying(
                        StageFailure.class,
                        e -> assertThat(e.exitCode()).isEqualTo(ExitCode.HARDWARE))
                .hasMessage(
                        "the picture is 41x30 pixels, more than the slot's 40x30; start with"
                                + " --slot-width 41 --slot-height 30");
        assertThatThrownBy(() -> slot.mat(0, 30)).isInstanceOf(StageFailure.class);
    }

    @Test
    void refusesMemoryThatIsTooShortOrOnTheHeap() {
        SlotSize size = new SlotSize(40, 30);
        assertThatThrownBy(() -> new SlotView(ByteBuffer.allocateDirect(3599), size))
                .hasMessageContaining("3599")
                .hasMessageContaining("3600");
        assertThatThrownBy(() -> new SlotView(ByteBuffer.allocate(3600), size))
                .hasMessageContaining("direct=false");
    }

    @Test
    void namesTheFrameItWasClaimedFor() {
        assertThat(slot.claimedFor(77).frameId()).isEqualTo(77);
        assertThat(slot.maxWidth()).isEqualTo(40);
        assertThat(slot.maxHeight()).isEqualTo(30);
    }
}
