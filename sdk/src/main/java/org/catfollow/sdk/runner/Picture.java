package org.catfollow.sdk.runner;

import org.catfollow.sdk.images.ImageMeta;
import org.catfollow.shm.images.ImageStore;

/** One picture that an algorithm is to look at. */
public interface Picture {
    /** Returns what people call it: a file's name, or a frame's number. */
    String name();

    /** Returns what the algorithm is told about it. */
    ImageMeta meta();

    /**
     * Makes it readable.
     *
     * @param key under which it goes into the store, if it does
     * @return the id by which the algorithm finds it
     * @throws org.catfollow.shm.images.ImageStoreFullException where the store does not take it
     */
    String offer(ImageStore store, String key);
}
