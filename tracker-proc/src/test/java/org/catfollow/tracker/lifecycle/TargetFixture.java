package org.catfollow.tracker.lifecycle;

import java.util.ArrayList;
import java.util.List;
import org.catfollow.runtime.natives.NativeLibraries;
import org.catfollow.shm.slots.Detections;
import org.catfollow.shm.slots.Track;
import org.catfollow.shm.slots.TrackedObject;
import org.catfollow.shm.slots.Tracks;
import org.catfollow.tracker.TrackerConfig;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;

/** A tracker with a filter and a ring that are told what to do, and what it published. */
abstract class TargetFixture {
    static final byte[] CAT = Detections.labelBytes("cat");

    final List<String> out = new ArrayList<>();
    FakeFrames frames;
    FakeFilter filter;
    TargetTracker tracker;
    float lastX;
    long lastTrackId;
    Tracks lastAll;
    final List<String> everything = new ArrayList<>();

    @BeforeAll
    static void loadOpenCv() {
        NativeLibraries.loadOpenCv();
    }

    @BeforeEach
    void make() {
        make(TrackerConfig.defaults());
    }

    void make(TrackerConfig config) {
        out.clear();
        frames = new FakeFrames();
        filter = new FakeFilter(frames);
        tracker = new TargetTracker(config, filter, 0);
    }

    static Detections found(long frameId, float... xs) {
        Detections d = new Detections();
        d.frameId = frameId;
        d.captureNanos = FakeFrames.capturedAt(frameId);
        for (float x : xs) {
            d.add(CAT, 16, 0.7f, x, 100, 50, 50);
        }
        return d;
    }

    void frame(long newest, Detections detections) {
        frames.newest = newest;
        tracker.doWork(newest, detections, frames, this::take);
    }

    void frames(long from, long to) {
        for (long i = from; i <= to; i++) {
            frame(i, null);
        }
    }

    void take(Track track, Tracks all) {
        out.add(track.frameId + " " + track.state + " " + track.reason);
        lastX = track.x;
        lastTrackId = track.trackId;
        lastAll = all;
        everything.clear();
        for (int i = 0; i < all.count(); i++) {
            TrackedObject object = all.get(i);
            everything.add(object.trackId + " " + object.state + " " + Math.round(object.x));
        }
    }

    String last() {
        return out.get(out.size() - 1);
    }

    static Detections sized(long frameId, float... sides) {
        Detections d = new Detections();
        d.frameId = frameId;
        d.captureNanos = FakeFrames.capturedAt(frameId);
        float x = 20;
        for (float side : sides) {
            d.add(CAT, 16, 0.7f, x, 100, side, side);
            x += side + 60;
        }
        return d;
    }

    static Mat red() {
        Mat picture = new Mat(480, 640, CvType.CV_8UC3);
        picture.setTo(new Scalar(0, 0, 255));
        return picture;
    }
}
