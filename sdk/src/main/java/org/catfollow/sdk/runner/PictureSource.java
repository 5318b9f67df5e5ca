package org.catfollow.sdk.runner;

import java.util.Optional;

/** Where pictures come from, one after the other. One thread. */
public interface PictureSource extends AutoCloseable {
    /**
     * Returns the next picture, which is used before the one after it is asked for; empty when there are
     * no more, or when the run was asked to stop.
     */
    Optional<Picture> next();

    @Override
    void close();
}
