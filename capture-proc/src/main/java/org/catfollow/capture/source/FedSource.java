package org.catfollow.capture.source;

import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageAgent;
import org.catfollow.runtime.StageFailure;

/** A source whose pictures come through a {@link Feed}: no read waits longer than a round may. */
final class FedSource implements FrameSource {
    private final FedPictures pictures;
    private final boolean live;
    private final Feed feed;
    private long next;

    /**
     * Begins to wait for the first picture.
     *
     * @param live whether the pictures come in their own time
     */
    FedSource(String name, FedPictures pictures, boolean live) {
        this.pictures = pictures;
        this.live = live;
        feed = new Feed(name, pictures);
    }

    @Override
    public ReadResult read(TargetSlot slot, SourceFrame out) {
        if (feed.await(StageAgent.MAX_WAIT_NANOS)) {
            try {
                return pictures.take(next++, slot, out);
            } finally {
                feed.next();
            }
        }
        if (!feed.ended()) {
            return out.nothingYet();
        }
        if (feed.problem() != null) {
            throw new StageFailure(ExitCode.HARDWARE, feed.problem());
        }
        return out.end();
    }

    @Override
    public boolean setsThePace() {
        return live;
    }

    @Override
    public double nativeFramesPerSecond() {
        double rate = pictures.framesPerSecond();
        return rate > 0 ? rate : ImageFolderSource.FRAMES_PER_SECOND;
    }

    @Override
    public double promisedFramesPerSecond() {
        return live ? pictures.framesPerSecond() : 0;
    }

    @Override
    public void rewind() {
        throw new UnsupportedOperationException("opened anew instead");
    }

    @Override
    public String description() {
        return pictures.description();
    }

    @Override
    public void close() {
        feed.close();
    }
}
