package org.catfollow.sdk.runner;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/**
 * A process and all that it started, which share a session of their own ({@code setsid}): a child that
 * lives on may hold leases and pipes, so they end together. By handles, which know a pid that is used
 * anew; whoever leaves the session and outlives its parent is not found.
 *
 * <p>Those left behind are ended as soon as the process has died, whoever killed it: later its number
 * could be another's.
 */
final class ProcessFamily {
    private static final Path PROCESSES = Path.of("/proc");

    /** Fields of {@code /proc/PID/stat} behind the name: state, parent, group, session. */
    private static final int STATE = 0;

    private static final int SESSION = 3;
    private static final String[] NO_FIELDS = {"", "", "", ""};
    private static final int ROUNDS = 5;
    private static final long PATIENCE_MILLIS = 3_000;
    private static final long LOOK_NANOS = 1_000_000;

    private final Process process;
    private final CompletableFuture<Void> gone;

    ProcessFamily(Process process) {
        this.process = process;
        long session = process.pid();
        gone = process.onExit().thenRunAsync(() -> endAll(session));
    }

    /** Kills all of them (SIGKILL) and waits until they are gone. Any thread, as often as wanted. */
    void kill() {
        // Before it dies: its children are then nobody's.
        List<ProcessHandle> children = process.descendants().toList();
        process.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
        awaitEnd(children);
        await(gone);
    }

    /** Returns whether it ended by itself in time, and nobody of it is left. */
    boolean endsWithin(long millis) {
        try {
            gone.get(millis, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException | ExecutionException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static void endAll(long session) {
        for (int round = 0; round < ROUNDS; round++) {
            List<ProcessHandle> members = members(session);
            if (members.isEmpty()) {
                return;
            }
            members.forEach(ProcessHandle::destroyForcibly);
            awaitEnd(members);
        }
    }

    /**
     * Waits for processes that are not our children: nobody tells us of their end, and what the JDK has in
     * place of that looks every 0.3 s, then less often.
     */
    private static void awaitEnd(List<ProcessHandle> processes) {
        long deadline = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
        while (processes.stream().anyMatch(ProcessFamily::isAlive)
                && System.nanoTime() - deadline < 0
                && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    /** One that has ended and whose parent has not asked yet holds nothing any more. */
    static boolean isAlive(ProcessHandle process) {
        String state = stat(PROCESSES.resolve(Long.toString(process.pid())))[STATE];
        return process.isAlive() && !state.equals("Z") && !state.equals("X");
    }

    private static void await(CompletableFuture<?> end) {
        try {
            end.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            // One that the kernel cannot end (waiting for a disk): it ends when it can.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static List<ProcessHandle> members(long session) {
        List<ProcessHandle> members = new ArrayList<>();
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(PROCESSES, "[0-9]*")) {
            for (Path folder : folders) {
                if (isOf(folder, session)) {
                    ProcessHandle.of(Long.parseLong(folder.getFileName().toString()))
                            .ifPresent(members::add);
                }
            }
        } catch (IOException | RuntimeException e) {
            // Without /proc nobody is found; what we know as children was ended before.
        }
        return members;
    }

    private static boolean isOf(Path folder, long session) {
        String[] fields = stat(folder);
        return fields[SESSION].equals(Long.toString(session))
                && !fields[STATE].equals("Z")
                && !fields[STATE].equals("X");
    }

    /** Returns the fields behind the name; those of a process that is gone are empty. */
    private static String[] stat(Path folder) {
        try {
            String line = Files.readString(folder.resolve("stat"), StandardCharsets.ISO_8859_1);
            // The name, in brackets, may hold anything.
            String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ");
            return fields.length > SESSION ? fields : NO_FIELDS;
        } catch (IOException | RuntimeException e) {
            return NO_FIELDS;
        }
    }
}
