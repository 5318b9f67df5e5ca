package org.catfollow.cli.recording;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.catfollow.runtime.vision.FrameMats;
import org.catfollow.shm.region.Region;
import org.catfollow.shm.region.RegionException;
import org.catfollow.shm.region.RegionFiles;
import org.catfollow.shm.ring.FrameReader;

/**
 * Keeps the last seconds, and stores them when something has gone wrong: a stage died, the target was lost,
 * control is in a fault, STOP was pressed. What it stores is a recording like any other, under its name
 * only when whole; the oldest go. One thread; a reader that nobody waits for.
 */
public final class FlightRecorder {
    /** How far back a recording goes. */
    private static final long BEFORE_NANOS = 10_000_000_000L;

    /** How much of what followed is in it. */
    private static final long AFTER_NANOS = 1_000_000_000L;

    /** A robot that goes wrong again and again is not to fill the disk. */
    private static final long QUIET_NANOS = 10_000_000_000L;

    private static final double PER_SECOND = 5;
    private static final long ROUND_NANOS = 100_000_000L;
    private static final long ATTACH_AGAIN_NANOS = 500_000_000L;
    private static final int MOST_RECORDINGS = 20;
    private static final String PART = ".part";
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH-mm-ss", Locale.ROOT)
                    .withZone(ZoneId.systemDefault());

    private final RegionFiles files;
    private final Path folder;
    private final Path journals;
    private final Consumer<String> log;
    private final RollingWindow window = new RollingWindow(BEFORE_NANOS + AFTER_NANOS, PER_SECOND);
    private String reason;
    private long alarmNanos;
    private long storedNanos = System.nanoTime() - QUIET_NANOS;

    /**
     * Makes one.
     *
     * @param folder where recordings go, each in a folder of its own
     * @param journals the folder of the robot's journals, null for none
     * @param log hears in a line what was stored, and what could not be
     */
    public FlightRecorder(RegionFiles files, Path folder, Path journals, Consumer<String> log) {
        this.files = files;
        this.folder = folder;
        this.journals = journals;
        this.log = log;
    }

    /** Watches until {@code ended}; attaches anew when the region is replaced. */
    public void run(BooleanSupplier ended) {
        while (!ended.getAsBoolean()) {
            try (Region region = Region.attach(files, Duration.ofSeconds(1));
                    FrameReader reader = region.frameReader();
                    FrameMats mats = new FrameMats(region.geometry().slotCount())) {
                window.clear();
                watch(region, reader, mats, ended);
            } catch (RegionException e) {
                // Not yet, or not for the moment: the launcher sees to it.
                LockSupport.parkNanos(ATTACH_AGAIN_NANOS);
            }
        }
    }

    private void watch(Region region, FrameReader reader, FrameMats mats, BooleanSupplier ended) {
        Alarm alarm = new Alarm(region);
        long last = 0;
        while (!ended.getAsBoolean() && !region.isLost()) {
            if (reader.awaitNewer(last, ROUND_NANOS)) {
                last = reader.newestFrame();
                window.look(reader, mats);
            }
            long now = System.nanoTime();
            String seen = alarm.look(now);
            if (seen != null && reason == null && now - storedNanos >= QUIET_NANOS) {
                reason = seen;
                alarmNanos = now;
            }
            if (reason != null && now - alarmNanos >= AFTER_NANOS) {
                store();
            }
        }
        if (reason != null) {
            store();
        }
    }

    private void store() {
        String name = NAME.format(Instant.now()) + "-" + reason;
        reason = null;
        storedNanos = System.nanoTime();
        Path part = folder.resolve(name + PART);
        try {
            try (Recording recording = Recording.create(part);
                    JournalCopies copies =
                            new JournalCopies(journals, part, alarmNanos - BEFORE_NANOS)) {
                for (RollingWindow.Kept kept : window.pictures()) {
                    recording.store(kept.frame, kept.picture, PictureFormat.JPEG.ending());
                }
                copies.advance();
            }
            Path whole = folder.resolve(name);
            Files.move(part, whole, StandardCopyOption.ATOMIC_MOVE);
            log.accept("stored " + whole);
            tidy(folder, whole);
        } catch (IOException | RuntimeException | InternalError e) {
            // Runtime: what the journals' library makes of a damaged file, above all.
            log.accept(
                    "cannot store "
                            + part
                            + ": "
                            + (e.getMessage() == null ? e.toString() : e.getMessage()));
            forget(part);
        }
    }

    /** Half a recording is only in the way, on a full disk above all. */
    private void forget(Path part) {
        try {
            remove(part);
        } catch (IOException e) {
            log.accept("cannot remove " + part + ": " + e.getMessage());
        }
    }

    /**
     * Removes the oldest by their names.
     *
     * @param newest stays, whatever its name: the clock of a Raspberry Pi may have gone back
     */
    static void tidy(Path folder, Path newest) throws IOException {
        List<Path> others;
        try (Stream<Path> list = Files.list(folder)) {
            others =
                    list.filter(path -> Files.isDirectory(path) && !path.equals(newest))
                            .sorted()
                            .toList();
        }
        for (Path old : others.subList(0, Math.max(0, others.size() - MOST_RECORDINGS + 1))) {
            remove(old);
        }
    }

    private static void remove(Path old) throws IOException {
        if (!Files.exists(old)) {
            return;
        }
        try (Stream<Path> tree = Files.walk(old)) {
            for (Path file : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
