package org.catfollow.runtime.natives;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.Optional;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;
import org.slf4j.LoggerFactory;

/**
 * Where the native libraries are, and OpenCV's loading.
 *
 * <p>The system property {@value #FOLDER_PROPERTY} names a folder that has them unpacked (the
 * distribution's {@code natives/}). Without it they are unpacked once from the class path into
 * {@code ~/.cache/cat-follow/natives/VERSION}: unpacking OpenCV at each start would cost 0.3 s.
 */
public final class NativeLibraries {
    /** Names the folder with the unpacked libraries, one folder an architecture below it. */
    public static final String FOLDER_PROPERTY = "catfollow.natives";

    private static final String OPENCV = "libopencv_java490.so";
    private static boolean openCvLoaded;

    private NativeLibraries() {}

    /** Returns the distribution that this process runs from; empty in tests and for a jar alone. */
    public static Optional<Path> distribution() {
        String folder = System.getProperty(FOLDER_PROPERTY);
        return folder == null
                ? Optional.empty()
                : Optional.of(Path.of(folder).toAbsolutePath().getParent());
    }

    /** Returns {@code linux-x86_64} or {@code linux-aarch64}. */
    public static String platform() {
        String arch = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
        if (arch.equals("amd64") || arch.equals("x86_64")) {
            return "linux-x86_64";
        }
        if (arch.equals("aarch64") || arch.equals("arm64")) {
            return "linux-aarch64";
        }
        throw new StageFailure(
                ExitCode.FAILED,
                "no native libraries for this machine: os.arch="
                        + arch
                        + "; supported are x86-64 and aarch64 Linux");
    }

    /** Loads OpenCV's library; further calls do nothing. */
    public static synchronized void loadOpenCv() {
        if (openCvLoaded) {
            return;
        }
        String folder = platform().equals("linux-x86_64") ? "x86_64" : "ARMv8";
        Path library =
                find(OPENCV, "opencv-4.9.0-0", "/nu/pattern/opencv/linux/" + folder + "/" + OPENCV);
        load(library);
        org.opencv.core.Core.setNumThreads(1);
        openCvLoaded = true;
    }

    /**
     * Begins to load OpenCV's library on a thread of its own, while the caller goes on with its start;
     * {@link #loadOpenCv} then waits for the rest of it, and says what went wrong.
     */
    public static void loadOpenCvEarly() {
        Thread loader =
                new Thread(
                        () -> {
                            try {
                                loadOpenCv();
                            } catch (RuntimeException e) {
                                LoggerFactory.getLogger(NativeLibraries.class)
                                        .debug("not loaded early: {}", e.getMessage());
                            }
                        },
                        "opencv-loader");
        loader.setDaemon(true);
        loader.start();
    }

    private static void load(Path library) {
        try {
            System.load(library.toString());
        } catch (UnsatisfiedLinkError e) {
            throw new StageFailure(
                    ExitCode.FAILED,
                    "cannot load native library "
                            + library
                            + ": "
                            + e.getMessage()
                            + "; install what it names, or build the distribution again with"
                            + " `mvn package`",
                    e);
        }
    }

    /**
     * Returns the path of a library, unpacking it first where no distribution has it.
     *
     * @param fileName the library's file name
     * @param version names the cache folder, so that two versions never mix
     * @param resource where the class path has it
     */
    public static Path find(String fileName, String version, String resource) {
        String folder = System.getProperty(FOLDER_PROPERTY);
        if (folder != null) {
            Path library = Path.of(folder, platform(), fileName);
            if (!Files.isReadable(library)) {
                throw new StageFailure(
                        ExitCode.FAILED,
                        "cannot read native library "
                                + library
                                + "; build the distribution again with `mvn package`");
            }
            return library.toAbsolutePath();
        }
        return unpackOnce(fileName, version, resource);
    }

    private static Path unpackOnce(String fileName, String version, String resource) {
        Path cache =
                Path.of(
                        System.getProperty("user.home"),
                        ".cache",
                        "cat-follow",
                        "natives",
                        version,
                        platform());
        Path library = cache.resolve(fileName);
        URL packed = NativeLibraries.class.getResource(resource);
        if (packed == null) {
            throw new StageFailure(
                    ExitCode.FAILED, "native library " + resource + " is not on the class path");
        }
        try {
            if (!isWhole(library, packed)) {
                unpack(packed, library);
            }
            return library;
        } catch (IOException e) {
            throw new StageFailure(
                    ExitCode.FAILED, "cannot unpack native library into " + cache + ": " + e, e);
        }
    }

    /** A power cut may leave a file under its final name without all its content. */
    private static boolean isWhole(Path library, URL packed) throws IOException {
        if (!Files.isReadable(library)) {
            return false;
        }
        URLConnection connection = packed.openConnection();
        connection.getInputStream().close();
        return Files.size(library) == connection.getContentLengthLong();
    }

    private static void unpack(URL packed, Path library) throws IOException {
        Path cache = library.getParent();
        Files.createDirectories(cache);
        Path temporary = Files.createTempFile(cache, library.getFileName().toString(), ".part");
        try (InputStream in = packed.openStream()) {
            Files.copy(in, temporary, StandardCopyOption.REPLACE_EXISTING);
            // Renaming makes it whole at once: another process may be unpacking too.
            Files.move(temporary, library, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }
}
