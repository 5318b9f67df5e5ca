package org.catfollow.cli.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Whether the running stages see the same region as this process: a container, or a unit with a {@code
 * /dev} of its own, may have another one under the same path.
 */
public final class SharingCheck implements Check {
    private static final String SUBJECT = "one region";

    private final Path proc;
    private final Path region;
    private final Map<String, Long> pids;

    /**
     * Makes the check.
     *
     * @param proc the proc file system, for tests another folder
     * @param pids of the running stages, by name
     */
    public SharingCheck(Path proc, Path region, Map<String, Long> pids) {
        this.proc = proc;
        this.region = region;
        this.pids = Map.copyOf(pids);
    }

    @Override
    public List<Finding> look() {
        if (pids.isEmpty() && Files.exists(region) && !Files.isReadable(region)) {
            return List.of(
                    Finding.unknown(
                            SUBJECT,
                            region
                                    + " is another user's, so what runs on it is not to be seen;"
                                    + " sudo -u "
                                    + owner()
                                    + " cat-follow doctor"));
        }
        if (pids.isEmpty()) {
            return List.of(Finding.ok(SUBJECT, "nothing runs on " + region));
        }
        List<Finding> findings = new ArrayList<>();
        pids.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> findings.add(look(entry.getKey(), entry.getValue())));
        return findings;
    }

    private String owner() {
        try {
            return Files.getOwner(region).getName();
        } catch (IOException e) {
            return "cat-follow";
        }
    }

    private Finding look(String stage, long pid) {
        // The path as that process sees it.
        Path theirs = proc.resolve(pid + "/root").resolve(Path.of("/").relativize(region));
        try {
            Object mine = Files.getAttribute(region, "unix:ino");
            if (!mine.equals(Files.getAttribute(theirs, "unix:ino"))) {
                return Finding.bad(
                        SUBJECT,
                        stage
                                + " (process "
                                + pid
                                + ") has another file under "
                                + region
                                + ": it is in a container or a unit with a /dev/shm of its own; give"
                                + " all the same one");
            }
            return Finding.ok(SUBJECT, stage + " (process " + pid + ") sees " + region);
        } catch (IOException e) {
            return Finding.unknown(
                    SUBJECT,
                    stage + " (process " + pid + ") cannot be asked: run this as its user or root");
        }
    }
}
