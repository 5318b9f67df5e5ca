package org.catfollow.bench.transport;

import java.nio.file.Path;

/**
 * Where the ends of one transport meet.
 *
 * @param path the region's file, or of the peers a folder in memory
 * @param widthPixels of every frame
 * @param heightPixels of every frame
 * @param receivers how many there will be
 */
public record Place(Path path, int widthPixels, int heightPixels, int receivers) {
    /** Returns the bytes of a frame, three to a pixel. */
    public int frameBytes() {
        return widthPixels * heightPixels * 3;
    }
}
