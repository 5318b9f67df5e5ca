package org.catfollow.cli.algo;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.Enumeration;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;

/**
 * Unpacks a package into an empty folder. A package is input: its names stay below the folder, what it
 * unpacks to is counted while it is unpacked and not believed, and each file's sum is compared.
 */
final class PackageReader {
    private static final int CHUNK = 64 * 1024;
    private static final int MAGIC_BYTES = 4;

    private final Path file;
    private final Path folder;
    private final BooleanSupplier asked;
    private final SortedMap<String, String> actual = new TreeMap<>();
    private String sums;
    private long unpackedBytes;

    private PackageReader(Path file, Path folder, BooleanSupplier asked) {
        this.asked = asked;
        this.file = file;
        this.folder = folder;
    }

    /**
     * Unpacks.
     *
     * @param asked whether to stop
     * @throws StageFailure with {@link ExitCode#FAILED} for what is wrong with the package
     */
    static void unpack(Path file, Path folder, BooleanSupplier asked) throws IOException {
        PackageReader reader = new PackageReader(file, folder, asked);
        try (ZipFile zip = new ZipFile(file.toFile(), StandardCharsets.UTF_8)) {
            reader.unpack(zip);
        } catch (ZipException | IllegalArgumentException e) {
            throw reader.refused(
                    "it is no package: " + e.getMessage(),
                    "copy it again, or name the algorithm's folder");
        }
        reader.compare();
    }

    private StageFailure refused(String why, String advice) {
        return new StageFailure(
                ExitCode.FAILED, "cannot unpack " + file + ": " + why + "; " + advice);
    }

    private void unpack(ZipFile zip) throws IOException {
        if (zip.size() > FileLimits.FILES + 1) {
            throw refused(
                    "it has " + zip.size() + " files, more than " + FileLimits.FILES,
                    "leave out what it does not need");
        }
        Enumeration<? extends ZipEntry> entries = zip.entries();
        while (entries.hasMoreElements()) {
            ZipEntry entry = entries.nextElement();
            String name = entry.getName();
            boolean isFolder = name.endsWith("/");
            String problem =
                    PackageName.problem(isFolder ? name.substring(0, name.length() - 1) : name);
            if (!problem.isEmpty()) {
                throw refused(
                        "file '" + shown(name) + "': " + problem,
                        "do not trust it, and ask who made it");
            }
            if (isFolder) {
                continue;
            }
            try (InputStream in = zip.getInputStream(entry)) {
                take(name, in);
            }
        }
    }

    private static String shown(String name) {
        return name.replaceAll("\\p{Cntrl}", "?");
    }

    private void take(String name, InputStream in) throws IOException {
        if (name.equals(FileLimits.SUMS)) {
            byte[] text = in.readNBytes(FileLimits.SUMS_BYTES + 1);
            if (text.length > FileLimits.SUMS_BYTES) {
                throw refused(
                        name + " is longer than " + FileLimits.SUMS_BYTES + " bytes",
                        "do not trust it, and ask who made it");
            }
            sums = new String(text, StandardCharsets.UTF_8);
            return;
        }
        Path target = folder.resolve(name);
        Files.createDirectories(Objects.requireNonNull(target.getParent()));
        MessageDigest digest = Sums.digest();
        byte[] chunk = new byte[CHUNK];
        byte[] start = new byte[MAGIC_BYTES];
        long bytes = 0;
        // A name that is there twice is refused here.
        try (OutputStream out = Files.newOutputStream(target, StandardOpenOption.CREATE_NEW)) {
            int count = in.read(chunk);
            while (count > 0) {
                if (bytes < MAGIC_BYTES) {
                    System.arraycopy(
                            chunk,
                            0,
                            start,
                            (int) bytes,
                            (int) Math.min(count, MAGIC_BYTES - bytes));
                }
                bytes += count;
                unpackedBytes += count;
                if (bytes > FileLimits.FILE_BYTES || unpackedBytes > FileLimits.ALL_BYTES) {
                    throw refused(
                            "it unpacks to more than "
                                    + FileLimits.FILE_BYTES
                                    + " bytes a file or "
                                    + FileLimits.ALL_BYTES
                                    + " in all",
                            "do not trust it, and ask who made it");
                }
                if (asked.getAsBoolean()) {
                    throw refused("it was interrupted", "start again");
                }
                digest.update(chunk, 0, count);
                out.write(chunk, 0, count);
                count = in.read(chunk);
            }
        }
        if (isProgram(start)) {
            Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwx------"));
        }
        actual.put(name, Sums.hex(digest));
    }

    /** A package keeps no permissions: a script or a program is known by its first bytes. */
    private static boolean isProgram(byte[] start) {
        return (start[0] == '#' && start[1] == '!')
                || (start[0] == 0x7F && start[1] == 'E' && start[2] == 'L' && start[3] == 'F');
    }

    private void compare() {
        if (sums == null) {
            throw refused("it has no " + FileLimits.SUMS, "make it with `cat-follow algo package`");
        }
        SortedMap<String, String> expected =
                Sums.parse(sums)
                        .orElseThrow(
                                () ->
                                        refused(
                                                FileLimits.SUMS + " has a line that is no sum",
                                                "copy it again"));
        TreeSet<String> names = new TreeSet<>(expected.keySet());
        names.addAll(actual.keySet());
        for (String name : names) {
            String sum = expected.get(name);
            if (!Objects.equals(sum, actual.get(name))) {
                throw refused(
                        "file " + shown(name) + ": " + difference(sum, actual.get(name)),
                        "copy it again, or ask who made it");
            }
        }
    }

    private static String difference(String expected, String actual) {
        if (expected == null) {
            return "not in " + FileLimits.SUMS;
        }
        return actual == null
                ? "named in " + FileLimits.SUMS + ", but missing"
                : "SHA-256 expected=" + expected + " actual=" + actual;
    }
}
