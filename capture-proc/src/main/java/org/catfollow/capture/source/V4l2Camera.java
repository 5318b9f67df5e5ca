package org.catfollow.capture.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.catfollow.runtime.DeviceHolders;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;

/**
 * {@code v4l2:[/dev/videoN]}: a camera that the kernel shows as a video device, through OpenCV. Finds
 * out why one cannot be opened: OpenCV says only that it cannot.
 *
 * @param devices makes the port to a device
 * @param system root of the file system that is looked into: / but for tests
 * @param holders finds out who has it
 * @param goneWithin how much later than the failed wait for a picture a device may go that was unplugged
 */
record V4l2Camera(
        Supplier<VideoDevice> devices, Path system, DeviceHolders holders, Duration goneWithin) {
    /** The machine's cameras. */
    static final V4l2Camera REAL =
            new V4l2Camera(
                    OpenCvVideoDevice::new,
                    Path.of("/"),
                    DeviceHolders.REAL,
                    Duration.ofMillis(300));

    /** Drivers of cameras on a ribbon cable, which give unfinished pictures through V4L2. */
    private static final List<String> RIBBON_CABLE =
            List.of("unicam", "rp1-cfe", "csi2", "bcm2835-isp");

    /**
     * Opens the camera.
     *
     * @throws StageFailure with {@link ExitCode#HARDWARE} and the reason
     */
    FrameSource open(SourceRequest request) {
        Path path = path(request);
        Path device = real(path);
        VideoDevice port = devices.get();
        boolean opened = false;
        try {
            if (!port.open(path.toString())) {
                throw hardware(path + whyNot(device));
            }
            V4l2Pictures pictures = V4l2Pictures.negotiate(port, request, path, device, goneWithin);
            opened = true;
            return new FedSource(String.valueOf(path.getFileName()), pictures, true);
        } finally {
            if (!opened) {
                port.close();
            }
        }
    }

    private static Path path(SourceRequest request) {
        String rest = request.address().rest();
        int number = request.settings().mode().number();
        if (rest.isEmpty()) {
            return Path.of("/dev/video" + number);
        }
        if (number != 0) {
            throw new StageFailure(
                    ExitCode.USAGE,
                    request.name() + " names the camera already; leave out --camera " + number);
        }
        return rest.matches("\\d{1,3}") ? Path.of("/dev/video" + rest) : request.address().path();
    }

    /** Follows links like those in /dev/v4l/by-id; checks what can be checked without opening. */
    private Path real(Path path) {
        Path here =
                system.resolve(path.isAbsolute() ? path.toString().substring(1) : path.toString());
        if (!Files.exists(here)) {
            throw hardware(
                    path
                            + " does not exist: no camera is plugged in there; `capture-proc"
                            + " --list-cameras` lists those that are");
        }
        if (!Files.isReadable(here) || !Files.isWritable(here)) {
            throw hardware(
                    path
                            + " may not be opened by this user; sudo usermod -aG video $USER, then"
                            + " log in again");
        }
        try {
            return here.toRealPath();
        } catch (IOException e) {
            return here;
        }
    }

    private String whyNot(Path device) {
        Optional<String> holder = holders.find(device);
        if (holder.isPresent()) {
            return " is in use by " + holder.get() + "; end that program";
        }
        if (holders.isOurselves(device)) {
            return " is still being closed: our last wait for a picture of it has not ended";
        }
        String driver = driver(device);
        if (RIBBON_CABLE.stream().anyMatch(driver::contains)) {
            return " belongs to the camera on the ribbon cable ("
                    + driver
                    + "), which gives finished pictures only through libcamera; use --source"
                    + " rpicam:";
        }
        return " cannot be opened as a camera"
                + (driver.isEmpty() ? "" : " (" + driver + ")")
                + ": it gives no pictures, or a program of another user has it (sudo fuser -v "
                + device
                + "); `capture-proc --list-cameras` lists the cameras";
    }

    private String driver(Path device) {
        Path name = system.resolve("sys/class/video4linux/" + device.getFileName()).resolve("name");
        try {
            return Files.readString(name).strip().toLowerCase(Locale.ROOT);
        } catch (IOException e) {
            return "";
        }
    }

    private static StageFailure hardware(String message) {
        return new StageFailure(ExitCode.HARDWARE, message);
    }
}
