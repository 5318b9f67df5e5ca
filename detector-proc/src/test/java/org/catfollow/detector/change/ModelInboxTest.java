package org.catfollow.detector.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.catfollow.shm.layout.Geometry;
import org.catfollow.shm.layout.Role;
import org.catfollow.shm.region.Region;
import org.catfollow.shm.region.RegionCreator;
import org.catfollow.shm.region.RegionFiles;
import org.catfollow.shm.region.RoleClaim;
import org.catfollow.shm.sequence.TwoCellReader;
import org.catfollow.shm.slots.ModelAnswer;
import org.catfollow.shm.slots.ModelAnswerCell;
import org.catfollow.shm.slots.ModelRequest;
import org.catfollow.shm.slots.ModelState;
import org.catfollow.shm.slots.StateSlot;
import org.catfollow.shm.waiting.Waiter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelInboxTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final long MILLI = 1_000_000;
    private static final long NOW = 5_000 * MILLI;

    @TempDir private Path folder;
    private Region region;
    private RoleClaim detector;

    @BeforeEach
    void attach() {
        RegionFiles files = new RegionFiles(folder.resolve("region"));
        RegionCreator.createIfMissing(files, new Geometry(4, 64, 64), SECOND);
        region = Region.attach(files, SECOND);
        detector = region.claim(Role.DETECTOR);
    }

    @AfterEach
    void detach() {
        detector.close();
        region.close();
    }

    private ModelInbox inbox() {
        return new ModelInbox(region, detector, false, NOW);
    }

    private void ask(String model, long expiresNanos) {
        ModelRequest request = new ModelRequest();
        request.model = model;
        request.expiresNanos = expiresNanos;
        assertThat(region.request(request, SECOND)).isPositive();
    }

    private ModelAnswer answer() {
        ModelAnswer answer = new ModelAnswer();
        assertThat(region.stateReader(StateSlot.MODEL_ANSWER, ModelAnswerCell.CODEC).read(answer))
                .isEqualTo(TwoCellReader.Answer.VALUE);
        return answer;
    }

    @Test
    void anEmptyRegionHasNoNews() {
        ModelInbox inbox = inbox();
        assertThat(inbox.hasNews()).isFalse();
        assertThat(inbox.take(NOW)).isNull();
    }

    @Test
    void aRequestIsTakenOnceAndAnsweredByItsNumber() {
        ModelInbox inbox = inbox();
        ask("/a.tflite", NOW + 1);
        assertThat(inbox.hasNews()).isTrue();
        assertThat(inbox.take(NOW).model).isEqualTo("/a.tflite");
        assertThat(inbox.hasNews()).isFalse();
        inbox.answer(ModelState.TRYING, "/a.tflite", NOW + 2);
        ModelAnswer answer = answer();
        assertThat(answer.request).isEqualTo(1);
        assertThat(answer.state).isEqualTo(ModelState.TRYING);
        assertThat(answer.text).isEqualTo("/a.tflite");
        assertThat(answer.nanos).isEqualTo(NOW + 2);
    }

    @Test
    void onlyTheNewestRequestCounts() {
        ModelInbox inbox = inbox();
        ask("/a.tflite", NOW + 1);
        ask("/b.tflite", NOW + 1);
        assertThat(inbox.take(NOW).model).isEqualTo("/b.tflite");
        inbox.answer(ModelState.IN_FORCE, "b", NOW);
        assertThat(answer().request).isEqualTo(2);
        assertThat(inbox.hasNews()).isFalse();
    }

    @Test
    void aRequestThatIsTooLateIsAnsweredAndNotObeyed() {
        ModelInbox inbox = inbox();
        ask("/a.tflite", NOW - 7 * MILLI);
        assertThat(inbox.take(NOW)).isNull();
        assertThat(inbox.hasNews()).isFalse();
        assertThat(answer().state).isEqualTo(ModelState.REFUSED);
        assertThat(answer().text).isEqualTo("taken 7 ms after its time to live; send it again");
    }

    @Test
    void aRequestThatNobodyHasTakenIsThereForTheNextDetector() {
        ask("/a.tflite", NOW + 1);
        ModelInbox next = inbox();
        assertThat(next.hasNews()).isTrue();
        assertThat(next.take(NOW).model).isEqualTo("/a.tflite");
    }

    @Test
    void aRequestThatWasBeingTriedEndedWithItsDetector() {
        ModelInbox dead = inbox();
        ask("/a.tflite", NOW + 1);
        assertThat(dead.take(NOW)).isNotNull();
        dead.answer(ModelState.TRYING, "/a.tflite", NOW);
        ModelInbox next = inbox();
        assertThat(next.hasNews()).isFalse();
        assertThat(answer().request).isEqualTo(1);
        assertThat(answer().state).isEqualTo(ModelState.ENDED);
        assertThat(answer().text).startsWith("the detector ended while it tried /a.tflite, and");
    }

    @Test
    void whatWasInForceEndedWithItsDetectorAndIsNotTakenAgain() {
        ModelInbox before = inbox();
        ask("/a.tflite", NOW + 1);
        assertThat(before.take(NOW)).isNotNull();
        before.answer(ModelState.IN_FORCE, "a", NOW);
        assertThat(inbox().hasNews()).isFalse();
        assertThat(answer().request).isEqualTo(1);
        assertThat(answer().state).isEqualTo(ModelState.ENDED);
        assertThat(answer().text).startsWith("a was in force, and the detector was started again");
    }

    @Test
    void aDetectorThatLeftTheRegionForAMomentKeepsItsModelAndGivesUpItsTrial() {
        ModelInbox before = inbox();
        ask("/a.tflite", NOW + 1);
        assertThat(before.take(NOW)).isNotNull();
        before.answer(ModelState.IN_FORCE, "a", NOW);
        assertThat(new ModelInbox(region, detector, true, NOW).hasNews()).isFalse();
        assertThat(answer().state).isEqualTo(ModelState.IN_FORCE);
        ask("/b.tflite", NOW + 1);
        assertThat(before.take(NOW)).isNotNull();
        before.answer(ModelState.TRYING, "/b.tflite", NOW);
        assertThat(new ModelInbox(region, detector, true, NOW).hasNews()).isFalse();
        assertThat(answer().state).isEqualTo(ModelState.REFUSED);
        assertThat(answer().text)
                .isEqualTo("the region was left while it was tried; send it again");
    }

    @Test
    void anAnswerWakesWhoWaitsForIt() throws InterruptedException {
        ModelInbox inbox = inbox();
        ask("/a.tflite", NOW + 1);
        assertThat(inbox.take(NOW)).isNotNull();
        try (Waiter waiter = region.stateWaiter(StateSlot.MODEL_ANSWER)) {
            Thread answering = new Thread(() -> inbox.answer(ModelState.IN_FORCE, "a", NOW));
            answering.start();
            assertThat(waiter.awaitChange(0, 10_000 * MILLI)).isTrue();
            answering.join();
        }
    }
}
