package org.catfollow.capture.source;

import org.catfollow.runtime.StageFailure;

/** Opens what {@code --source} names. */
public final class FrameSources {
    private FrameSources() {}

    /**
     * Opens a source and checks, as far as that goes before the first picture, that it can be read
     * and fits the slot.
     *
     * @param source the value of {@code --source}
     * @param loop whether a source that ends begins again
     * @param slot the largest picture that the ring takes
     * @throws StageFailure with one line that says what is wrong: {@code USAGE} for a source that we
     *     do not know, {@code HARDWARE} for one that cannot be read
     */
    public static FrameSource open(String source, boolean loop, SlotSize slot) {
        SourceAddress address = SourceAddress.parse(source);
        return switch (address.scheme()) {
            case IMAGES -> new SequenceSource(ImageFolderSource.open(address.path(), slot), loop);
            case FILE -> new SequenceSource(MjpegFileSource.open(address.path(), slot), loop);
            case TEST -> TestPatternSource.open(address.rest(), slot);
        };
    }
}
