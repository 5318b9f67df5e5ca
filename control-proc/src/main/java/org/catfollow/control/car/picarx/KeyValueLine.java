package org.catfollow.control.car.picarx;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;

/** One line {@code key = value} of a file, and where it stands. */
record KeyValueLine(Path file, int lineNumber, String key, String value) {
    private static final long LONGEST_FILE_BYTES = 64 * 1024;

    /**
     * Reads a file's lines, comments and empty ones left out; the last needs no line end.
     *
     * @throws StageFailure with the usage exit code for a file that cannot be read, or another line
     */
    static List<KeyValueLine> readAll(Path file) {
        List<KeyValueLine> found = new ArrayList<>();
        int number = 0;
        for (String line : lines(file)) {
            number++;
            // A comment may follow a value.
            String text = line.replaceFirst("#.*", "").strip();
            if (text.isEmpty()) {
                continue;
            }
            int equals = text.indexOf('=');
            if (equals < 0) {
                throw refused(file, number, text, "write `key = value`, or `#` before a comment");
            }
            found.add(
                    new KeyValueLine(
                            file,
                            number,
                            text.substring(0, equals).strip(),
                            text.substring(equals + 1).strip()));
        }
        return found;
    }

    private static List<String> lines(Path file) {
        try {
            if (Files.size(file) > LONGEST_FILE_BYTES) {
                throw unreadable(file, "it has more than 64 KiB");
            }
            return Files.readAllLines(file);
        } catch (MalformedInputException e) {
            throw unreadable(file, "it is no UTF-8 text");
        } catch (IOException e) {
            throw unreadable(file, e.toString());
        }
    }

    private static StageFailure unreadable(Path file, String why) {
        return new StageFailure(
                ExitCode.USAGE,
                "cannot read calibration "
                        + file
                        + ": "
                        + why
                        + "; give another file with --calibration, or remove this one");
    }

    private static StageFailure refused(Path file, int number, String text, String whatToDo) {
        return new StageFailure(
                ExitCode.USAGE,
                "calibration " + file + " line " + number + ": `" + text + "`: " + whatToDo);
    }

    /** Returns the failure that names this line. */
    StageFailure refused(String whatToDo) {
        return refused(file, lineNumber, key + " = " + value, whatToDo);
    }

    /** Returns the value as a number, or null when it is none. */
    Double number() {
        try {
            return Double.valueOf(value);
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
