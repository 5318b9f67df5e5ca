package org.catfollow.cli.algo;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;

/**
 * Makes a package of a folder: a zip file with its files in the order of their names, all of one time, and
 * their sums; so that the same files make the same package.
 *
 * <p>Left out are hidden files, {@code __pycache__}, and the package itself.
 */
final class PackageWriter {
    /** The earliest that a zip file can say. */
    private static final LocalDateTime TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private static final int CHUNK = 64 * 1024;

    private final Path folder;
    private final Path out;
    private final SortedMap<String, Path> files = new TreeMap<>();
    private long bytes;

    private PackageWriter(Path folder, Path out) {
        this.folder = folder;
        this.out = out;
    }

    /**
     * Makes it, whole or not at all.
     *
     * @param trial takes the package before it has its name, and throws where it is none to have
     * @return the number of files
     * @throws StageFailure for a file that does not go into a package
     */
    static int write(Path folder, Path out, Consumer<Path> trial) throws IOException {
        Path real = out.toAbsolutePath().getParent().toRealPath().resolve(out.getFileName());
        PackageWriter writer = new PackageWriter(folder.toRealPath(), real);
        writer.collect(writer.folder);
        Path part = part(out);
        try {
            try (OutputStream file = Files.newOutputStream(part)) {
                writer.write(file);
            }
            trial.accept(part);
            Files.move(
                    part, out, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
        return writer.files.size();
    }

    private static StageFailure refused(String name, String why) {
        return new StageFailure(ExitCode.FAILED, "cannot package " + name + ": " + why);
    }

    private void collect(Path below) throws IOException {
        try (Stream<Path> entries = Files.list(below)) {
            for (Path entry : entries.sorted().toList()) {
                String simple = entry.getFileName().toString();
                if (simple.startsWith(".") || simple.equals("__pycache__") || isOut(entry)) {
                    continue;
                }
                if (Files.isDirectory(entry) && !Files.isSymbolicLink(entry)) {
                    collect(entry);
                } else {
                    add(entry, folder.relativize(entry).toString());
                }
            }
        }
    }

    private boolean isOut(Path entry) {
        return entry.equals(out) || entry.equals(part(out));
    }

    private static Path part(Path out) {
        return out.resolveSibling(out.getFileName() + ".part");
    }

    private void add(Path entry, String name) throws IOException {
        String problem = PackageName.problem(name);
        if (!problem.isEmpty()) {
            throw refused(name.replaceAll("\\p{Cntrl}", "?"), problem + "; rename it");
        }
        if (Files.isSymbolicLink(entry) && !isWithin(entry)) {
            throw refused(
                    name, "it is a link out of the folder, or to nothing; put the file there");
        }
        if (!Files.isRegularFile(entry)) {
            throw refused(name, "it is no file, nor a link to one; take it away");
        }
        if (name.equals(FileLimits.SUMS)) {
            // An unpacked package: the sums are made anew.
            return;
        }
        long size = Files.size(entry);
        bytes += size;
        if (size > FileLimits.FILE_BYTES || bytes > FileLimits.ALL_BYTES) {
            throw refused(
                    name,
                    "with "
                            + size
                            + " bytes it is beyond "
                            + FileLimits.FILE_BYTES
                            + " a file or "
                            + FileLimits.ALL_BYTES
                            + " in all; leave it out and have the algorithm fetch it");
        }
        files.put(name, entry);
        if (files.size() > FileLimits.FILES) {
            throw refused(
                    name, "there are more than " + FileLimits.FILES + " files; take some away");
        }
    }

    private boolean isWithin(Path link) {
        try {
            return link.toRealPath().startsWith(folder);
        } catch (IOException e) {
            return false;
        }
    }

    private void write(OutputStream file) throws IOException {
        SortedMap<String, String> sums = new TreeMap<>();
        try (ZipOutputStream zip = new ZipOutputStream(file, StandardCharsets.UTF_8)) {
            for (Map.Entry<String, Path> one : files.entrySet()) {
                zip.putNextEntry(entry(one.getKey()));
                sums.put(one.getKey(), copy(one.getValue(), zip));
                zip.closeEntry();
            }
            zip.putNextEntry(entry(FileLimits.SUMS));
            zip.write(Sums.file(sums));
            zip.closeEntry();
        }
    }

    private static ZipEntry entry(String name) {
        ZipEntry entry = new ZipEntry(name);
        // Local: the same bytes in every time zone.
        entry.setTimeLocal(TIME);
        return entry;
    }

    private static String copy(Path from, OutputStream to) throws IOException {
        MessageDigest digest = Sums.digest();
        byte[] chunk = new byte[CHUNK];
        try (InputStream in = Files.newInputStream(from)) {
            int count = in.read(chunk);
            while (count >= 0) {
                digest.update(chunk, 0, count);
                to.write(chunk, 0, count);
                count = in.read(chunk);
            }
        }
        return Sums.hex(digest);
    }
}
