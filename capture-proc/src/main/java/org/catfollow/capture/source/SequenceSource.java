package org.catfollow.capture.source;

import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;

/**
 * A source that ends, played once or for ever. A round in which no picture could be read ends the
 * run with a message: played again it would do nothing but spin.
 */
final class SequenceSource implements FrameSource {
    private final FrameSource pictures;
    private final boolean loop;
    private long framesInRound;
    private long skippedInRound;
    private String lastReason = "none";

    SequenceSource(FrameSource pictures, boolean loop) {
        this.pictures = pictures;
        this.loop = loop;
    }

    @Override
    public ReadResult read(TargetSlot slot, SourceFrame out) {
        ReadResult result = counted(pictures.read(slot, out), out);
        if (result != ReadResult.END) {
            return result;
        }
        if (framesInRound == 0) {
            throw new StageFailure(
                    ExitCode.HARDWARE,
                    pictures.description()
                            + ": not one picture could be read, skipped="
                            + skippedInRound
                            + "; the last one: "
                            + lastReason);
        }
        if (!loop) {
            return result;
        }
        framesInRound = 0;
        skippedInRound = 0;
        pictures.rewind();
        return counted(pictures.read(slot, out), out);
    }

    private ReadResult counted(ReadResult result, SourceFrame out) {
        if (result == ReadResult.FRAME) {
            framesInRound++;
        } else if (result == ReadResult.SKIPPED) {
            skippedInRound++;
            lastReason = out.skipReason;
        }
        return result;
    }

    @Override
    public boolean setsThePace() {
        return pictures.setsThePace();
    }

    @Override
    public double nativeFramesPerSecond() {
        return pictures.nativeFramesPerSecond();
    }

    @Override
    public void rewind() {
        framesInRound = 0;
        skippedInRound = 0;
        pictures.rewind();
    }

    @Override
    public String description() {
        return pictures.description() + (loop ? ", for ever" : "");
    }

    @Override
    public void close() {
        pictures.close();
    }
}
