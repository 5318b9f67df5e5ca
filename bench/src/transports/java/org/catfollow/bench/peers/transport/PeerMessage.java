package org.catfollow.bench.peers.transport;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.catfollow.bench.transport.Place;

/** A frame as one message: id, index, time, pixels. In the sender's memory; the peer copies it. */
final class PeerMessage {
    static final int ID = 0;
    static final int INDEX = 8;
    static final int TIME = 16;
    static final int PIXELS = 24;

    private final ByteBuffer message;
    private final ByteBuffer pixels;
    private long id;

    PeerMessage(Place place) {
        message = ByteBuffer.allocateDirect(lengthBytes(place)).order(ByteOrder.nativeOrder());
        pixels = message.slice(PIXELS, place.frameBytes());
    }

    static int lengthBytes(Place place) {
        return PIXELS + place.frameBytes();
    }

    ByteBuffer memory() {
        return message;
    }

    ByteBuffer pixels() {
        return pixels;
    }

    long nextId() {
        return id + 1;
    }

    void stamp(long index, long nanos) {
        id++;
        message.putLong(ID, id).putLong(INDEX, index).putLong(TIME, nanos);
    }
}
