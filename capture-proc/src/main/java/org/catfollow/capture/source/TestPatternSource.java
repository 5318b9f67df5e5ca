package org.catfollow.capture.source;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;

/**
 * {@code test:} or {@code test:WIDTHxHEIGHT}: {@link TestPattern} without end, painted straight into
 * the slot; allocates nothing. Picture n of the pattern has source index n.
 */
final class TestPatternSource implements FrameSource {
    private static final double FRAMES_PER_SECOND = 30;
    private static final Pattern SIZE = Pattern.compile("(\\d{1,5})x(\\d{1,5})");

    private final TestPattern pattern;
    private long next;

    private TestPatternSource(TestPattern pattern) {
        this.pattern = pattern;
    }

    /**
     * Prepares the pattern.
     *
     * @param sizeText {@code WIDTHxHEIGHT}, or empty for 640x480, or the slot's size where that is
     *     smaller
     * @throws StageFailure when the text is no size, or the size does not fit the slot
     */
    static TestPatternSource open(String sizeText, SlotSize slot) {
        if (sizeText.isEmpty()) {
            return of(Math.min(640, slot.maxWidth()), Math.min(480, slot.maxHeight()), slot);
        }
        Matcher size = SIZE.matcher(sizeText.toLowerCase(Locale.ROOT));
        if (!size.matches()) {
            throw new StageFailure(
                    ExitCode.USAGE,
                    "--source test:"
                            + sizeText
                            + " is no size; write test:WIDTHxHEIGHT, for example test:640x480");
        }
        return of(Integer.parseInt(size.group(1)), Integer.parseInt(size.group(2)), slot);
    }

    private static TestPatternSource of(int width, int height, SlotSize slot) {
        if (width < TestPattern.SMALLEST_WIDTH || height < TestPattern.SMALLEST_HEIGHT) {
            throw new StageFailure(
                    ExitCode.USAGE,
                    "--source test:"
                            + width
                            + "x"
                            + height
                            + " is too small; at least "
                            + TestPattern.SMALLEST_WIDTH
                            + "x"
                            + TestPattern.SMALLEST_HEIGHT);
        }
        slot.requireFit("--source test:" + width + "x" + height, width, height);
        return new TestPatternSource(new TestPattern(width, height));
    }

    @Override
    public ReadResult read(TargetSlot slot, SourceFrame out) {
        pattern.paint(next, slot.pixels());
        return out.frame(next++, pattern.width(), pattern.height());
    }

    @Override
    public double nativeFramesPerSecond() {
        return FRAMES_PER_SECOND;
    }

    @Override
    public void rewind() {
        next = 0;
    }

    @Override
    public String description() {
        return "test:" + pattern.width() + "x" + pattern.height();
    }

    @Override
    public void close() {
        // Holds heap memory only.
    }
}
