package org.catfollow.sdk.runner;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.catfollow.sdk.images.ImageMeta;
import org.catfollow.shm.images.ImageStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunnerTest {
    private static final int SIDE = 32;

    @TempDir private Path folder;
    private final List<JsonObject> results = new ArrayList<>();
    private ImageStore store;

    @BeforeEach
    void makeStore() {
        store = ImageStore.create(folder.resolve("store.images"), 4, 4096);
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    private static Picture picture(int number) {
        return new ArrayPicture(
                "picture " + number,
                ImageMeta.ofSize(SIDE, SIDE),
                3,
                ImageStore.Order.RGB,
                ByteBuffer.allocate(3 * SIDE * SIDE));
    }

    private static PictureSource of(Stream<Picture> pictures) {
        Iterator<Picture> iterator = pictures.iterator();
        return new PictureSource() {
            @Override
            public Optional<Picture> next() {
                return iterator.hasNext() ? Optional.of(iterator.next()) : Optional.empty();
            }

            @Override
            public void close() {}
        };
    }

    private RunSummary run(AlgorithmProcess process, Stream<Picture> pictures, long steps) {
        return new Runner(store, process, new JsonObject(), new JsonObject(), results::add)
                .run(of(pictures), steps);
    }

    @Test
    void eachPictureIsAStepWithItsResult() {
        try (AlgorithmProcess process = StandIn.that(folder, "answer").process()) {
            RunSummary summary =
                    run(process, IntStream.range(0, 9).mapToObj(RunnerTest::picture), 0);
            assertThat(summary.isClean()).isTrue();
            assertThat(summary.steps()).isEqualTo(9);
        }
        assertThat(results)
                .extracting(line -> line.get("picture").getAsString())
                .containsExactlyElementsOf(
                        IntStream.range(0, 9).mapToObj(i -> "picture " + i).toList());
        assertThat(results.get(3).get("shared_mem_id").getAsString()).isEqualTo("img-3");
        assertThat(results.get(3).get("status").getAsString()).isEqualTo("OK");
        assertThat(store.used()).isZero();
    }

    @Test
    void anErrorWithACodeOfTheRunnersOwnIsABadAnswerAndEndsNothing() {
        String answer = "echo '{\"id\":'\"$id\"',\"status\":\"ERROR\",\"code\":\"CANCELLED\"}'";
        try (AlgorithmProcess process = StandIn.that(folder, answer).process()) {
            RunSummary summary =
                    run(process, IntStream.range(0, 3).mapToObj(RunnerTest::picture), 0);
            assertThat(summary.errors()).containsEntry("BAD_ANSWER", 3);
        }
    }

    @Test
    void aStepThatIsCancelledIsNone() {
        AtomicReference<AlgorithmProcess> asking = new AtomicReference<>();
        StandIn standIn =
                StandIn.that(folder, "echo here >&2; sleep 60")
                        .heardBy(line -> asking.get().cancel());
        RunSummary summary;
        try (AlgorithmProcess process = standIn.process()) {
            asking.set(process);
            summary = run(process, Stream.generate(() -> picture(1)), 0);
        }
        assertThat(summary.steps()).isZero();
        assertThat(summary.toJson().getAsJsonObject("ms").get("max").getAsDouble()).isZero();
        assertThat(results).isEmpty();
        assertThat(store.used()).isZero();
    }

    @Test
    void noMoreStepsThanWanted() {
        try (AlgorithmProcess process = StandIn.that(folder, "answer").process()) {
            assertThat(run(process, Stream.generate(() -> picture(1)), 3).steps()).isEqualTo(3);
        }
    }

    @Test
    void aPictureThatCannotBeReadOrIsTooLargeIsAStepThatFailed() {
        Picture large =
                new ArrayPicture(
                        "large",
                        ImageMeta.ofSize(100, 100),
                        1,
                        ImageStore.Order.RGB,
                        ByteBuffer.allocate(10_000));
        RunSummary summary;
        try (AlgorithmProcess process = StandIn.that(folder, "answer").process()) {
            summary =
                    run(
                            process,
                            Stream.of(
                                    new UnreadablePicture("bad.png", "bad.png is damaged"),
                                    large,
                                    picture(2)),
                            0);
        }
        assertThat(summary.errors()).containsEntry("UNREADABLE", 1).containsEntry("NO_SLOT", 1);
        assertThat(summary.noSlot()).isEqualTo(1);
        assertThat(summary.ok()).isEqualTo(1);
        assertThat(summary.isClean()).isFalse();
        assertThat(results.get(0).get("message").getAsString()).isEqualTo("bad.png is damaged");
    }

    @Test
    void anAlgorithmThatIsNotReadyGetsNoPicture() {
        try (AlgorithmProcess process = StandIn.script(folder, "exit 5").process()) {
            RunSummary summary = run(process, Stream.of(picture(0)), 0);
            assertThat(summary.start().code()).isEqualTo("DIED");
            assertThat(summary.steps()).isZero();
            assertThat(summary.isClean()).isFalse();
        }
    }

    @Test
    void theRunEndsWhenTheAlgorithmIsGivenUp() {
        try (AlgorithmProcess process = StandIn.that(folder, "exit 1").process()) {
            RunSummary summary = run(process, Stream.generate(() -> picture(1)), 0);
            assertThat(summary.errors()).containsEntry("DIED", StandIn.QUICK.limit() + 1);
            assertThat(summary.restarts()).isEqualTo(StandIn.QUICK.limit());
        }
    }

    @Test
    void aRingPictureIsNamedByItsFrameAndNotPutIntoTheStore() {
        StandIn standIn = StandIn.that(folder, "echo \"$line\" >&2; answer");
        try (AlgorithmProcess process = standIn.process()) {
            run(process, Stream.of(new RingPicture(41, ImageMeta.ofSize(SIDE, SIDE))), 0);
        }
        assertThat(results.get(0).get("shared_mem_id").getAsString()).isEqualTo("ring:41");
        standIn.awaitLog(1);
        assertThat(standIn.log).anyMatch(line -> line.contains("\"shared_mem_id\":\"ring:41\""));
    }

    @Test
    void theSummarySaysHowManyHowLongAndWhatWentWrong() {
        try (AlgorithmProcess process =
                StandIn.that(folder, "if [[ -e once ]]; then answer; else touch once; exit 1; fi")
                        .process()) {
            RunSummary summary =
                    run(process, IntStream.range(0, 3).mapToObj(RunnerTest::picture), 0);
            assertThat(summary.lines().get(0)).isEqualTo("steps     3: 2 OK, 1 DIED");
            assertThat(summary.lines()).contains("restarts  1");
            assertThat(summary.toJson().getAsJsonObject("errors").get("DIED").getAsInt())
                    .isEqualTo(1);
        }
    }
}
