package org.catfollow.capture.source;

/** What a {@link FedSource} plays: pictures that are waited for on one thread and used on another. */
interface FedPictures extends Feed.Supply {
    /**
     * Puts the fetched picture into the slot. The duty cycle's thread.
     *
     * @param index of the picture, from 0
     */
    ReadResult take(long index, TargetSlot slot, SourceFrame out);

    /** Returns frames per second; 0 where nobody knows. */
    double framesPerSecond();

    /** Returns what was opened, for people: one line. */
    String description();
}
