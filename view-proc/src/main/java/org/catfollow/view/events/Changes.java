package org.catfollow.view.events;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.catfollow.runtime.report.RegionReport;
import org.catfollow.shm.slots.ControlStatus;
import org.catfollow.shm.slots.GuardStatus;
import org.catfollow.shm.slots.Track;

/**
 * Compares one look with the one before it. Pure but for that memory; one thread. What changed twice
 * between two looks is told once, with its newest state; control's journal ({@code cat-follow events})
 * has every change.
 */
final class Changes {
    private RegionReport before;
    private boolean first = true;

    /** Returns what has changed since the last call; at the first, nothing. */
    List<JsonObject> since(Optional<RegionReport> look) {
        List<JsonObject> changes = new ArrayList<>();
        RegionReport now = look.orElse(null);
        if (!first && (now == null) != (before == null)) {
            changes.add(change("region", now == null ? "gone" : "attached", ""));
        }
        if (before != null && now != null) {
            compare(before, now, changes);
        }
        before = now;
        first = false;
        return changes;
    }

    private static void compare(RegionReport before, RegionReport now, List<JsonObject> changes) {
        stages(before, now, changes);
        if (now.stopCount() != before.stopCount()) {
            changes.add(change("stop", "pressed", "stop " + now.stopCount()));
        }
        if (now.resumedThrough() != before.resumedThrough()) {
            changes.add(change("stop", "resumed", "through stop " + now.resumedThrough()));
        }
        control(before.control().orElse(null), now.control().orElse(null), changes);
        track(before.track().orElse(null), now.track().orElse(null), changes);
        guard(before.guard().orElse(null), now.guard().orElse(null), changes);
    }

    private static void stages(RegionReport before, RegionReport now, List<JsonObject> changes) {
        for (int i = 0; i < now.stages().size(); i++) {
            RegionReport.Stage then = before.stages().get(i);
            RegionReport.Stage stage = now.stages().get(i);
            String name = stage.role().stageName();
            if (stage.alive() && (!then.alive() || stage.epoch() != then.epoch())) {
                changes.add(change(name, "started", "pid " + stage.pid()));
            } else if (!stage.alive() && then.alive()) {
                changes.add(change(name, "ended", stage.lastError()));
            } else if (now.isHung(stage) && !before.isHung(then)) {
                changes.add(change(name, "hung", ""));
            }
        }
    }

    private static void control(ControlStatus before, ControlStatus now, List<JsonObject> changes) {
        if (now != null
                && (before == null
                        || before.state != now.state
                        || before.reason != now.reason
                        || before.transitions != now.transitions)) {
            JsonObject change = change("control", now.state.name(), now.reason.meaning());
            change.addProperty("reason", now.reason.name());
            changes.add(change);
        }
    }

    private static void track(Track before, Track now, List<JsonObject> changes) {
        if (now != null
                && (before == null
                        || before.state != now.state
                        || before.trackId != now.trackId
                        || before.reason != now.reason)) {
            changes.add(change("track", "#" + now.trackId + " " + now.state, now.reason.name()));
        }
    }

    private static void guard(GuardStatus before, GuardStatus now, List<JsonObject> changes) {
        if (now != null && (before == null || before.state != now.state)) {
            changes.add(change("guard", now.state.name(), now.reason.meaning()));
        }
    }

    private static JsonObject change(String of, String to, String text) {
        JsonObject change = new JsonObject();
        change.addProperty("of", of);
        change.addProperty("to", to);
        change.addProperty("text", text);
        return change;
    }
}
