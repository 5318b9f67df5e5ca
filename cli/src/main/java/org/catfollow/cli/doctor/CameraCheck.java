package org.catfollow.cli.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.catfollow.runtime.DeviceHolders;

/** Whether the configured camera is there, ours to open, and free; and who has it, where it is not. */
public final class CameraCheck implements Check {
    private static final String SUBJECT = "camera";
    private static final String V4L2 = "v4l2:";

    /** Drivers of cameras on a ribbon cable, which libcamera opens for {@code rpicam:}. */
    private static final List<String> RIBBON_CABLE = List.of("unicam", "rp1-cfe");

    private final Path root;
    private final String source;
    private final String number;
    private final Predicate<String> program;
    private final DeviceHolders holders;

    /**
     * Makes the check.
     *
     * @param root of the file system, for tests another folder
     * @param source as {@code --source} names it
     * @param number as {@code --camera} does
     * @param program whether a program is on the path
     */
    public CameraCheck(
            Path root,
            String source,
            String number,
            Predicate<String> program,
            DeviceHolders holders) {
        this.root = root;
        this.source = source;
        this.number = number;
        this.program = program;
        this.holders = holders;
    }

    @Override
    public List<Finding> look() {
        List<Finding> findings = new ArrayList<>();
        boolean ribbon = source.startsWith("rpicam:");
        if (ribbon) {
            findings.add(
                    program.test("rpicam-vid") || program.test("libcamera-vid")
                            ? Finding.ok(SUBJECT, "rpicam-vid is there for " + source)
                            : Finding.bad(
                                    SUBJECT,
                                    "no rpicam-vid for "
                                            + source
                                            + "; sudo apt install rpicam-apps"));
        }
        Optional<Path> wanted = wanted();
        List<Path> devices = devices();
        if (devices.isEmpty()) {
            findings.add(
                    Finding.missing(
                            SUBJECT,
                            wanted.isPresent(),
                            "no /dev/video*",
                            "plug the camera in; `capture-proc --list-cameras` lists what there is"));
        } else if (wanted.isPresent() && !Files.exists(wanted.get())) {
            findings.add(
                    Finding.bad(
                            SUBJECT,
                            "no "
                                    + inside(wanted.get())
                                    + ", which capture.source names; there are: "
                                    + devices.stream().map(this::inside).toList()));
        }
        for (Path device : devices) {
            boolean needed =
                    ribbon
                            ? isOnRibbonCable(device)
                            : wanted.map(it -> isSame(it, device)).orElse(false);
            findings.add(look(device, needed));
        }
        return findings;
    }

    /** Returns the device that {@code v4l2:} means, by the rules of capture's own V4l2Camera. */
    private Optional<Path> wanted() {
        if (!source.startsWith(V4L2)) {
            return Optional.empty();
        }
        String named = source.substring(V4L2.length());
        if (named.isEmpty()) {
            named = number;
        }
        Path path = Path.of(named.matches("\\d{1,3}") ? "/dev/video" + named : named);
        return Optional.of(path.isAbsolute() ? root.resolve(path.toString().substring(1)) : path);
    }

    /** Links like those in /dev/v4l/by-id lead to the device. */
    private static boolean isSame(Path one, Path other) {
        try {
            return Files.exists(one) && Files.isSameFile(one, other);
        } catch (IOException e) {
            return false;
        }
    }

    private boolean isOnRibbonCable(Path device) {
        Path name = root.resolve("sys/class/video4linux/" + device.getFileName()).resolve("name");
        try {
            String driver = Files.readString(name).toLowerCase(Locale.ROOT);
            return RIBBON_CABLE.stream().anyMatch(driver::contains);
        } catch (IOException e) {
            return false;
        }
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
        return device.startsWith(root) ? "/" + root.relativize(device) : device.toString();
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
