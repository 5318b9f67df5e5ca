package org.catfollow.runtime.recording;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;

/** The list of a recording's pictures. */
public final class FrameList {
    /** Its name in the recording's folder. */
    public static final String NAME = "frames.csv";

    /** Its first line. Further columns may follow those. */
    public static final String HEADER = "frameId,captureNanos,sourceIndex,width,height,file";

    /** Ends the name of a picture file without a format: rows of B, G, R without gaps. */
    public static final String RAW = "bgr";

    private static final int COLUMNS = 6;

    /**
     * One picture.
     *
     * @param frameId in the ring from which it was recorded
     * @param captureNanos when it was captured, CLOCK_MONOTONIC of then
     * @param sourceIndex its position in its source
     * @param width pixels
     * @param height pixels
     * @param file where it lies
     */
    public record Entry(
            long frameId, long captureNanos, long sourceIndex, int width, int height, Path file) {
        /** Returns whether it lies there without a format. */
        public boolean isRaw() {
            return file.toString().endsWith("." + RAW);
        }

        /** Returns whether its pixels are those that the stages saw. */
        public boolean isLossless() {
            return isRaw() || file.toString().endsWith(".png");
        }
    }

    private FrameList() {}

    /**
     * Reads the list. A last line that was cut, as by a kill, is left out.
     *
     * @throws StageFailure (hardware, as for any source that cannot be used) when there is none, or it is
     *     damaged
     */
    public static List<Entry> read(Path folder) {
        Path list = folder.resolve(NAME);
        String text;
        try {
            text = Files.readString(list);
        } catch (IOException e) {
            throw new StageFailure(ExitCode.HARDWARE, "cannot read " + list + ": " + e, e);
        }
        // What a kill has left of a line is not listed.
        List<String> lines = text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
        if (lines.isEmpty() || !lines.get(0).startsWith(HEADER)) {
            throw hardware(list + " does not begin with " + HEADER);
        }
        List<Entry> entries = new ArrayList<>();
        for (int i = 1; i < lines.size(); i++) {
            if (!lines.get(i).isBlank()) {
                entries.add(entry(folder, lines.get(i), list + " line " + (i + 1)));
            }
        }
        return entries;
    }

    private static Entry entry(Path folder, String line, String place) {
        try {
            return entry(folder, line);
        } catch (IllegalArgumentException e) {
            throw hardware(place + " is damaged; remove it");
        }
    }

    private static Entry entry(Path folder, String line) {
        String[] parts = line.split(",", -1);
        if (parts.length < COLUMNS || parts[5].isBlank() || parts[5].contains("/")) {
            throw new IllegalArgumentException(line);
        }
        return new Entry(
                Long.parseLong(parts[0].strip()),
                Long.parseLong(parts[1].strip()),
                Long.parseLong(parts[2].strip()),
                Integer.parseInt(parts[3].strip()),
                Integer.parseInt(parts[4].strip()),
                folder.resolve(parts[5].strip()));
    }

    private static StageFailure hardware(String message) {
        return new StageFailure(ExitCode.HARDWARE, message);
    }
}
