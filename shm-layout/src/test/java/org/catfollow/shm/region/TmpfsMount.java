package org.catfollow.shm.region;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** A small file system in memory of a test's own; needs root, else the test is skipped. */
public final class TmpfsMount implements AutoCloseable {
    private final Path folder;

    private TmpfsMount(Path folder) {
        this.folder = folder;
    }

    /** Mounts one in {@code parent}; {@code options} are those of mount(8). */
    public static TmpfsMount in(Path parent, String options)
            throws IOException, InterruptedException {
        Path folder = Files.createDirectory(parent.resolve("mounted"));
        boolean mounted = run("mount", "-t", "tmpfs", "-o", options, "tmpfs", folder.toString());
        Assumptions.assumeTrue(mounted, "no tmpfs can be mounted here: needs root");
        return new TmpfsMount(folder);
    }

    /** Changes its options. */
    void remount(String options) throws IOException, InterruptedException {
        if (!run("mount", "-o", "remount," + options, folder.toString())) {
            throw new IOException("cannot remount " + folder);
        }
    }

    /** Returns where it is. */
    public Path folder() {
        return folder;
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        try {
            return new ProcessBuilder(command).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        try {
            if (!run("umount", folder.toString())) {
                throw new IOException("cannot unmount " + folder);
            }
        } catch (InterruptedException e) {
            throw new IOException("interrupted while unmounting " + folder, e);
        }
    }
}
