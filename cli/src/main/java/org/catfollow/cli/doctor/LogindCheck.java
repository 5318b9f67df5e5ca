package org.catfollow.cli.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Whether logind deletes the region of a running robot when its user logs out: {@code RemoveIPC=} in
 * logind.conf(5), yes unless set, which spares root and system users alone.
 */
public final class LogindCheck implements Check {
    private static final String SUBJECT = "RemoveIPC";

    /** UID_MIN of login.defs(5) as distributions set it: below are system users. */
    private static final int FIRST_NORMAL_USER = 1000;

    private static final Pattern SETTING = Pattern.compile("\\s*RemoveIPC\\s*=\\s*(\\S*)\\s*");
    private static final List<String> YES = List.of("yes", "true", "on", "1");

    private final Path root;
    private final long user;

    /**
     * Makes the check.
     *
     * @param root of the file system, for tests another folder
     * @param user numeric id of who runs the robot
     */
    public LogindCheck(Path root, long user) {
        this.root = root;
        this.user = user;
    }

    @Override
    public List<Finding> look() {
        if (!Files.exists(root.resolve("run/systemd/system"))) {
            return List.of(Finding.ok(SUBJECT, "this machine does not run systemd"));
        }
        if (user < FIRST_NORMAL_USER) {
            return List.of(
                    Finding.ok(SUBJECT, "user " + user + " is a system user, which logind spares"));
        }
        try {
            boolean removes = isYes(setting().orElse("yes"));
            return List.of(
                    removes
                            ? Finding.careful(
                                    SUBJECT,
                                    "logind deletes what user "
                                            + user
                                            + " has in /dev/shm when they log out, the region too;"
                                            + " set RemoveIPC=no in /etc/systemd/logind.conf, or run"
                                            + " the robot as a system user (docs/operating.md)")
                            : Finding.ok(SUBJECT, "logind leaves /dev/shm alone"));
        } catch (IOException e) {
            return List.of(Finding.unknown(SUBJECT, "logind.conf: " + e.getMessage()));
        }
    }

    private static boolean isYes(String value) {
        return YES.contains(value.toLowerCase(Locale.ROOT));
    }

    /** The main file, then the drop-ins of all folders in the order of their names: the last wins. */
    private Optional<String> setting() throws IOException {
        List<Path> files = new ArrayList<>();
        for (String folder : List.of("usr/lib/systemd", "run/systemd", "etc/systemd")) {
            files.add(root.resolve(folder).resolve("logind.conf"));
        }
        List<Path> dropIns = new ArrayList<>();
        for (String folder : List.of("usr/lib/systemd", "run/systemd", "etc/systemd")) {
            Path dropIn = root.resolve(folder).resolve("logind.conf.d");
            if (Files.isDirectory(dropIn)) {
                try (Stream<Path> all = Files.list(dropIn)) {
                    all.filter(file -> file.toString().endsWith(".conf")).forEach(dropIns::add);
                }
            }
        }
        dropIns.sort((a, b) -> a.getFileName().toString().compareTo(b.getFileName().toString()));
        files.addAll(dropIns);
        Optional<String> value = Optional.empty();
        for (Path file : files) {
            if (Files.isRegularFile(file)) {
                for (String line : Files.readAllLines(file)) {
                    Matcher matcher = SETTING.matcher(line);
                    if (matcher.matches()) {
                        value = Optional.of(matcher.group(1));
                    }
                }
            }
        }
        return value;
    }
}
