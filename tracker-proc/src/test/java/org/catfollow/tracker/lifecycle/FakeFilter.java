package org.catfollow.tracker.lifecycle;

import java.util.ArrayList;
import java.util.List;
import org.catfollow.tracker.filter.TrackedBox;
import org.catfollow.tracker.filter.VisualTracker;
import org.opencv.core.Mat;

/** A filter that moves its box by a fixed step a frame and writes down what it was asked. */
final class FakeFilter implements VisualTracker {
    final List<String> calls = new ArrayList<>();
    float stepX;
    float quality = 1;
    float expectedX;
    private final FakeFrames frames;
    private float x;
    private float y;
    private float width;
    private float height;
    private float beforeX;

    FakeFilter(FakeFrames frames) {
        this.frames = frames;
    }

    @Override
    public void init(Mat bgr, float boxX, float boxY, float boxWidth, float boxHeight) {
        set("init", boxX, boxY, boxWidth, boxHeight);
    }

    @Override
    public void correct(Mat bgr, float boxX, float boxY, float boxWidth, float boxHeight) {
        set("correct", boxX, boxY, boxWidth, boxHeight);
    }

    private void set(String what, float boxX, float boxY, float boxWidth, float boxHeight) {
        calls.add(what + " " + frames.openFrame());
        beforeX = x;
        x = boxX;
        y = boxY;
        width = boxWidth;
        height = boxHeight;
    }

    @Override
    public void update(Mat bgr, TrackedBox out) {
        calls.add("update " + frames.openFrame());
        beforeX = x;
        x += stepX;
        out.setBox(x, y, width, height);
        out.quality = quality;
    }

    @Override
    public void expect(float centreX, float centreY) {
        expectedX = centreX;
    }

    @Override
    public void undo() {
        calls.add("undo");
        x = beforeX;
    }

    @Override
    public void close() {
        calls.add("close");
    }
}
