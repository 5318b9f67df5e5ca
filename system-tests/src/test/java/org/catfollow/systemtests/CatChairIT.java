package org.catfollow.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.catfollow.systemtests.PublishedTracks.Found;
import org.catfollow.systemtests.PublishedTracks.Seen;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A real cat jumps on a chair: detector, tracker and control in the roles they were made for. */
class CatChairIT {
    /** Frames of the sequence; and of them, those whose reference box is trusted. */
    private static final int FRAMES = 223;

    private static final int TRUSTED_FRAMES = 210;
    private static final double MEAN_OVERLAP = 0.6;

    private final Instance instance = new Instance("cat-chair");

    @AfterEach
    void leavesNothing() {
        instance.close();
    }

    @Test
    void followsTheCatInThePictures() throws IOException {
        Path pictures = Distribution.data("sequences/cat-chair/img");
        follows("images:" + pictures, "--framerate", "25");
    }

    @Test
    void followsTheCatInTheVideo() throws IOException {
        // At the rate that the file itself tells.
        follows("file:" + Distribution.data("sequences/cat-chair/cat-chair.avi"));
    }

    private void follows(String source, String... rate) throws IOException {
        ReferenceBoxes reference =
                ReferenceBoxes.read(Distribution.data("derived/vitgracer_cat_reference.csv"));
        assertThat(reference.size()).isEqualTo(TRUSTED_FRAMES);
        PublishedTracks published = new PublishedTracks();
        Launched up = instance.launching(upWords(source, rate));
        // Before the first frame: the first detection is to be seen.
        try (LiveRegion live = instance.attach()) {
            published.collect(
                    live.region(),
                    Await.PATIENCE,
                    () ->
                            firstBox(published) >= 0
                                    && newestFrame(published) > lastWanted(published));
            live.assertNothingTornWasUsed();
            StatKeys.assertComplete(StatKeys.ask(instance), true);
        }
        assertThat(up.finish().code()).as(up.errors()).isZero();
        assertFirstDetectionIsTheCat(published.found, reference);
        assertOverlap(source, published.tracks, reference);
        assertOneIdentity(published.tracks);
        assertThat(states(instance.log("control")))
                .startsWith("SEARCH", "ACQUIRE")
                .element(2)
                .isIn("APPROACH", "TRACK");
    }

    private static String[] upWords(String source, String... rate) {
        List<String> words =
                new ArrayList<>(
                        List.of(
                                "up",
                                "--source",
                                source,
                                "--loop",
                                "--model",
                                Distribution.model().toString(),
                                "--labels",
                                Distribution.labels().toString()));
        words.addAll(List.of(rate));
        return words.toArray(String[]::new);
    }

    /** Returns the position of the first track that has a box, -1 while there is none. */
    private static int firstBox(PublishedTracks published) {
        for (int i = 0; i < published.tracks.size(); i++) {
            if (published.tracks.get(i).hasBox()) {
                return i;
            }
        }
        return -1;
    }

    private static long newestFrame(PublishedTracks published) {
        return published.tracks.get(published.tracks.size() - 1).frameId();
    }

    /** One whole loop from the first box on. */
    private static long lastWanted(PublishedTracks published) {
        return published.tracks.get(firstBox(published)).frameId() + FRAMES;
    }

    private static void assertFirstDetectionIsTheCat(List<Found> found, ReferenceBoxes reference) {
        Found first = found.get(0);
        assertThat(first.label()).isEqualTo("cat");
        assertThat(first.score()).isGreaterThanOrEqualTo(0.5f);
        assertThat(reference.at(first.sourceIndex()))
                .as("reference at %s", first)
                .hasValueSatisfying(
                        box -> assertThat(box.overlap(first.box())).isGreaterThanOrEqualTo(0.9));
    }

    /** A frame without a box counts as one that is all wrong. */
    private static void assertOverlap(String source, List<Seen> tracks, ReferenceBoxes reference) {
        boolean begun = false;
        double sum = 0;
        int compared = 0;
        Set<Long> positions = new HashSet<>();
        for (Seen track : tracks) {
            begun |= track.hasBox();
            if (begun && reference.at(track.sourceIndex()).isPresent()) {
                ReferenceBoxes.Box box = reference.at(track.sourceIndex()).get();
                sum += track.hasBox() ? box.overlap(track.box()) : 0;
                compared++;
                positions.add(track.sourceIndex());
            }
        }
        System.out.printf(
                "%s: mean overlap %.3f over %d tracks at %d of %d positions%n",
                source, sum / compared, compared, positions.size(), TRUSTED_FRAMES);
        // Most frames get a track even where the machine is busy with other things.
        assertThat(positions).hasSizeGreaterThan(TRUSTED_FRAMES * 3 / 4);
        assertThat(sum / compared).isGreaterThanOrEqualTo(MEAN_OVERLAP);
    }

    /** There is one cat, also where the film begins again. */
    private static void assertOneIdentity(List<Seen> tracks) {
        assertThat(tracks.stream().filter(Seen::hasBox).map(Seen::trackId).distinct()).hasSize(1);
    }

    /** Returns the states that control entered from the first picture on, in order. */
    static List<String> states(String controlLog) {
        return Pattern.compile("state [A-Z]+ -> ([A-Z]+) \\(.*\\) at frame [1-9]")
                .matcher(controlLog)
                .results()
                .map(match -> match.group(1))
                .toList();
    }
}
