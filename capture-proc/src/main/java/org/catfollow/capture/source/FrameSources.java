package org.catfollow.capture.source;

import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;

/** Opens what {@code --source} names. */
public final class FrameSources {
    private FrameSources() {}

    /**
     * Opens a source and checks, as far as that goes before the first picture, that it can be read
     * and fits the slot.
     *
     * @throws StageFailure with one line that says what is wrong: {@code USAGE} for a source that we
     *     do not know, {@code HARDWARE} for one that cannot be read
     */
    public static FrameSource open(SourceRequest request) {
        SourceAddress address = request.address();
        SlotSize slot = request.slot();
        return switch (address.scheme()) {
            case IMAGES -> looped(ImageFolderSource.open(address.path(), slot), request);
            case FILE -> looped(MjpegFileSource.open(address.path(), slot), request);
            case V4L2, RPICAM, HTTP, HTTPS, REPLAY ->
                    throw new StageFailure(
                            ExitCode.USAGE, request.name() + " cannot be opened yet");
            case TEST -> TestPatternSource.open(address.rest(), slot);
        };
    }

    private static FrameSource looped(FrameSource pictures, SourceRequest request) {
        return new SequenceSource(pictures, request.loop());
    }
}
