package org.catfollow.capture.source;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageAgent;
import org.catfollow.runtime.StageFailure;
import org.catfollow.runtime.recording.FrameList;

/**
 * {@code replay:DIR}: what {@code cat-follow record} has written, a picture file for each line of
 * {@code frames.csv}; at the intervals at which the pictures were taken, or at the rate that is asked
 * for. A picture keeps its position in the source that it was recorded from.
 *
 * <p>What is copied and allocated for each picture is what {@link ImageFolderSource} says.
 */
final class ReplaySource implements FrameSource {
    /** A gap in the recording, as when the camera was away, is not sat out. */
    private static final long LONGEST_INTERVAL_NANOS = 2_000_000_000L;

    private final Path folder;
    private final List<FrameList.Entry> entries;
    private final boolean ownPace;
    private final WaitingClock clock;
    private final PictureFile pictureFile = new PictureFile();
    private final PictureDecoder decoder = new PictureDecoder();
    private int next;
    private long dueNanos;
    private boolean begun;

    private ReplaySource(
            Path folder, List<FrameList.Entry> entries, boolean ownPace, WaitingClock clock) {
        this.folder = folder;
        this.entries = entries;
        this.ownPace = ownPace;
        this.clock = clock;
    }

    /**
     * Reads the list.
     *
     * @throws StageFailure with {@link ExitCode#HARDWARE} when it is no recording
     */
    static ReplaySource open(SourceRequest request, WaitingClock clock) {
        Path folder = request.address().path();
        SourceSettings settings = request.settings();
        boolean ownPace = settings.framesPerSecond().isEmpty() && !settings.asFastAsPossible();
        List<FrameList.Entry> entries = list(folder);
        if (entries.isEmpty()) {
            throw hardware(folder + "/" + FrameList.NAME + " lists no pictures");
        }
        return new ReplaySource(folder, entries, ownPace, clock);
    }

    private static List<FrameList.Entry> list(Path folder) {
        if (!Files.isRegularFile(folder.resolve(FrameList.NAME))) {
            throw hardware(
                    "--source replay:"
                            + folder
                            + " is no recording: there is no "
                            + FrameList.NAME
                            + " in it; `cat-follow record DIR` makes one, and images:DIR plays"
                            + " pictures without one");
        }
        return FrameList.read(folder);
    }

    private static StageFailure hardware(String message) {
        return new StageFailure(ExitCode.HARDWARE, message);
    }

    @Override
    public ReadResult read(TargetSlot slot, SourceFrame out) {
        if (next == entries.size()) {
            return out.end();
        }
        if (ownPace && !due()) {
            return out.nothingYet();
        }
        FrameList.Entry entry = entries.get(next++);
        String problem = pictureFile.load(entry.file());
        if (problem != null) {
            return out.skipped(entry.sourceIndex(), entry.file() + " " + problem);
        }
        if (entry.isRaw()) {
            return raw(entry, slot, out);
        }
        return decoder.decode(
                pictureFile.bytes(),
                pictureFile.length(),
                entry.sourceIndex(),
                entry.file(),
                slot,
                out);
    }

    /** The file is what the slot wants, rows packed: copied as it is. */
    private ReadResult raw(FrameList.Entry entry, TargetSlot slot, SourceFrame out) {
        if (!slot.size().fits(entry.width(), entry.height())) {
            return out.skipped(
                    entry.sourceIndex(),
                    slot.size().tooLarge(entry.file().toString(), entry.width(), entry.height()));
        }
        if (pictureFile.length() != 3 * entry.width() * entry.height()) {
            return out.skipped(
                    entry.sourceIndex(), entry.file() + " has not the size that the list says");
        }
        slot.pixels().put(0, pictureFile.bytes(), 0, pictureFile.length());
        return out.frame(entry.sourceIndex(), entry.width(), entry.height());
    }

    /** Waits for the next picture's turn, at most a round; returns whether it has come. */
    private boolean due() {
        long now = clock.nanos();
        if (!begun) {
            begun = true;
            dueNanos = now;
            return true;
        }
        long wait = dueNanos + interval() - now;
        if (wait > 0) {
            clock.pause(Math.min(wait, StageAgent.MAX_WAIT_NANOS));
            now = clock.nanos();
            wait = dueNanos + interval() - now;
        }
        if (wait > 0) {
            return false;
        }
        // On the recording's own grid, unless we are so late that it would only be a burst.
        dueNanos = -wait > LONGEST_INTERVAL_NANOS ? now : dueNanos + interval();
        return true;
    }

    private long interval() {
        if (next == 0) {
            return Math.round(1e9 / nativeFramesPerSecond());
        }
        long nanos = entries.get(next).captureNanos() - entries.get(next - 1).captureNanos();
        return Math.max(0, Math.min(nanos, LONGEST_INTERVAL_NANOS));
    }

    @Override
    public boolean setsThePace() {
        return ownPace;
    }

    @Override
    public double nativeFramesPerSecond() {
        long nanos = entries.get(entries.size() - 1).captureNanos() - entries.get(0).captureNanos();
        double rate = entries.size() < 2 || nanos <= 0 ? 0 : (entries.size() - 1) * 1e9 / nanos;
        return rate >= 0.1 && rate <= 1000 ? rate : ImageFolderSource.FRAMES_PER_SECOND;
    }

    @Override
    public void rewind() {
        next = 0;
    }

    @Override
    public String description() {
        return String.format(
                Locale.ROOT,
                "replay:%s, %d pictures at %.2f fps",
                folder,
                entries.size(),
                nativeFramesPerSecond());
    }

    @Override
    public void close() {
        next = entries.size();
    }
}
