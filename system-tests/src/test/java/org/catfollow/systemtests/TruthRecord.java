package org.catfollow.systemtests;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.catfollow.shm.region.Region;
import org.catfollow.shm.sequence.TwoCellReader;
import org.catfollow.shm.slots.GroundTruth;
import org.catfollow.shm.slots.GroundTruthCell;
import org.catfollow.shm.slots.StateSlot;

/** Where the simulator's cat really was, frame by frame, from now on. */
final class TruthRecord implements AutoCloseable {
    private final Map<Long, float[]> boxes = new ConcurrentHashMap<>();
    private final Thread thread;
    private volatile boolean closing;

    TruthRecord(Region region) {
        thread = new Thread(() -> record(region), "truth");
        thread.start();
    }

    private void record(Region region) {
        TwoCellReader<GroundTruth> reader =
                region.stateReader(StateSlot.GROUND_TRUTH, GroundTruthCell.CODEC);
        GroundTruth truth = new GroundTruth();
        while (!closing) {
            if (reader.read(truth) == TwoCellReader.Answer.VALUE) {
                GroundTruth.Thing cat = truth.mostVisibleCat();
                if (cat != null) {
                    boxes.put(truth.frameId, new float[] {cat.x, cat.y, cat.width, cat.height});
                }
            }
            LockSupport.parkNanos(3_000_000);
        }
    }

    /** Returns x, y, width and height of the cat that is seen best in a frame, if one was seen. */
    Optional<float[]> cat(long frameId) {
        return Optional.ofNullable(boxes.get(frameId));
    }

    @Override
    public void close() {
        closing = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
