package org.catfollow.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.catfollow.systemtests.PublishedTracks.Seen;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A dog and a person walk by: the robot stays where it is. */
class NoCatIT {
    /** Without pictures it is IDLE, with pictures it searches. */
    private static final List<String> HARMLESS = List.of("IDLE", "SEARCH");

    private final Instance instance = new Instance("no-cat");

    @AfterEach
    void leavesNothing() {
        instance.close();
    }

    @Test
    void doesNotFollowADog() throws IOException {
        ignores("Vitgracer__DinoV3-Object-Tracking/dog.mp4", 220, "24");
    }

    @Test
    void doesNotFollowAPerson() throws IOException {
        ignores(
                "dafmontenegro__pi-tensorflow-lite-object-detection/"
                        + "human_pi-tensorflow-lite-object-detection.mp4",
                105,
                "14.42",
                "--slot-width",
                "1280",
                "--slot-height",
                "720");
    }

    private void ignores(String video, int frames, String rate, String... size) throws IOException {
        Path file = Distribution.data(video);
        Path pictures = instance.folder.resolve("pictures");
        assertThat(VideoFrames.extract(file, pictures)).isEqualTo(frames);
        PublishedTracks published = new PublishedTracks();
        Launched up =
                instance.launching(
                        Stream.concat(
                                        Stream.of(
                                                "up",
                                                "--source",
                                                "images:" + pictures,
                                                "--framerate",
                                                rate,
                                                "--model",
                                                Distribution.model().toString(),
                                                "--labels",
                                                Distribution.labels().toString()),
                                        Stream.of(size))
                                .toArray(String[]::new));
        try (LiveRegion live = instance.attach()) {
            published.collect(
                    live.region(),
                    Await.PATIENCE,
                    () -> instance.log("launcher").contains("capture: finished"));
            assertThat(live.frames().newestFrame()).isEqualTo(frames);
            live.assertNothingTornWasUsed();
        }
        assertThat(up.finish().code()).as(up.errors()).isZero();
        System.out.printf(
                "%s: %d tracks and %d results for %d frames%n",
                file.getFileName(), published.tracks.size(), published.results, frames);
        assertThat(published.found).as("cats found at 0.5 or more").isEmpty();
        assertThat(published.results).isGreaterThan(frames / 4);
        assertThat(published.tracks).hasSizeGreaterThan(frames / 2);
        assertThat(published.tracks).noneMatch(Seen::hasBox);
        List<String> states = CatChairIT.states(instance.log("control"));
        assertThat(states).isNotEmpty().isSubsetOf(HARMLESS);
    }
}
