package org.catfollow.runtime;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Finds out who has a device open, as {@code fuser} does: by the links in {@code /proc/PID/fd}. Those
 * of other users' programs can be read by root alone.
 *
 * @param proc where the kernel shows its processes
 */
public record DeviceHolders(Path proc) {
    private static final String OWN = String.valueOf(ProcessHandle.current().pid());

    /** The machine's. */
    public static final DeviceHolders REAL = new DeviceHolders(Path.of("/proc"));

    /** Returns whether this process itself has the device open: a wait for it has not ended yet. */
    public boolean isOurselves(Path device) {
        return holds(proc.resolve(OWN).resolve("fd"), device);
    }

    /** Returns "pid N (name)" of the first other process that has the device open. */
    public Optional<String> find(Path device) {
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(proc, "[0-9]*")) {
            for (Path process : processes) {
                String pid = String.valueOf(process.getFileName());
                if (!pid.equals(OWN) && holds(process.resolve("fd"), device)) {
                    return Optional.of("pid " + pid + " (" + name(process) + ")");
                }
            }
        } catch (IOException e) {
            // No /proc to look into: nobody is found.
        }
        return Optional.empty();
    }

    private static boolean holds(Path descriptors, Path device) {
        try (DirectoryStream<Path> links = Files.newDirectoryStream(descriptors)) {
            for (Path link : links) {
                if (Files.isSymbolicLink(link) && Files.readSymbolicLink(link).equals(device)) {
                    return true;
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            // Not ours to see, or ended meanwhile.
        }
        return false;
    }

    private static String name(Path process) {
        try {
            return Files.readString(process.resolve("comm")).strip();
        } catch (IOException e) {
            return "?";
        }
    }
}
