package org.catfollow.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.catfollow.shm.counters.Counter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** No frame byte crosses a socket, a pipe or a file between stages: the kernel is asked. */
class NoFrameBytesIT {
    private static final String MOVING_CALLS =
            "read,write,readv,writev,pread64,pwrite64,preadv,pwritev,preadv2,pwritev2,sendto,recvfrom,"
                    + "sendmsg,recvmsg,sendmmsg,recvmmsg,splice,tee,vmsplice,sendfile,copy_file_range,"
                    + "process_vm_readv,process_vm_writev";

    /** A frame of 640x480 in BGR has 900 KiB. */
    private static final long FAR_BELOW_A_FRAME = 64 * 1024;

    private static final int FRAMES = 60;
    private static final Path STRACE = Path.of("/usr/bin/strace");
    private static final Pattern CALL = Pattern.compile("([a-z_0-9]+)\\(.* = (-?[0-9]+)");
    private static final Pattern RESUMED =
            Pattern.compile("<\\.\\.\\. ([a-z_0-9]+) resumed>.* = (-?[0-9]+)");

    private final Instance instance = new Instance("no-frame-bytes");

    @AfterEach
    void leavesNothing() {
        instance.close();
    }

    @Test
    void framesMoveInSharedMemoryOnly() throws IOException {
        Assumptions.assumeTrue(Files.isExecutable(STRACE), "no strace on this machine");
        List<String> flags =
                new ArrayList<>(List.of("--source", "test:", "--init-box", "272,192,96,96"));
        if (Distribution.hasData()) {
            flags.addAll(
                    List.of(
                            "--model",
                            Distribution.model().toString(),
                            "--labels",
                            Distribution.labels().toString()));
        }
        instance.up(flags.toArray(String[]::new));
        try (LiveRegion live = instance.attach()) {
            for (String stage : Distribution.STAGES) {
                List<String> calls = callsDuringFrames(live, stage);
                // It saw the waiting: a trace that sees nothing proves nothing.
                assertThat(calls).as(stage).anyMatch(call -> call.contains("futex"));
                long most = mostBytes(calls);
                System.out.printf(
                        "%s: at most %d bytes in one of %d calls traced%n",
                        stage, most, calls.size());
                assertThat(most).as(stage).isLessThan(FAR_BELOW_A_FRAME);
            }
        }
    }

    /** Traces a stage while frames flow; returns the lines of the trace. */
    private List<String> callsDuringFrames(LiveRegion live, String stage) throws IOException {
        Path trace = instance.folder.resolve(stage + ".strace");
        Launched strace =
                Launched.start(
                        instance.folder,
                        Map.of(),
                        List.of(
                                STRACE.toString(),
                                "-f",
                                "-e",
                                "trace=futex," + MOVING_CALLS,
                                "-o",
                                trace.toString(),
                                "-p",
                                Long.toString(live.row(stage).pid())));
        try {
            Await.until(
                    () -> "strace to attach: " + strace.errors(),
                    Await.PATIENCE,
                    () -> strace.errors().contains("attached") || !strace.isAlive());
            Assumptions.assumeTrue(
                    strace.isAlive(), () -> "strace may not attach here: " + strace.errors());
            boolean works = live.count(stage, Counter.FRAMES) > 0;
            live.awaitFrames(FRAMES, works ? stage : "capture");
        } finally {
            strace.end();
        }
        return Files.readAllLines(trace);
    }

    private static long mostBytes(List<String> calls) {
        long most = 0;
        for (String call : calls) {
            Matcher whole = CALL.matcher(call);
            Matcher resumed = RESUMED.matcher(call);
            if (resumed.find()) {
                most = Math.max(most, bytes(resumed));
            } else if (whole.find()) {
                most = Math.max(most, bytes(whole));
            }
        }
        return most;
    }

    private static long bytes(Matcher call) {
        return call.group(1).equals("futex") ? 0 : Long.parseLong(call.group(2));
    }
}
