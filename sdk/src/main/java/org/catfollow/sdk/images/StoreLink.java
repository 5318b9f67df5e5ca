package org.catfollow.sdk.images;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.catfollow.shm.images.ImageLease;
import org.catfollow.shm.images.ImageStoreReader;

/** The runner's store, opened when needed, and anew when another lies in its place. One thread. */
final class StoreLink implements AutoCloseable {
    private final Path file;
    private final List<ImageStoreReader> left = new ArrayList<>();
    private ImageStoreReader reader;

    StoreLink(Path file) {
        this.file = file;
    }

    /** Returns a lease of the image, which must be closed; throws NOT_FOUND where there is none. */
    ImageLease lease(String id) {
        if (file == null) {
            throw notFound(id, "no image store is known; set " + SharedImages.STORE_VARIABLE);
        }
        // First: a run that follows on one that was killed has other images of the same keys.
        if (reader == null || reader.isReplaced()) {
            leave();
            if (!Files.exists(file)) {
                throw notFound(id, "no image store lies at " + file + "; does its runner run?");
            }
            reader = ImageStoreReader.open(file);
        }
        return reader.lease(id)
                .orElseThrow(() -> notFound(id, "image store " + file + " does not have it"));
    }

    /** Images of the old one may be in use still: it is closed with the rest. */
    private void leave() {
        if (reader != null) {
            left.add(reader);
            reader = null;
        }
    }

    private static ImageException notFound(String id, String why) {
        return new ImageException(ImageError.NOT_FOUND, "image " + id + ": " + why);
    }

    @Override
    public void close() {
        leave();
        left.forEach(ImageStoreReader::close);
        left.clear();
    }
}
