package org.catfollow.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.catfollow.shm.layout.Field;
import org.catfollow.shm.layout.Geometry;
import org.catfollow.shm.layout.Role;
import org.catfollow.shm.layout.StageRowLayout;

/**
 * Writes the table by which the launcher finds the stages' heartbeats in the region file: {@code row
 * stage  offset} and {@code word  field  offset in the row}, separated by tabs. Taken from the layout's
 * own tables at build time, so that no number of the layout is typed into a script.
 *
 * <p>The launcher reads the first {@value #LINE_BYTES} bytes of each row; the rows lie at the same place
 * whatever the frames' size, as what depends on that comes after them.
 */
public final class StageRows {
    /** How much of a row one line of {@code od} shows. */
    static final int LINE_BYTES = 512;

    private static final List<String> WORDS =
            List.of("pid", "startTicks", "epoch", "heartbeatNanos");

    private StageRows() {}

    /**
     * Writes the table.
     *
     * @param arguments the file to write
     */
    public static void main(String[] arguments) throws IOException {
        Path file = Path.of(arguments[0]);
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, table());
    }

    static String table() {
        StringBuilder table =
                new StringBuilder("# row\tstage\toffset; word\tfield\toffset in row\n");
        for (Role role : Role.values()) {
            table.append("row\t")
                    .append(role.stageName())
                    .append('\t')
                    .append(Geometry.DEFAULT.offset(role.section()))
                    .append('\n');
        }
        for (Field field : StageRowLayout.FIELDS) {
            if (WORDS.contains(field.name())) {
                table.append("word\t")
                        .append(field.name())
                        .append('\t')
                        .append(field.offset())
                        .append('\n');
            }
        }
        return table.toString();
    }
}
