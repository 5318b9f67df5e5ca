package org.catfollow.shm.region;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Locale;

/** Why a file operation failed, in words for the one line that the user reads. */
final class Reason {
    private Reason() {}

    static String of(IOException e) {
        if (e instanceof AccessDeniedException) {
            return ofErrno(Libc.EACCES);
        }
        if (e instanceof NoSuchFileException) {
            return ofErrno(Libc.ENOENT);
        }
        if (e instanceof FileAlreadyExistsException) {
            return ofErrno(Libc.EEXIST);
        }
        if (e instanceof NotDirectoryException) {
            return ofErrno(Libc.ENOTDIR);
        }
        // The message of such an exception begins with the path, which the line names anyway.
        String said =
                e instanceof FileSystemException failure ? failure.getReason() : e.getMessage();
        if (said == null || said.isBlank()) {
            return "input or output failed";
        }
        return said.substring(0, 1).toLowerCase(Locale.ROOT) + said.substring(1).strip();
    }

    static String ofErrno(int errno) {
        String words =
                switch (errno) {
                    case Libc.EPERM -> "operation not permitted";
                    case Libc.ENOENT -> "no such file or folder";
                    case Libc.EACCES -> "permission denied";
                    case Libc.EEXIST -> "something else lies there";
                    case Libc.ENOTDIR -> "a part of the path is no folder";
                    case Libc.EISDIR -> "a folder lies there";
                    case Libc.EMFILE -> "too many open files";
                    case Libc.ENOSPC -> "no space left";
                    case Libc.EROFS -> "the file system is read-only";
                    case Libc.ELOOP -> "too many links";
                    case Libc.EOPNOTSUPP -> "the file system cannot do it";
                    default -> "";
                };
        return words.isEmpty() ? "errno " + errno : words + " (errno " + errno + ")";
    }
}
