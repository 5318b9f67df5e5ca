package org.catfollow.detector;

import java.time.Duration;
import org.catfollow.detector.change.ModelInbox;
import org.catfollow.detector.change.ModelTrial;
import org.catfollow.runtime.StageAgent;
import org.catfollow.runtime.StageContext;
import org.catfollow.shm.slots.ModelRequest;
import org.catfollow.shm.slots.ModelState;

/**
 * The stage's duty cycle with the model in force, and between two rounds the change to another one that
 * somebody asked for. One thread; costs one look at a word a round.
 */
final class ModelSwitch implements StageAgent {
    /** A large model on a busy Raspberry Pi. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** So that who asked reads the answer before the next request has one. */
    private static final long ANSWER_STANDS_NANOS = 500_000_000;

    private final ModelInForce model;
    private final StageContext context;
    private final ModelTrial trial;
    private final ModelInbox inbox;
    private StageAgent agent;

    /** Null while nobody asks for another one. */
    private ModelLoading loading;

    private long answeredNanos;

    ModelSwitch(ModelInForce model, StageContext context) {
        this(model, context, new ModelTrial(DetectorCommand.class, PATIENCE));
    }

    /** With a trial of the test's. */
    ModelSwitch(ModelInForce model, StageContext context, ModelTrial trial) {
        this.model = model;
        this.context = context;
        this.trial = trial;
        this.agent = model.agent(context);
        this.answeredNanos = System.nanoTime() - ANSWER_STANDS_NANOS;
        this.inbox =
                new ModelInbox(
                        context.region(), context.claim(), model.attach(), System.nanoTime());
    }

    @Override
    public boolean doWork() {
        boolean more = agent.doWork();
        if (loading == null) {
            if (inbox.hasNews() && System.nanoTime() - answeredNanos >= ANSWER_STANDS_NANOS) {
                begin();
            }
        } else if (loading.isDone()) {
            finish();
        }
        return more;
    }

    private void begin() {
        ModelRequest request = inbox.take(System.nanoTime());
        if (request == null) {
            return;
        }
        context.log().info("asked for model {} by process {}", request.model, request.senderPid);
        inbox.answer(ModelState.TRYING, request.model, System.nanoTime());
        loading = ModelLoading.start(request, model.started(), trial);
    }

    private void finish() {
        ModelLoading loaded = loading;
        loading = null;
        answeredNanos = System.nanoTime();
        TfliteDetector detector = loaded.detector();
        if (detector == null) {
            context.log().warn("the model stays as it is: {}", loaded.problem());
            inbox.answer(ModelState.REFUSED, loaded.problem(), System.nanoTime());
            return;
        }
        agent.close();
        model.replace(loaded.config(), detector);
        agent = model.agent(context);
        inbox.answer(
                ModelState.IN_FORCE,
                loaded.config().model().getFileName() + " (" + detector.type() + ")",
                System.nanoTime());
    }

    @Override
    public void housekeeping(long nowNanos) {
        agent.housekeeping(nowNanos);
    }

    @Override
    public void close() {
        if (loading != null) {
            loading.cancel();
        }
        agent.close();
    }
}
