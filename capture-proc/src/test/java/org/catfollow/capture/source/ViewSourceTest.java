package org.catfollow.capture.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.catfollow.runtime.vision.RegionOfInterest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every way to turn, compared with the same done pixel by pixel. */
class ViewSourceTest {
    private static final int WIDTH = 6;
    private static final int HEIGHT = 4;

    private final SlotView slot = Pictures.slot(200, 160);
    private final SourceFrame frame = new SourceFrame();

    /** A picture whose pixel (x, y) is (x, y, 7 + number of the picture). */
    private static final class Numbered implements FrameSource {
        private long next;

        @Override
        public ReadResult read(TargetSlot target, SourceFrame out) {
            for (int y = 0; y < HEIGHT; y++) {
                for (int x = 0; x < WIDTH; x++) {
                    int at = 3 * (y * WIDTH + x);
                    target.pixels().put(at, (byte) x).put(at + 1, (byte) y);
                    target.pixels().put(at + 2, (byte) (7 + next));
                }
            }
            out.frame(next, WIDTH, HEIGHT);
            out.captureNanos = 1000 + next++;
            return ReadResult.FRAME;
        }

        @Override
        public double nativeFramesPerSecond() {
            return 30;
        }

        @Override
        public void rewind() {
            next = 0;
        }

        @Override
        public String description() {
            return "numbered";
        }

        @Override
        public void close() {
            // Holds nothing.
        }
    }

    static Stream<View> views() {
        List<View> views = new ArrayList<>();
        RegionOfInterest part = new RegionOfInterest(1 / 3.0, 0.25, 0.5, 0.5);
        for (RegionOfInterest region : List.of(RegionOfInterest.WHOLE, part)) {
            for (int rotation : new int[] {0, 90, 180, 270}) {
                for (int flips = 0; flips < 4; flips++) {
                    views.add(new View(region, rotation, (flips & 1) != 0, (flips & 2) != 0));
                }
            }
        }
        return views.stream();
    }

    /** Rows of (x, y) as they ought to come. */
    private static int[][][] expected(View view) {
        int left = view.region().isWhole() ? 0 : 2;
        int top = view.region().isWhole() ? 0 : 1;
        int width = view.region().isWhole() ? WIDTH : 3;
        int height = view.region().isWhole() ? HEIGHT : 2;
        int[][][] rows = new int[height][width][];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                rows[y][x] = new int[] {left + x, top + y};
            }
        }
        for (int turned = 0; turned < view.rotation(); turned += 90) {
            rows = clockwise(rows);
        }
        for (int[][] row : rows) {
            if (view.hflip()) {
                reverse(row);
            }
        }
        if (view.vflip()) {
            reverse(rows);
        }
        return rows;
    }

    private static int[][][] clockwise(int[][][] rows) {
        int height = rows.length;
        return IntStream.range(0, rows[0].length)
                .mapToObj(
                        x ->
                                IntStream.range(0, height)
                                        .mapToObj(y -> rows[height - 1 - y][x])
                                        .toArray(int[][]::new))
                .toArray(int[][][]::new);
    }

    private static <T> void reverse(T[] values) {
        for (int i = 0; i < values.length / 2; i++) {
            T value = values[i];
            values[i] = values[values.length - 1 - i];
            values[values.length - 1 - i] = value;
        }
    }

    @ParameterizedTest
    @MethodSource("views")
    void everyPixelLandsWhereItBelongs(View view) {
        ViewSource source =
                new ViewSource(new Numbered(), view, ViewSource.scratchSize(slot.size(), view));
        for (int picture = 0; picture < 3; picture++) {
            assertThat(source.read(slot, frame)).isEqualTo(ReadResult.FRAME);
            int[][][] rows = expected(view);
            assertThat(new int[] {frame.width, frame.height})
                    .containsExactly(rows[0].length, rows.length);
            assertThat(frame.captureNanos).isEqualTo(1000 + picture);
            for (int y = 0; y < rows.length; y++) {
                for (int x = 0; x < rows[0].length; x++) {
                    assertThat(Pictures.bgr(slot, 3 * (y * frame.width + x)))
                            .as("%s at %d,%d", view, x, y)
                            .containsExactly(rows[y][x][0], rows[y][x][1], 7 + picture);
                }
            }
        }
        source.close();
    }

    @Test
    void allocatesNothing() {
        for (int rotation : new int[] {0, 90}) {
            View view = new View(new RegionOfInterest(0, 0, .5, 1), rotation, true, false);
            try (FrameSource source = new ViewSource(new Numbered(), view, slot.size())) {
                assertThat(Allocation.bytes(3000, 500, () -> source.read(slot, frame))).isZero();
            }
        }
    }

    @Test
    void aPictureLargerThanTheSlotMayBeCutToFit(@TempDir Path folder) {
        Pictures.plain(folder.resolve("1.png"), 400, 300, Pictures.BLUE);
        View view = new View(new RegionOfInterest(.5, .5, .5, .5), 0, false, false);
        SourceRequest request =
                SourceRequest.of("images:" + folder, false, slot.size())
                        .with(SourceSettings.DEFAULT.with(view));
        try (FrameSource source = FrameSources.open(request)) {
            assertThat(source.read(slot, frame)).isEqualTo(ReadResult.FRAME);
            assertThat(new int[] {frame.width, frame.height}).containsExactly(200, 150);
            assertThat(Pictures.bgr(slot, 0)).isEqualTo(new int[] {255, 0, 0});
            assertThat(source.read(slot, frame)).isEqualTo(ReadResult.END);
        }
    }
}
