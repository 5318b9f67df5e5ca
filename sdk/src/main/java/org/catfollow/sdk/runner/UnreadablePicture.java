package org.catfollow.sdk.runner;

import org.catfollow.sdk.images.ImageMeta;
import org.catfollow.shm.images.ImageStore;

/**
 * A picture that cannot be read: a step of its own, so that it is in the results and counted.
 *
 * @param name for people
 * @param reason one line
 */
public record UnreadablePicture(String name, String reason) implements Picture {
    @Override
    public ImageMeta meta() {
        return ImageMeta.ofSize(0, 0);
    }

    @Override
    public String offer(ImageStore store, String key) {
        throw new PictureException(reason);
    }
}
