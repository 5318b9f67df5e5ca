package org.catfollow.detector.change;

import org.catfollow.shm.region.Region;
import org.catfollow.shm.region.RoleClaim;
import org.catfollow.shm.sequence.TwoCellReader;
import org.catfollow.shm.sequence.TwoCellWriter;
import org.catfollow.shm.slots.ModelAnswer;
import org.catfollow.shm.slots.ModelAnswerCell;
import org.catfollow.shm.slots.ModelRequest;
import org.catfollow.shm.slots.ModelRequestCell;
import org.catfollow.shm.slots.ModelState;
import org.catfollow.shm.slots.StateSlot;
import org.catfollow.shm.waiting.Waker;

/**
 * The detector's end of requests for another model. One thread, in the process that holds the
 * detector's role; allocates only when there is a request.
 */
public final class ModelInbox {
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final TwoCellReader<ModelRequest> requests;
    private final TwoCellWriter<ModelAnswer> answers;
    private final Waker waker;
    private final ModelRequest request = new ModelRequest();
    private final ModelAnswer answer = new ModelAnswer();
    private long lastSeen;

    /**
     * Makes one, and brings the answer of the holder before this one up to date.
     *
     * @param sameProcess whether that was this process, which left the region for a moment and kept its
     *     model
     * @param nowNanos CLOCK_MONOTONIC
     */
    public ModelInbox(Region region, RoleClaim claim, boolean sameProcess, long nowNanos) {
        this.requests = region.stateReader(StateSlot.MODEL_REQUEST, ModelRequestCell.CODEC);
        this.answers = claim.stateWriter(StateSlot.MODEL_ANSWER, ModelAnswerCell.CODEC);
        this.waker = claim.stateWaker(StateSlot.MODEL_ANSWER);
        TwoCellReader<ModelAnswer> before =
                region.stateReader(StateSlot.MODEL_ANSWER, ModelAnswerCell.CODEC);
        if (before.read(answer) == TwoCellReader.Answer.VALUE) {
            lastSeen = answer.request;
            bringUpToDate(sameProcess, nowNanos);
        }
    }

    private void bringUpToDate(boolean sameProcess, long nowNanos) {
        if (answer.state == ModelState.TRYING && sameProcess) {
            answer(
                    ModelState.REFUSED,
                    "the region was left while it was tried; send it again",
                    nowNanos);
        } else if (answer.state == ModelState.TRYING) {
            answer(
                    ModelState.ENDED,
                    "the detector ended while it tried "
                            + answer.text
                            + ", and works with the model of its flags again",
                    nowNanos);
        } else if (answer.state == ModelState.IN_FORCE && !sameProcess) {
            answer(
                    ModelState.ENDED,
                    answer.text
                            + " was in force, and the detector was started again since, with the"
                            + " model of its flags",
                    nowNanos);
        }
    }

    /** Returns whether there is a request that was not looked at yet. */
    public boolean hasNews() {
        return requests.newestGeneration() != lastSeen;
    }

    /**
     * Takes the newest request; one that is too late or makes no sense is answered right away.
     *
     * @return the request, valid until the next call, or null
     */
    public ModelRequest take(long nowNanos) {
        TwoCellReader.Answer found = requests.read(request);
        if (found == TwoCellReader.Answer.CONTENDED) {
            return null; // it is being written at this moment; there will be another round
        }
        lastSeen =
                found == TwoCellReader.Answer.VALUE
                        ? requests.generation()
                        : requests.newestGeneration();
        if (found == TwoCellReader.Answer.EMPTY) {
            return null;
        }
        if (found == TwoCellReader.Answer.CORRUPT) {
            answer(ModelState.REFUSED, "the request makes no sense; send it again", nowNanos);
            return null;
        }
        long late = nowNanos - request.expiresNanos;
        if (late > 0) {
            answer(
                    ModelState.REFUSED,
                    "taken " + late / NANOS_PER_MILLI + " ms after its time to live; send it again",
                    nowNanos);
            return null;
        }
        return request;
    }

    /** Says what became of the request that was taken last. */
    public void answer(ModelState state, String text, long nowNanos) {
        answer.request = lastSeen;
        answer.nanos = nowNanos;
        answer.state = state;
        answer.text = text;
        answers.write(answer);
        waker.wake();
    }
}
