package org.catfollow.sdk.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.catfollow.sdk.images.ImageMeta;
import org.catfollow.shm.images.ImageStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An algorithm that is killed while it leases its picture, again and again: the kernel lets go of each
 * lease, so a store of four slots never fills up.
 */
class AlgorithmKilledTest {
    private static final int KILLS = 100;
    private static final int SIDE = 16;

    /** Leases its picture as ADR 0033 says, says so, and looks at it for ever. */
    private static final String LEASES =
            """
            import fcntl, json, os, struct, sys, time
            store = os.environ["CAT_FOLLOW_IMAGES"]
            for line in sys.stdin:
                call = json.loads(line)
                if call["call"] == "execute":
                    key = call["shared_mem_id"].encode()
                    with open(store, "rb") as file:
                        head = file.read(4096 + 4 * 512)
                    slots = [i for i in range(4) if head[4096 + 512 * i + 128:].startswith(key + bytes(1))]
                    lock = os.open(store + ".lock", os.O_RDONLY)
                    fcntl.fcntl(lock, 37, struct.pack("hhqqi4x", fcntl.F_RDLCK, 0, 16 + slots[0], 1, 0))
                    print("leases", slots[0], file=sys.stderr, flush=True)
                    time.sleep(1000)
                print(json.dumps({"id": call["id"], "status": "OK"}), flush=True)
            """;

    @TempDir private Path folder;

    /** The system's own before what PATH has, which may be a script that looks for one. */
    private static Optional<Path> python() {
        return Program.find("/usr/bin/python3", Path.of("."))
                .or(() -> Program.find("python3", Path.of(".")));
    }

    @Test
    void leavesNoLeaseBehindHoweverOftenItIsKilled() throws IOException {
        assumeThat(python()).as("python3 is installed").isPresent();
        Path script = Files.writeString(folder.resolve("leases.py"), LEASES);
        AtomicReference<AlgorithmProcess> victim = new AtomicReference<>();
        AtomicInteger leases = new AtomicInteger();
        AtomicInteger seen = new AtomicInteger();
        StandIn standIn =
                StandIn.that(folder, "answer")
                        .restarted(new RestartRule(Duration.ZERO, Duration.ZERO, KILLS));
        try (ImageStore store = ImageStore.create(folder.resolve("four.images"), 4, 4096)) {
            standIn.heardBy(
                    line -> {
                        if (line.startsWith("leases")) {
                            leases.incrementAndGet();
                            seen.addAndGet(store.leased());
                            ProcessHandle.of(victim.get().pid())
                                    .ifPresent(ProcessHandle::destroyForcibly);
                        }
                    });
            try (AlgorithmProcess process =
                    standIn.process(
                            List.of(python().get().toString(), "-S", "-E", script.toString()),
                            Map.of("CAT_FOLLOW_IMAGES", store.file().toString()))) {
                victim.set(process);
                RunSummary summary =
                        new Runner(
                                        store,
                                        process,
                                        new JsonObject(),
                                        new JsonObject(),
                                        line -> assertThat(store.leased()).isZero())
                                .run(endless(), KILLS);
                assertThat(leases).as("took its lease").hasValue(KILLS);
                assertThat(seen).as("the store saw it").hasValue(KILLS);
                assertThat(summary.errors()).isEqualTo(Map.of("DIED", KILLS));
                assertThat(summary.restarts()).isEqualTo(KILLS - 1);
                assertThat(summary.leasesOutlived()).isZero();
                assertThat(summary.noSlot()).isZero();
                assertThat(store.used()).isZero();
            }
        }
    }

    @Test
    void oneThatGivesNoImageBackIsEndedAndTheRunGoesOn() throws IOException {
        assumeThat(python()).as("python3 is installed").isPresent();
        Path script =
                Files.writeString(
                        folder.resolve("keeps.py"), LEASES.replace("time.sleep(1000)", "pass"));
        try (ImageStore store = ImageStore.create(folder.resolve("four.images"), 4, 4096);
                AlgorithmProcess process =
                        StandIn.that(folder, "answer")
                                .process(
                                        List.of(
                                                python().get().toString(),
                                                "-S",
                                                "-E",
                                                script.toString()),
                                        Map.of("CAT_FOLLOW_IMAGES", store.file().toString()))) {
            RunSummary summary =
                    new Runner(store, process, new JsonObject(), new JsonObject(), line -> {})
                            .run(endless(), 10);
            assertThat(summary.ok()).isEqualTo(10);
            assertThat(summary.restarts()).isEqualTo(2);
            assertThat(summary.noSlot()).isZero();
        }
    }

    private static PictureSource endless() {
        ByteBuffer pixels = ByteBuffer.allocate(SIDE * SIDE);
        Picture picture =
                new ArrayPicture(
                        "grey", ImageMeta.ofSize(SIDE, SIDE), 1, ImageStore.Order.RGB, pixels);
        return new PictureSource() {
            @Override
            public Optional<Picture> next() {
                return Optional.of(picture);
            }

            @Override
            public void close() {}
        };
    }
}
