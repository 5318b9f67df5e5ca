package org.catfollow.cli.algo;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Why a file operation failed, in words: the JDK's message is often the file's name and nothing more. */
final class Why {
    private Why() {}

    static String of(IOException e) {
        return switch (e) {
            case NoSuchFileException missing -> "no such file or folder: " + missing.getFile();
            case AccessDeniedException denied -> "permission denied: " + denied.getFile();
            case NotDirectoryException file -> "no folder: " + file.getFile();
            case FileAlreadyExistsException there ->
                    "something else lies there: " + there.getFile();
            case FileSystemException failure -> reason(failure) + ": " + failure.getFile();
            default -> e.getMessage() == null ? e.toString() : e.getMessage();
        };
    }

    private static String reason(FileSystemException e) {
        return e.getReason() == null ? "the system refused it" : e.getReason();
    }
}
