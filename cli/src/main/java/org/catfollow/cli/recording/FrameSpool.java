package org.catfollow.cli.recording;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.catfollow.shm.ring.FrameReader;

/**
 * Copies of frames on their way from the ring to the disk, as many as there is memory for: a disk that
 * stands still for a moment costs no frame. Two threads: one takes from the ring, one stores.
 */
public final class FrameSpool {
    private final BlockingQueue<Shot> free;
    private final BlockingQueue<Shot> full;
    private final int capacity;
    private final int frameBytes;
    private int made;

    /**
     * Makes one.
     *
     * @param mostBytes memory that the copies may take; two at the least are made
     * @param frameBytes of the largest frame
     */
    public FrameSpool(long mostBytes, int frameBytes) {
        this.frameBytes = frameBytes;
        this.capacity = (int) Math.max(2, Math.min(4096, mostBytes / frameBytes));
        this.free = new ArrayBlockingQueue<>(capacity);
        this.full = new ArrayBlockingQueue<>(capacity);
    }

    /**
     * Copies a frame of the ring, for the thread that reads it.
     *
     * @return whether it was there, whole, and there was room
     */
    public boolean take(FrameReader reader, long frameId) {
        Shot shot = free.poll();
        if (shot == null && made < capacity) {
            made++;
            shot = new Shot(frameBytes);
        }
        if (shot == null) {
            return false;
        }
        boolean taken = reader.open(frameId) == FrameReader.Answer.OPEN;
        if (taken) {
            shot.take(reader.description(), reader.pixels());
            taken = reader.stillValid();
        }
        boolean unused = taken ? full.offer(shot) : free.offer(shot);
        return taken;
    }

    /** Returns the oldest copy, for the thread that stores; null when there is none within the time. */
    Shot next(long millis) throws InterruptedException {
        return full.poll(millis, TimeUnit.MILLISECONDS);
    }

    /** Gives a copy back. */
    void free(Shot shot) {
        boolean unused = free.offer(shot);
    }
}
