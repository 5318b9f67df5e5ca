package org.catfollow.systemtests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where the cat is in each frame of a sequence, as a CSV file tells that others made. */
final class ReferenceBoxes {
    private static final double TRUSTED_SCORE = 0.5;

    private final Map<Long, Box> boxes = new HashMap<>();

    /** A box in pixels, origin top left. */
    record Box(double x, double y, double width, double height) {
        /** Returns intersection over union, 0 to 1. */
        double overlap(Box other) {
            double wide = Math.min(x + width, other.x + other.width) - Math.max(x, other.x);
            double high = Math.min(y + height, other.y + other.height) - Math.max(y, other.y);
            double common = Math.max(0, wide) * Math.max(0, high);
            return common / (width * height + other.width * other.height - common);
        }
    }

    private ReferenceBoxes() {}

    /** Reads the columns frame, ssd_score and ssd_x to ssd_h; rows of a low score are left out. */
    static ReferenceBoxes read(Path csv) throws IOException {
        List<String> lines = Files.readAllLines(csv);
        List<String> columns = Arrays.asList(lines.get(0).split(",", -1));
        ReferenceBoxes reference = new ReferenceBoxes();
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",", -1);
            if (number(cells, columns, "ssd_score") >= TRUSTED_SCORE) {
                Box box =
                        new Box(
                                number(cells, columns, "ssd_x"),
                                number(cells, columns, "ssd_y"),
                                number(cells, columns, "ssd_w"),
                                number(cells, columns, "ssd_h"));
                reference.boxes.put((long) number(cells, columns, "frame"), box);
            }
        }
        return reference;
    }

    private static double number(String[] cells, List<String> columns, String name) {
        String cell = cells[columns.indexOf(name)];
        return cell.isEmpty() ? 0 : Double.parseDouble(cell);
    }

    /** Returns the box of a frame of the sequence, counted from 0; empty where none is trusted. */
    Optional<Box> at(long sourceIndex) {
        return Optional.ofNullable(boxes.get(sourceIndex));
    }

    int size() {
        return boxes.size();
    }
}
