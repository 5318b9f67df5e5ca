package org.catfollow.cli.algo;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;
import org.catfollow.sdk.algorithm.AlgorithmResult;
import org.catfollow.sdk.algorithm.ExecuteRequest;
import org.catfollow.sdk.algorithm.JsonLine;
import org.catfollow.sdk.images.ColorSpace;
import org.catfollow.sdk.images.ImageMeta;
import org.catfollow.sdk.images.ImageMode;
import org.catfollow.sdk.runner.AlgorithmProcess;
import org.catfollow.sdk.runner.RestartRule;
import org.catfollow.shm.images.ImageStore;

/**
 * Tries an algorithm on what it will meet: its manifest, its start, a picture, a size of zero, a picture
 * that is missing. Each is a line; the first that fails for good ends the trial.
 */
final class Trial {
    private static final int WIDTH = 640;
    private static final int HEIGHT = 480;
    private static final String PICTURE = "trial-picture";
    private static final String MISSING = "trial-missing";
    private static final int LAST_WORDS = 5;
    private static final int SHOWN = 200;

    private final Path folder;
    private final Consumer<String> out;
    private final ArrayDeque<String> words = new ArrayDeque<>();
    private volatile AlgorithmProcess running;
    private volatile boolean cancelled;
    private int failures;

    /**
     * Prepares.
     *
     * @param out takes a line for each thing that was tried
     */
    Trial(Path folder, Consumer<String> out) {
        this.folder = folder;
        this.out = out;
    }

    /**
     * Tries all, once.
     *
     * @return the manifest, null where something failed or it was cancelled
     */
    Manifest run() {
        Manifest manifest = cancelled ? null : tryAll();
        return failures == 0 && !cancelled ? manifest : null;
    }

    /** Ends the algorithm, and the trial soon. Any thread. */
    void cancel() {
        cancelled = true;
        AlgorithmProcess process = running;
        if (process != null) {
            process.cancel();
        }
    }

    private Manifest tryAll() {
        ManifestReader.Reading reading = ManifestReader.read(folder);
        reading.mistakes().forEach(mistake -> failed("manifest", mistake));
        Manifest manifest = reading.manifest();
        if (manifest == null) {
            return null;
        }
        well("manifest", manifest.name() + " " + manifest.version());
        String missing = AlgorithmStart.missing(manifest, folder);
        if (!missing.isEmpty()) {
            failed("program", missing);
            return null;
        }
        well(
                "program",
                manifest.language() == Language.JAVA
                        ? manifest.className()
                        : String.join(" ", manifest.command()));
        tryOut(manifest);
        return manifest;
    }

    private void tryOut(Manifest manifest) {
        Path place = temporary();
        try (ImageStore store =
                ImageStore.create(place.resolve("trial.images"), 2, 3L * WIDTH * HEIGHT)) {
            store.putArray(PICTURE, WIDTH, HEIGHT, 3, ImageStore.Order.BGR, madeUp());
            if (production(manifest, store) && !cancelled) {
                development(manifest, store);
            }
            int leases = store.leased();
            if (leases > 0) {
                failed("leases", leases + " are held by nobody that lives");
            }
        } finally {
            AlgorithmFolder.remove(place);
        }
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("cat-follow-trial-");
        } catch (IOException e) {
            throw new StageFailure(
                    ExitCode.FAILED, "cannot make a temporary folder: " + Why.of(e), e);
        }
    }

    /** Shades in both directions, so that it is neither black nor even. */
    private static ByteBuffer madeUp() {
        ByteBuffer pixels = ByteBuffer.allocateDirect(3 * WIDTH * HEIGHT);
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                pixels.put((byte) x).put((byte) y).put((byte) (x * y));
            }
        }
        return pixels.flip();
    }

    private boolean production(Manifest manifest, ImageStore store) {
        try (AlgorithmProcess process = process(manifest, store, ImageMode.PRODUCTION)) {
            if (!start("pre_execute", process)) {
                return false;
            }
            AlgorithmResult picture = ask(process, manifest, 0, PICTURE, WIDTH, HEIGHT);
            if (picture.isOk()) {
                well("picture", shown(picture));
            } else {
                failed("picture", shown(picture));
            }
            answered("size of zero", ask(process, manifest, 1, PICTURE, 0, 0));
            String what = "missing picture, production";
            AlgorithmResult missing = ask(process, manifest, 2, MISSING, WIDTH, HEIGHT);
            if (missing.isOk()) {
                failed(
                        what,
                        "it says OK to a picture that is not there: "
                                + shown(missing)
                                + "; answer with an error when the picture cannot be read");
            } else {
                answered(what, missing);
            }
            return true;
        }
    }

    private void development(Manifest manifest, ImageStore store) {
        try (AlgorithmProcess process = process(manifest, store, ImageMode.DEVELOPMENT)) {
            if (start("pre_execute, development", process)) {
                answered(
                        "missing picture, development",
                        ask(process, manifest, 0, MISSING, WIDTH, HEIGHT));
            }
        }
    }

    private AlgorithmProcess process(Manifest manifest, ImageStore store, ImageMode mode) {
        AlgorithmProcess made =
                new AlgorithmProcess(
                        new AlgorithmStart(
                                        manifest,
                                        folder,
                                        store.file(),
                                        null,
                                        mode,
                                        manifest.userParams(),
                                        manifest.timeout(),
                                        RestartRule.DEFAULT,
                                        this::hear)
                                .settings());
        running = made;
        if (cancelled) {
            made.cancel();
        }
        return made;
    }

    private synchronized void hear(String line) {
        if (words.size() == LAST_WORDS) {
            words.removeFirst();
        }
        words.addLast(line);
    }

    private boolean start(String what, AlgorithmProcess process) {
        AlgorithmResult ready = process.preExecute();
        if (ready.isOk()) {
            well(what, "OK");
        } else {
            failed(what, shown(ready));
        }
        return ready.isOk();
    }

    private static AlgorithmResult ask(
            AlgorithmProcess process,
            Manifest manifest,
            int step,
            String id,
            int width,
            int height) {
        return process.execute(
                new ExecuteRequest(
                        step,
                        Long.toString(ProcessHandle.current().pid()),
                        new JsonObject(),
                        manifest.userParams(),
                        id,
                        new ImageMeta(width, height, 0, "trial", ColorSpace.BGR)));
    }

    /** An error of the algorithm's own is an answer; no answer is a failure. */
    private void answered(String what, AlgorithmResult result) {
        if (!AlgorithmProcess.isLoss(result)) {
            well(what, shown(result));
        } else {
            failed(what, shown(result));
        }
    }

    private static String shown(AlgorithmResult result) {
        String text =
                result.isOk()
                        ? "OK " + JsonLine.of(result.data())
                        : result.code() + ": " + result.message();
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
    }

    private void well(String what, String text) {
        out.accept(String.format(Locale.ROOT, "ok      %-29s %s", what, text));
    }

    private void failed(String what, String text) {
        if (cancelled) {
            return;
        }
        failures++;
        out.accept(String.format(Locale.ROOT, "failed  %-29s %s", what, text));
        List<String> said;
        synchronized (this) {
            said = new ArrayList<>(words);
            words.clear();
        }
        said.forEach(line -> out.accept("        it said: " + line));
    }
}
