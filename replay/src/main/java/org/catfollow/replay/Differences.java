package org.catfollow.replay;

import java.lang.reflect.Array;
import java.util.Locale;
import java.util.Set;
import org.catfollow.replay.Outputs.Answer;
import org.catfollow.replay.Outputs.Decision;
import org.catfollow.runtime.journal.CellComparison;
import org.catfollow.shm.slots.ControlStatus;
import org.catfollow.shm.slots.ControlStatusCell;
import org.catfollow.shm.slots.Detections;
import org.catfollow.shm.slots.DetectionsCell;
import org.catfollow.shm.slots.Pose;
import org.catfollow.shm.slots.PoseCell;
import org.catfollow.shm.slots.Sensors;
import org.catfollow.shm.slots.SensorsCell;
import org.catfollow.shm.slots.Track;
import org.catfollow.shm.slots.TrackCell;
import org.catfollow.shm.slots.TrackedObject;
import org.catfollow.shm.slots.Tracks;
import org.catfollow.shm.slots.TracksCell;

/**
 * Says in what two outputs differ first, bit for bit; not when they were published, which is what a replay
 * need not repeat. One thread.
 */
final class Differences {
    private static final Set<String> WHEN = Set.of("publishNanos");

    private final CellComparison<Detections> detections =
            new CellComparison<>(DetectionsCell.CODEC, WHEN);
    private final CellComparison<Track> tracks = new CellComparison<>(TrackCell.CODEC, WHEN);
    private final CellComparison<Tracks> lists = new CellComparison<>(TracksCell.CODEC, WHEN);
    private final CellComparison<ControlStatus> statuses =
            new CellComparison<>(ControlStatusCell.CODEC, Set.of());
    private final CellComparison<Pose> poses = new CellComparison<>(PoseCell.CODEC, Set.of());
    private final CellComparison<Sensors> senses =
            new CellComparison<>(SensorsCell.CODEC, Set.of());

    /** Returns the first difference of two results, null for none. */
    String of(Detections reference, Detections replayed) {
        String field = detections.difference(reference, replayed);
        if (field == null) {
            return null;
        }
        return switch (field) {
            case "count" -> counts("boxes", reference.count(), replayed.count());
            case "boxes" -> boxes(reference, replayed);
            default -> values(field, reference, replayed);
        };
    }

    private static String boxes(Detections reference, Detections replayed) {
        for (int i = 0; i < reference.count(); i++) {
            String one = box(reference, i);
            String other = box(replayed, i);
            if (!one.equals(other)) {
                return "box " + (i + 1) + " was " + one + ", is " + other;
            }
        }
        return "the boxes differ in bits that do not show";
    }

    private static String box(Detections d, int i) {
        return String.format(
                Locale.ROOT,
                "%s %s at %s,%s %sx%s",
                d.label(i),
                d.score(i),
                d.x(i),
                d.y(i),
                d.width(i),
                d.height(i));
    }

    /** Returns the first difference of two answers, null for none. */
    String of(Answer reference, Answer replayed) {
        String field = tracks.difference(reference.track(), replayed.track());
        if (field != null) {
            return "target's " + values(field, reference.track(), replayed.track());
        }
        field = lists.difference(reference.all(), replayed.all());
        if (field == null) {
            return null;
        }
        return switch (field) {
            case "count" -> counts("tracks", reference.all().count(), replayed.all().count());
            case "tracks" -> objects(reference.all(), replayed.all());
            default -> values(field, reference.all(), replayed.all());
        };
    }

    private static String objects(Tracks reference, Tracks replayed) {
        for (int i = 0; i < reference.count(); i++) {
            String one = object(reference.get(i));
            String other = object(replayed.get(i));
            if (!one.equals(other)) {
                return "track was " + one + ", is " + other;
            }
        }
        return "the tracks differ in bits that do not show";
    }

    private static String object(TrackedObject o) {
        return String.format(
                Locale.ROOT,
                "#%d %s (%s) %s at %s,%s %sx%s",
                o.trackId,
                o.state,
                o.reason,
                o.score,
                o.x,
                o.y,
                o.width,
                o.height);
    }

    /** Returns the first difference of two decisions, null for none. */
    String of(Decision reference, Decision replayed) {
        String field = statuses.difference(reference.status(), replayed.status());
        if (field != null) {
            return values(field, reference.status(), replayed.status());
        }
        field = senses.difference(reference.sensors(), replayed.sensors());
        if (field != null) {
            return "sensors' " + values(field, reference.sensors(), replayed.sensors());
        }
        field = poses.difference(reference.pose(), replayed.pose());
        return field == null ? null : "pose's " + values(field, reference.pose(), replayed.pose());
    }

    private static String counts(String what, int reference, int replayed) {
        return what + " were " + reference + ", are " + replayed;
    }

    private static String values(String field, Object reference, Object replayed) {
        return field + " was " + value(field, reference) + ", is " + value(field, replayed);
    }

    /** A holder's public field has the name of the cell's. */
    private static String value(String field, Object holder) {
        try {
            Object value = holder.getClass().getField(field).get(holder);
            if (!value.getClass().isArray()) {
                return String.valueOf(value);
            }
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < Array.getLength(value); i++) {
                text.append(i == 0 ? "" : ",").append(Array.get(value, i));
            }
            return text.toString();
        } catch (ReflectiveOperationException e) {
            return "?";
        }
    }
}
