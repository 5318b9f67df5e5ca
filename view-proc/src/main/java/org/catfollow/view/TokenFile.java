package org.catfollow.view;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;

/**
 * The token that commands the robot, in a file that only its owner may read; made at the first start.
 *
 * @param token it
 * @param made whether it was made just now
 */
record TokenFile(String token, boolean made) {
    private static final int RANDOM_BYTES = 18;
    private static final long MOST_BYTES = 1024;

    /** What may stand behind the # of an address without being written in another way. */
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_.~-]{16,128}");

    private static final Set<PosixFilePermission> OWNER_ALONE =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    /**
     * Reads the file, or makes it with a token that nobody can guess.
     *
     * @throws StageFailure where others may read it, it holds no token, or it cannot be made
     */
    static TokenFile of(Path file) {
        try {
            if (Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) {
                return new TokenFile(make(file), true);
            }
            return new TokenFile(read(file), false);
        } catch (FileAlreadyExistsException e) {
            // Another view was quicker.
            return of(file);
        } catch (IOException e) {
            throw new StageFailure(
                    ExitCode.FAILED,
                    "cannot read or make the token file " + file + ": " + e.getMessage(),
                    e);
        }
    }

    /**
     * Checks a token that somebody has chosen.
     *
     * @throws StageFailure where it is too short or has other characters
     */
    static String checked(String token, String where) {
        if (!TOKEN.matcher(token).matches()) {
            throw new StageFailure(
                    ExitCode.USAGE,
                    where + ": a token is 16 to 128 letters, digits, '-', '_', '.' or '~'");
        }
        return token;
    }

    private static String make(Path file) throws IOException {
        byte[] random = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(random);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        Files.createDirectories(file.toAbsolutePath().getParent());
        // Made with these rights, not given them afterwards.
        try (var channel =
                Files.newByteChannel(
                        file,
                        EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        PosixFilePermissions.asFileAttribute(OWNER_ALONE))) {
            channel.write(StandardCharsets.US_ASCII.encode(token + "\n"));
        }
        return token;
    }

    private static String read(Path file) throws IOException {
        Set<PosixFilePermission> rights = Files.getPosixFilePermissions(file);
        if (!Files.isRegularFile(file) || !OWNER_ALONE.containsAll(rights)) {
            throw new StageFailure(
                    ExitCode.USAGE,
                    "token file "
                            + file
                            + " is open to others ("
                            + PosixFilePermissions.toString(rights)
                            + "); `chmod 600` it, or remove it for a new one");
        }
        if (Files.size(file) > MOST_BYTES) {
            throw new StageFailure(
                    ExitCode.USAGE,
                    "token file " + file + " holds no token; remove it for a new one");
        }
        return checked(
                Files.readString(file).strip(),
                "token file " + file + " (remove it for a new one)");
    }
}
