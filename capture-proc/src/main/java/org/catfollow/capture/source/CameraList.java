package org.catfollow.capture.source;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.catfollow.runtime.NaturalOrder;
import org.catfollow.runtime.StageFailure;

/**
 * The cameras of a machine, as lines for people: video devices by what the kernel and udev say, their
 * formats by {@code v4l2-ctl} where it is installed; those on a ribbon cable by {@code rpicam-hello}.
 *
 * @param system root of the file system that is looked into
 * @param programs where programs are looked for
 */
public record CameraList(Path system, Programs programs) {
    /** Devices of the Raspberry Pi's own codecs and image processors, which are no cameras. */
    private static final List<String> NO_CAMERAS =
            List.of("bcm2835-codec", "bcm2835-isp", "rpivid", "rpi-hevc", "pispbe");

    private static final List<String> RIBBON_CABLE = List.of("unicam", "rp1-cfe");
    private static final Pattern FORMAT = Pattern.compile("\\[\\d+]: '(.{4})'.*");
    private static final Pattern SIZE = Pattern.compile("Size: \\w+ (\\d+x\\d+).*");
    private static final int LONGEST_ANSWER = 256 * 1024;
    private static final int PATIENCE_SECONDS = 10;

    /** Returns the list for this machine. */
    public static CameraList ofThisMachine(Programs programs) {
        return new CameraList(Path.of("/"), programs);
    }

    /** Returns the lines; one that says so when there is no camera. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        videoDevices(lines);
        ribbonCable(lines);
        if (lines.isEmpty()) {
            lines.add(
                    "no cameras: no video device that gives pictures, and no rpicam-hello that"
                            + " finds one");
        }
        return lines;
    }

    private void videoDevices(List<String> lines) {
        List<Path> devices = new ArrayList<>();
        try (DirectoryStream<Path> found =
                Files.newDirectoryStream(system.resolve("sys/class/video4linux"), "video*")) {
            found.forEach(devices::add);
        } catch (IOException e) {
            return;
        }
        devices.sort(
                (one, other) ->
                        NaturalOrder.INSTANCE.compare(
                                one.getFileName().toString(), other.getFileName().toString()));
        for (Path device : devices) {
            describe(device, lines);
        }
    }

    private void describe(Path device, List<String> lines) {
        String name = text(device.resolve("name"));
        if (NO_CAMERAS.stream().anyMatch(name::startsWith) || !capturesPictures(device)) {
            return;
        }
        String path = "/dev/" + device.getFileName();
        if (RIBBON_CABLE.stream().anyMatch(name::startsWith)) {
            lines.add(path + "  " + name + ": on the ribbon cable; use --source rpicam:");
            return;
        }
        lines.add("--source v4l2:" + path + "  " + name + driver(device));
        Optional<Path> program = programs.find("v4l2-ctl");
        if (program.isEmpty()) {
            lines.add("    its formats: sudo apt install v4l-utils");
            return;
        }
        try {
            formats(
                    ChildProcess.outputOf(
                            program.get(),
                            List.of("--device", path, "--list-formats-ext"),
                            LONGEST_ANSWER,
                            PATIENCE_SECONDS),
                    lines);
        } catch (StageFailure e) {
            lines.add("    " + e.getMessage());
        }
    }

    /** udev asks each device for it; without its answer, the second node of a camera is none. */
    private boolean capturesPictures(Path device) {
        Path answer = system.resolve("run/udev/data/c" + text(device.resolve("dev")));
        if (Files.isReadable(answer)) {
            return text(answer).contains("ID_V4L_CAPABILITIES=:capture:");
        }
        String index = text(device.resolve("index"));
        return index.isEmpty() || index.equals("0");
    }

    private static String driver(Path device) {
        try {
            return " (" + device.resolve("device/driver").toRealPath().getFileName() + ")";
        } catch (IOException e) {
            return "";
        }
    }

    /** Adds a line for each format, with its sizes. */
    static void formats(String answer, List<String> lines) {
        StringBuilder line = new StringBuilder();
        for (String raw : answer.split("\\R")) {
            Matcher format = FORMAT.matcher(raw.strip());
            Matcher size = SIZE.matcher(raw.strip());
            if (format.matches()) {
                if (line.length() > 0) {
                    lines.add(line.toString());
                }
                line.setLength(0);
                line.append("    ").append(format.group(1));
            } else if (size.matches() && line.indexOf(" " + size.group(1)) < 0) {
                line.append(' ').append(size.group(1));
            }
        }
        if (line.length() > 0) {
            lines.add(line.toString());
        }
    }

    private void ribbonCable(List<String> lines) {
        Optional<Path> program = programs.find("rpicam-hello", "libcamera-hello");
        if (program.isEmpty()) {
            return;
        }
        try {
            String answer =
                    ChildProcess.outputOf(
                            program.get(),
                            List.of("--list-cameras"),
                            LONGEST_ANSWER,
                            PATIENCE_SECONDS);
            if (answer.isBlank() || answer.contains("No cameras available")) {
                return;
            }
            lines.add(
                    "--source rpicam: with --camera N, as "
                            + program.get().getFileName()
                            + " says:");
            answer.lines()
                    .filter(line -> !line.isBlank())
                    .forEach(line -> lines.add("    " + line));
        } catch (StageFailure e) {
            lines.add("--source rpicam: " + e.getMessage());
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            return "";
        }
    }
}
