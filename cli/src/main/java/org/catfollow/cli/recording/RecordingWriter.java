package org.catfollow.cli.recording;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;
import org.opencv.core.Mat;
import org.opencv.core.MatOfByte;

/** Stores what is in the spool, and copies the journals beside it, on a thread of its own. */
public final class RecordingWriter implements AutoCloseable {
    private static final long LOOK_MILLIS = 100;
    private static final long COPY_NANOS = 200_000_000;

    /** What the stages make of the last frame is in their journals by then. */
    private static final long AFTERMATH_NANOS = 600_000_000;

    private final FrameSpool spool;
    private final Recording recording;
    private final PictureFormat format;
    private final Path journals;
    private final Path folder;
    private final long fromNanos;
    private final Thread thread;
    private volatile boolean ending;
    private volatile RuntimeException failure;
    private volatile long records;

    /**
     * Begins.
     *
     * @param journals the folder of the robot's journals, null for none
     * @param fromNanos what the journals say of before is left out, CLOCK_MONOTONIC
     */
    public RecordingWriter(
            FrameSpool spool,
            Recording recording,
            PictureFormat format,
            Path folder,
            Path journals,
            long fromNanos) {
        this.spool = spool;
        this.recording = recording;
        this.format = format;
        this.folder = folder;
        this.journals = journals;
        this.fromNanos = fromNanos;
        this.thread = Thread.ofPlatform().daemon().name("recording").start(this::write);
    }

    private void write() {
        try (JournalCopies copies = new JournalCopies(journals, folder, fromNanos)) {
            MatOfByte scratch = new MatOfByte();
            long copiedNanos = System.nanoTime();
            boolean last = false;
            while (!last) {
                boolean end = ending;
                Shot shot = spool.next(LOOK_MILLIS);
                if (shot != null) {
                    store(shot, scratch);
                }
                last = end && shot == null;
                if (System.nanoTime() - copiedNanos > COPY_NANOS) {
                    copiedNanos = System.nanoTime();
                    copies.advance();
                }
            }
            long endNanos = System.nanoTime() + (journals == null ? 0 : AFTERMATH_NANOS);
            while (System.nanoTime() < endNanos) {
                Shot unused = spool.next(LOOK_MILLIS);
            }
            copies.advance();
            records = copies.copied();
            scratch.release();
        } catch (RuntimeException e) {
            failure = e;
        } catch (InternalError e) {
            failure =
                    new StageFailure(
                            ExitCode.FAILED,
                            "the disk of " + folder + " is full; the pictures before are stored",
                            e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Error e) {
            // Who takes from the ring has to hear that nothing is stored any more.
            failure =
                    new StageFailure(
                            ExitCode.FAILED, "cannot go on recording into " + folder + ": " + e, e);
        }
    }

    private void store(Shot shot, MatOfByte scratch) {
        ByteBuffer packed = format == PictureFormat.RAW ? shot.packed() : null;
        if (packed != null) {
            recording.store(shot.frame, packed, format.ending());
        } else {
            encode(shot, scratch);
        }
        spool.free(shot);
    }

    private void encode(Shot shot, MatOfByte scratch) {
        Mat picture = shot.mat();
        byte[] bytes = format.encode(picture, scratch);
        picture.release();
        if (bytes != null) {
            recording.store(shot.frame, bytes, format.ending());
        }
    }

    /** Throws what went wrong on the writer's thread, if anything did. */
    public void check() {
        RuntimeException e = failure;
        if (e != null) {
            throw e;
        }
    }

    /** Returns how many pictures were stored so far. */
    public long stored() {
        return recording.stored();
    }

    /** Returns how many records of journals were copied; after the end. */
    public long records() {
        return records;
    }

    /** Stores what is still in the spool. */
    @Override
    public void close() {
        ending = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
