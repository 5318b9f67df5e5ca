package org.catfollow.tracker.sequence;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.catfollow.tracker.filter.TrackedBox;
import org.opencv.core.Mat;

/** Says of the n-th update since the target was given what it is told to. */
final class ScriptedContender implements Contender {
    final List<Box> given = new ArrayList<>();
    int updates;
    private final IntFunction<Box> script;
    private int sinceGiven;
    private boolean shown;

    ScriptedContender(IntFunction<Box> script) {
        this.script = script;
    }

    /** Stays where the target was given. */
    static ScriptedContender standing() {
        return new ScriptedContender(null);
    }

    @Override
    public String name() {
        return "scripted";
    }

    @Override
    public void show(Mat bgr) {
        shown = !bgr.empty();
    }

    @Override
    public void init(Box box) {
        requireShown();
        given.add(box);
        sinceGiven = 0;
    }

    @Override
    public boolean update(TrackedBox out) {
        requireShown();
        updates++;
        Box box = script == null ? given.getLast() : script.apply(++sinceGiven);
        out.setBox(box.x(), box.y(), box.width(), box.height());
        return box.present();
    }

    /** Each call has its own picture. */
    private void requireShown() {
        if (!shown) {
            throw new IllegalStateException("no picture was shown");
        }
        shown = false;
    }

    @Override
    public void close() {}
}
