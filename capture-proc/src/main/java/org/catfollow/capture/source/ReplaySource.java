package org.catfollow.capture.source;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageAgent;
import org.catfollow.runtime.StageFailure;

/**
 * {@code replay:DIR}: what {@code cat-follow record} has written, a picture file for each line of
 * {@code frames.csv}; at the intervals at which the pictures were taken, or at the rate that is asked
 * for. A picture keeps its position in the source that it was recorded from.
 *
 * <p>What is copied and allocated for each picture is what {@link ImageFolderSource} says.
 */
final class ReplaySource implements FrameSource {
    /** The list's first line. Further columns may follow those. */
    static final String HEADER = "frameId,captureNanos,sourceIndex,width,height,file";

    private static final String LIST = "frames.csv";

    /** A gap in the recording, as when the camera was away, is not sat out. */
    private static final long LONGEST_INTERVAL_NANOS = 2_000_000_000L;

    /** One picture of the recording. */
    private record Entry(long captureNanos, long sourceIndex, Path file) {}

    private final Path folder;
    private final List<Entry> entries;
    private final boolean ownPace;
    private final WaitingClock clock;
    private final PictureFile pictureFile = new PictureFile();
    private final PictureDecoder decoder = new PictureDecoder();
    private int next;
    private long dueNanos;
    private boolean begun;

    private ReplaySource(Path folder, List<Entry> entries, boolean ownPace, WaitingClock clock) {
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
        List<Entry> entries = list(folder);
        if (entries.isEmpty()) {
            throw hardware(folder + "/" + LIST + " lists no pictures");
        }
        return new ReplaySource(folder, entries, ownPace, clock);
    }

    private static List<Entry> list(Path folder) {
        Path list = folder.resolve(LIST);
        if (!Files.isRegularFile(list)) {
            throw hardware(
                    "--source replay:"
                            + folder
                            + " is no recording: there is no "
                            + LIST
                            + " in it; `cat-follow record DIR` makes one, and images:DIR plays"
                            + " pictures without one");
        }
        List<Entry> entries = new ArrayList<>();
        int number = 0;
        try (BufferedReader lines = Files.newBufferedReader(list)) {
            String line = lines.readLine();
            while (line != null) {
                number++;
                if (number == 1 && !line.startsWith(HEADER)) {
                    throw hardware(list + " does not begin with " + HEADER);
                }
                if (number > 1 && !line.isBlank()) {
                    entries.add(entry(folder, line));
                }
                line = lines.readLine();
            }
        } catch (IOException e) {
            throw new StageFailure(ExitCode.HARDWARE, "cannot read " + list + ": " + e, e);
        } catch (IllegalArgumentException e) {
            throw hardware(list + " line " + number + " is damaged; remove it");
        }
        return entries;
    }

    private static Entry entry(Path folder, String line) {
        String[] parts = line.split(",", -1);
        if (parts.length < 6 || parts[5].isBlank()) {
            throw new IllegalArgumentException(line);
        }
        return new Entry(
                Long.parseLong(parts[1].strip()),
                Long.parseLong(parts[2].strip()),
                folder.resolve(parts[5].strip()));
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
        Entry entry = entries.get(next++);
        String problem = pictureFile.load(entry.file());
        if (problem != null) {
            return out.skipped(entry.sourceIndex(), entry.file() + " " + problem);
        }
        return decoder.decode(
                pictureFile.bytes(),
                pictureFile.length(),
                entry.sourceIndex(),
                entry.file(),
                slot,
                out);
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
