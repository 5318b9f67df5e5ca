package org.catfollow.cli.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.catfollow.runtime.DeviceHolders;

/** Whether the configured camera is there, ours to open, and free; and who has it, where it is not. */
public final class CameraCheck implements Check {
    private static final String SUBJECT = "camera";

    private final Path root;
    private final String source;
    private final Predicate<String> program;
    private final DeviceHolders holders;

    /**
     * Makes the check.
     *
     * @param root of the file system, for tests another folder
     * @param source as {@code --source} names it
     * @param program whether a program is on the path
     */
    public CameraCheck(Path root, String source, Predicate<String> program, DeviceHolders holders) {
        this.root = root;
        this.source = source;
        this.program = program;
        this.holders = holders;
    }

    @Override
    public List<Finding> look() {
        List<Finding> findings = new ArrayList<>();
        if (source.startsWith("rpicam:")) {
            findings.add(
                    program.test("rpicam-vid")
                            ? Finding.ok(SUBJECT, "rpicam-vid is there for " + source)
                            : Finding.bad(
                                    SUBJECT,
                                    "no rpicam-vid for "
                                            + source
                                            + "; sudo apt install rpicam-apps"));
        }
        boolean needed = source.startsWith("v4l2:");
        String named = needed ? source.substring("v4l2:".length()) : "";
        List<Path> devices = devices();
        if (!named.isEmpty() && devices.stream().noneMatch(it -> inside(it).equals(named))) {
            findings.add(
                    Finding.bad(
                            SUBJECT,
                            "no "
                                    + named
                                    + ", which capture.source names; there are: "
                                    + devices.stream().map(CameraCheck.this::inside).toList()));
        } else if (devices.isEmpty()) {
            findings.add(
                    Finding.missing(
                            SUBJECT,
                            needed,
                            "no /dev/video*",
                            "plug the camera in; `capture-proc --list-cameras` lists what there is"));
        }
        for (Path device : devices) {
            findings.add(look(device, inside(device).equals(named)));
        }
        return findings;
    }

    private Finding look(Path device, boolean needed) {
        String name = inside(device);
        Optional<String> holder = holders.find(device);
        if (holder.isPresent()) {
            boolean ours = holder.get().contains("(java)") || holder.get().contains("rpicam");
            String text = name + " is in use by " + holder.get();
            return ours || !needed
                    ? Finding.ok(SUBJECT, text)
                    : Finding.bad(SUBJECT, text + "; end it, or name another camera");
        }
        if (!Files.isReadable(device) || !Files.isWritable(device)) {
            String text = name + " is not yours to open";
            return needed
                    ? Finding.bad(
                            SUBJECT, text + "; sudo usermod -aG video $USER, then log in anew")
                    : Finding.careful(SUBJECT, text + " (group video)");
        }
        return Finding.ok(SUBJECT, name + " is free");
    }

    private String inside(Path device) {
        return "/" + root.relativize(device);
    }

    private List<Path> devices() {
        TreeSet<Path> devices = new TreeSet<>();
        try (var files = Files.newDirectoryStream(root.resolve("dev"), "video[0-9]*")) {
            files.forEach(devices::add);
        } catch (IOException e) {
            // No /dev: none.
            return List.of();
        }
        return List.copyOf(devices);
    }
}
