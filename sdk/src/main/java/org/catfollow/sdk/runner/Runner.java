package org.catfollow.sdk.runner;

import com.google.gson.JsonObject;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.catfollow.sdk.algorithm.AlgorithmResult;
import org.catfollow.sdk.algorithm.ExecuteRequest;
import org.catfollow.shm.images.ImageStore;
import org.catfollow.shm.images.ImageStoreFullException;

/**
 * Hands an algorithm one picture after the other: into the store, execute, out of the store. One thread.
 */
public final class Runner {
    private static final String NO_SLOT = "NO_SLOT";
    private static final String UNREADABLE = "UNREADABLE";

    /** Codes of steps in which nobody was asked. */
    static final Set<String> OWN_CODES = Set.of(NO_SLOT, UNREADABLE);

    private static final double NANOS_PER_MILLI = 1_000_000;

    private final ImageStore store;
    private final AlgorithmProcess algorithm;
    private final JsonObject userParams;
    private final JsonObject session;
    private final Consumer<JsonObject> results;
    private final RunSummary summary = new RunSummary();

    /**
     * Makes one.
     *
     * @param store takes the pictures; this run's alone
     * @param userParams told with each step
     * @param session told with each step
     * @param results takes one object for each step: {@code step}, {@code picture}, {@code shared_mem_id},
     *     {@code status}, {@code data} or {@code code} and {@code message}, {@code ms}
     */
    public Runner(
            ImageStore store,
            AlgorithmProcess algorithm,
            JsonObject userParams,
            JsonObject session,
            Consumer<JsonObject> results) {
        this.store = store;
        this.algorithm = algorithm;
        this.userParams = userParams;
        this.session = session;
        this.results = results;
    }

    /**
     * Runs until the pictures end, the steps are done, the algorithm is given up, or it is cancelled.
     *
     * @param steps how many at most; 0: as many as there are
     */
    public RunSummary run(PictureSource pictures, long steps) {
        AlgorithmResult ready = algorithm.preExecute();
        summary.started(ready);
        boolean on = ready.isOk();
        while (on && (steps == 0 || summary.steps() < steps)) {
            // First, as a start takes longer than a live frame stays.
            AlgorithmResult again = algorithm.preExecute();
            Optional<Picture> picture = pictures.next();
            on = picture.isPresent() && step(picture.get(), again);
        }
        return summary();
    }

    /** Returns what the run has come to so far, for when the pictures fail. */
    public RunSummary summary() {
        summary.restarted(algorithm.restarts());
        return summary;
    }

    /** Returns whether to go on. */
    private boolean step(Picture picture, AlgorithmResult ready) {
        String key = "img-" + summary.steps();
        JsonObject line = new JsonObject();
        line.addProperty("step", summary.steps());
        line.addProperty("picture", picture.name());
        AlgorithmResult result = ready.isOk() ? offered(picture, key, line) : ready;
        if (isCancelled(result)) {
            return false;
        }
        line.addProperty("status", result.isOk() ? "OK" : "ERROR");
        if (result.isOk()) {
            line.add("data", result.data());
        } else {
            line.addProperty("code", result.code());
            line.addProperty("message", result.message());
        }
        summary.step(result);
        results.accept(line);
        return !algorithm.isGivenUp();
    }

    /** Such a step is none: it is not counted. */
    private static boolean isCancelled(AlgorithmResult result) {
        return !result.isOk() && result.code().equals(Loss.CANCELLED.name());
    }

    private AlgorithmResult offered(Picture picture, String key, JsonObject line) {
        String id;
        try {
            id = placed(picture, key);
        } catch (ImageStoreFullException e) {
            summary.foundNoSlot();
            return AlgorithmResult.error(NO_SLOT, e.getMessage());
        } catch (PictureException e) {
            return AlgorithmResult.error(UNREADABLE, e.getMessage());
        }
        line.addProperty("shared_mem_id", id);
        long begun = System.nanoTime();
        AlgorithmResult result = algorithm.execute(request(picture, id));
        long took = System.nanoTime() - begun;
        line.addProperty("ms", Math.round(took / NANOS_PER_MILLI * 1000) / 1000.0);
        if (!isCancelled(result)) {
            summary.took(took);
        }
        letGo(id.equals(key), key);
        return result;
    }

    /** An algorithm that gives no image back is ended for it: else none would find a slot any more. */
    private String placed(Picture picture, String key) {
        try {
            return picture.offer(store, key);
        } catch (ImageStoreFullException e) {
            if (!algorithm.isStarted() || store.leased() < store.slots()) {
                throw e;
            }
            algorithm.replace(Loss.KEPT_IMAGES + ", all " + store.slots() + " of the store");
            return picture.offer(store, key);
        }
    }

    private ExecuteRequest request(Picture picture, String id) {
        return new ExecuteRequest(
                summary.steps(),
                Long.toString(ProcessHandle.current().pid()),
                session,
                userParams,
                id,
                picture.meta());
    }

    private void letGo(boolean stored, String key) {
        if (!algorithm.isStarted()) {
            // The kernel lets go of a dead process's leases: this must stay 0.
            summary.outlived(store.leased());
        }
        if (stored && !store.remove(key) && algorithm.isStarted()) {
            summary.kept();
        }
    }
}
