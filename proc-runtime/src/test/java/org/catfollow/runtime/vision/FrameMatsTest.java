package org.catfollow.runtime.vision;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import org.catfollow.runtime.natives.NativeLibraries;
import org.catfollow.shm.layout.PixelFormat;
import org.catfollow.shm.ring.FrameDescription;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.opencv.core.CvType;
import org.opencv.core.Mat;

class FrameMatsTest {
    private final ByteBuffer pixels = ByteBuffer.allocateDirect(64 * 48 * 3);
    private final FrameMats mats = new FrameMats(4);

    @BeforeAll
    static void loadOpenCv() {
        NativeLibraries.loadOpenCv();
    }

    @AfterEach
    void release() {
        mats.close();
    }

    private static FrameDescription frame(int width, int height, PixelFormat format) {
        FrameDescription frame = new FrameDescription();
        frame.widthPixels = width;
        frame.heightPixels = height;
        frame.format = format;
        frame.strideBytes = width * format.bytesPerPixel();
        return frame;
    }

    @Test
    void aPixelOfTheSlotIsTheMatsPixel() {
        Mat mat = mats.of(1, pixels, frame(64, 48, PixelFormat.BGR24));
        int at = (5 * 64 + 7) * 3;
        pixels.put(at, (byte) 200).put(at + 1, (byte) 100).put(at + 2, (byte) 50);
        assertThat(mat.get(5, 7)).containsExactly(200, 100, 50);
        mat.put(47, 63, 1, 2, 3);
        assertThat(pixels.get(64 * 48 * 3 - 1)).isEqualTo((byte) 3);
    }

    @Test
    void aReadersBufferIsSeenToo() {
        pixels.put(0, (byte) 77);
        Mat mat = mats.of(0, pixels.asReadOnlyBuffer(), frame(64, 48, PixelFormat.GRAY8));
        assertThat(mat.get(0, 0)).containsExactly(77);
    }

    @Test
    void rowsLieAStrideApart() {
        FrameDescription frame = frame(10, 8, PixelFormat.GRAY8);
        frame.strideBytes = 24;
        pixels.put(3 * 24 + 9, (byte) 42);
        assertThat(mats.of(0, pixels, frame).get(3, 9)).containsExactly(42);
    }

    @Test
    void theMatStaysWhileTheFramesStayAsTheyAre() {
        Mat first = mats.of(2, pixels, frame(64, 48, PixelFormat.BGR24));
        assertThat(mats.of(2, pixels, frame(64, 48, PixelFormat.BGR24))).isSameAs(first);
        assertThat(mats.of(3, pixels, frame(64, 48, PixelFormat.BGR24))).isNotSameAs(first);
    }

    @Test
    void anotherSizeFormatOrStrideIsAnotherMat() {
        Mat colour = mats.of(0, pixels, frame(64, 48, PixelFormat.BGR24));
        Mat smaller = mats.of(0, pixels, frame(32, 24, PixelFormat.BGR24));
        assertThat(colour.empty()).as("released").isTrue();
        assertThat(smaller.cols()).isEqualTo(32);
        assertThat(smaller.rows()).isEqualTo(24);
        Mat grey = mats.of(0, pixels, frame(32, 24, PixelFormat.GRAY8));
        assertThat(grey.type()).isEqualTo(CvType.CV_8UC1);
        FrameDescription padded = frame(32, 24, PixelFormat.GRAY8);
        padded.strideBytes = 48;
        assertThat(mats.of(0, pixels, padded).step1()).isEqualTo(48);
    }

    @Test
    void nothingIsAllocatedWhileTheSizeStays() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long self = Thread.currentThread().threadId();
        FrameDescription frame = frame(64, 48, PixelFormat.BGR24);
        // The JDK itself takes a few bytes now and then while it compiles; what a frame takes it
        // takes in every round.
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 10 && least > 0; round++) {
            long before = threads.getThreadAllocatedBytes(self);
            long asking = threads.getThreadAllocatedBytes(self) - before;
            before = threads.getThreadAllocatedBytes(self);
            long rows = rounds(frame);
            least = Math.min(least, threads.getThreadAllocatedBytes(self) - before - asking);
            assertThat(rows).isEqualTo(1000 * 64L);
        }
        assertThat(least).isZero();
    }

    private long rounds(FrameDescription frame) {
        long strides = 0;
        for (int i = 0; i < 1000; i++) {
            Mat mat = mats.of(i & 3, pixels, frame);
            strides += mat == null ? 0 : frame.widthPixels;
        }
        return strides;
    }
}
