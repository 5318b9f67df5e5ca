package org.catfollow.capture.source;

import java.nio.ByteBuffer;

/** How uncompressed pictures lie in memory, and how they come into the slot. */
interface RawFormat {
    /** Returns the width of a picture, pixels. */
    int width();

    /** Returns the height of a picture, pixels. */
    int height();

    /** Returns the bytes of a picture, padding included. */
    int bytes();

    /** Says where the pictures will lie: direct, {@link #bytes} long. Called once. */
    void use(ByteBuffer pictures);

    /** Brings the picture that lies there into the slot. It may be changed on the way. */
    void put(TargetSlot slot);

    /** Lets go of the memory. */
    void close();
}
