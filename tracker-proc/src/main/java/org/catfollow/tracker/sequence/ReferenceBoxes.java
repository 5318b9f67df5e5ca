package org.catfollow.tracker.sequence;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;

/** Reads where the target was, as others have recorded it: one line a picture, in their order. */
final class ReferenceBoxes {
    private ReferenceBoxes() {}

    /**
     * Reads a file.
     *
     * @return one box a picture; {@link Box#ABSENT} where there is none
     * @throws StageFailure (usage) where it cannot be read, with the line
     */
    static List<Box> read(Path file, ReferenceForm form) {
        try {
            return parse(Files.readAllLines(file), "--gt " + file, form);
        } catch (NoSuchFileException e) {
            throw wrong("--gt " + file + ": no such file", e);
        } catch (CharacterCodingException e) {
            throw wrong("--gt " + file + ": is no text", e);
        } catch (IOException e) {
            throw wrong("--gt " + file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    private static StageFailure wrong(String message, Exception cause) {
        return new StageFailure(ExitCode.USAGE, message, cause);
    }

    static List<Box> parse(List<String> lines, String source, ReferenceForm form) {
        List<Box> boxes = new ArrayList<>();
        Table table = null;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).replace("\uFEFF", "");
            String where = source + ", line " + (i + 1);
            if (line.isBlank()) {
                continue;
            }
            if (form.columns().isEmpty()) {
                boxes.add(bare(line, where, form));
            } else if (table == null) {
                table = Table.of(line, where, form.columns());
            } else {
                boxes.add(table.row(line, where, form));
            }
        }
        if (boxes.isEmpty()) {
            throw new StageFailure(ExitCode.USAGE, source + ": has no boxes");
        }
        return boxes;
    }

    private static Box bare(String line, String where, ReferenceForm form) {
        if (Character.isLetter(line.strip().charAt(0)) && !line.strip().matches("(?i)nan\\b.*")) {
            throw new StageFailure(
                    ExitCode.USAGE,
                    where
                            + ": '"
                            + line.strip()
                            + "' is no box; if it is a heading, name the columns with --gt-columns");
        }
        return line.strip().equalsIgnoreCase("nan")
                ? Box.ABSENT
                : Box.parse(line, where, form.origin());
    }

    /**
     * A table with a heading.
     *
     * @param separator between two cells
     * @param positions of the cells wanted: x, y, width, height and perhaps score
     */
    private record Table(String separator, List<Integer> positions, int columns) {
        private static final int BOX = 4;

        static Table of(String heading, String where, List<String> wanted) {
            String separator = heading.contains(",") ? "," : heading.contains(";") ? ";" : "\t";
            List<String> names =
                    Arrays.stream(heading.split(separator, -1)).map(String::strip).toList();
            List<Integer> positions = new ArrayList<>();
            for (String name : wanted) {
                int position = names.indexOf(name.strip());
                if (position < 0) {
                    throw new StageFailure(
                            ExitCode.USAGE,
                            where
                                    + ": no column '"
                                    + name
                                    + "' (--gt-columns) among "
                                    + String.join(", ", names));
                }
                positions.add(position);
            }
            return new Table(separator, positions, names.size());
        }

        Box row(String line, String where, ReferenceForm form) {
            String[] cells = line.split(separator, -1);
            if (cells.length != columns) {
                throw new StageFailure(
                        ExitCode.USAGE,
                        where + ": has " + cells.length + " cells, the heading " + columns);
            }
            String[] box = new String[BOX];
            for (int i = 0; i < BOX; i++) {
                box[i] = cells[positions.get(i)].strip();
                if (box[i].isEmpty()) {
                    return Box.ABSENT;
                }
            }
            if (positions.size() > BOX) {
                String score = cells[positions.get(BOX)].strip();
                if (score.isEmpty() || !(Box.number(score, where) >= form.minScore())) {
                    return Box.ABSENT;
                }
            }
            return Box.parse(box, where, form.origin());
        }
    }
}
