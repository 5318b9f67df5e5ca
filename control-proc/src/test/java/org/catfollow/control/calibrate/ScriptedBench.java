package org.catfollow.control.calibrate;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import org.catfollow.shm.commands.CalibrationPart;

/** A person who does what a script says, and a car that remembers what it showed. */
final class ScriptedBench implements CarBench {
    final List<String> said = new ArrayList<>();

    /** What was shown when each key was typed. */
    final List<String> shown = new ArrayList<>();

    private final Deque<Character> keys = new ArrayDeque<>();
    private final Deque<String> lines = new ArrayDeque<>();
    private final Deque<int[]> floors = new ArrayDeque<>();
    private final Deque<String> refusals = new ArrayDeque<>();

    /** Types keys; a dot is Enter. */
    ScriptedBench type(String more) {
        for (int i = 0; i < more.length(); i++) {
            keys.add(more.charAt(i) == '.' ? '\n' : more.charAt(i));
        }
        return this;
    }

    ScriptedBench answer(String line) {
        lines.add(line);
        return this;
    }

    ScriptedBench sense(int... floor) {
        floors.add(floor);
        return this;
    }

    /** Refuses, once, to show that. */
    ScriptedBench refuse(String what) {
        refusals.add(what);
        return this;
    }

    private void show(String what) {
        if (what.equals(refusals.peek())) {
            throw new TrialRefused("refused at " + refusals.remove());
        }
        shown.add(what);
    }

    boolean isThrough() {
        return refusals.isEmpty() && keys.isEmpty() && lines.isEmpty() && floors.isEmpty();
    }

    @Override
    public void say(String line) {
        said.add(line);
    }

    @Override
    public char key(CalibrationPart part, double value) {
        if (part != CalibrationPart.NONE) {
            show(String.format(Locale.ROOT, "%s %.0f", part, value));
        }
        return keys.remove();
    }

    @Override
    public String line(String question) {
        said.add(question);
        return lines.remove();
    }

    @Override
    public void drive(double percent, long millis) {
        show(String.format(Locale.ROOT, "drive %.0f %d", percent, millis));
    }

    @Override
    public int[] floor() {
        return floors.poll();
    }
}
