package org.catfollow.shm.images;

import org.catfollow.shm.region.RegionException;

/** There is no slot for an image: readers lease them all, or it is larger than a slot. */
public final class ImageStoreFullException extends RegionException {
    private static final long serialVersionUID = 1L;

    /** Makes one with its line. */
    public ImageStoreFullException(String message) {
        super(message);
    }
}
