package org.catfollow.detector;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.catfollow.detector.catalogue.ModelNames;
import org.catfollow.detector.catalogue.NamedModel;
import org.catfollow.detector.change.ModelTrial;
import org.catfollow.detector.heads.ModelType;
import org.catfollow.detector.labels.LabelFile;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;
import org.catfollow.shm.slots.ModelRequest;
import org.slf4j.LoggerFactory;

/**
 * A model that is tried in a process of its own and then opened in this one, on a thread of its own,
 * while the one in force goes on. The stage's thread starts it, asks whether it is done, and takes the
 * result or cancels.
 */
final class ModelLoading {
    /** Its process is gone by then. */
    private static final Duration GOODBYE = Duration.ofMillis(500);

    private final ModelTrial trial;
    private final DetectorConfig started;
    private final String model;
    private final String labels;
    private final String kind;
    private final Thread thread;

    // Guarded by this.
    private boolean done;
    private boolean cancelled;
    private DetectorConfig config;
    private TfliteDetector detector;
    private String problem = "";

    private ModelLoading(ModelRequest request, DetectorConfig started, ModelTrial trial) {
        this.trial = trial;
        this.started = started;
        this.model = request.model;
        this.labels = request.labels;
        this.kind = request.kind;
        this.thread = new Thread(this::run, "model-loader");
        thread.setDaemon(true);
    }

    /** Begins to load what {@code request} names, with all other settings as they were at the start. */
    static ModelLoading start(ModelRequest request, DetectorConfig started, ModelTrial trial) {
        ModelLoading loading = new ModelLoading(request, started, trial);
        loading.thread.start();
        return loading;
    }

    private void run() {
        try {
            DetectorConfig wanted = wantedConfig();
            Object before = version(wanted.model());
            Optional<String> wrong = trial.problem(arguments(wanted));
            if (wrong.isPresent()) {
                finish(wanted, null, wrong.get());
                return;
            }
            // What was not tried is not opened here; nor is it used where it came in between.
            requireSame(wanted.model(), before);
            TfliteDetector opened = TfliteDetector.open(wanted);
            boolean same = false;
            try {
                requireSame(wanted.model(), before);
                same = true;
            } finally {
                if (!same) {
                    opened.close();
                }
            }
            finish(wanted, opened, "");
        } catch (StageFailure | InvalidPathException e) {
            // What lies in the region is input, and may be no path at all.
            finish(started, null, e.getMessage());
        } catch (InterruptedException e) {
            finish(started, null, "the detector was stopped while it tried it");
        } catch (RuntimeException | Error e) {
            LoggerFactory.getLogger(ModelLoading.class).error("unexpected failure", e);
            finish(started, null, "unexpected failure: " + e + "; please report it with the log");
        }
    }

    private DetectorConfig wantedConfig() {
        NamedModel named = ModelNames.here().resolveSent(model);
        Path file = named.file();
        Path labelFile = labels.isEmpty() ? named.labels() : Path.of(labels);
        if (labelFile == null && Files.isRegularFile(file) && !LabelFile.areInside(file)) {
            labelFile = started.labels();
        }
        return started.withModel(file, labelFile, type());
    }

    private ModelType type() {
        if (kind.isEmpty()) {
            return null;
        }
        for (ModelType type : ModelType.values()) {
            if (type.toString().equals(kind.toLowerCase(Locale.ROOT))) {
                return type;
            }
        }
        throw new StageFailure(
                ExitCode.USAGE,
                "--model-type " + kind + " is none of " + List.of(ModelType.values()));
    }

    private static void requireSame(Path file, Object before) {
        if (!version(file).equals(before)) {
            throw new StageFailure(
                    ExitCode.MODEL, file + " was changed while it was tried; send it again");
        }
    }

    /** What changes when the file is written anew. */
    private static Object version(Path file) {
        try {
            return Files.readAttributes(file, "unix:size,lastModifiedTime,ctime,ino,dev");
        } catch (IOException e) {
            return "none";
        }
    }

    /** The smoke test's; the classes are looked up when it is opened here. */
    private static List<String> arguments(DetectorConfig wanted) {
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "--smoketest",
                                "--trial",
                                "--model=" + wanted.model(),
                                "--classes=all",
                                "--threads=" + wanted.threads()));
        if (wanted.labels() != null) {
            arguments.add("--labels=" + wanted.labels());
        }
        if (wanted.decode().modelType() != null) {
            arguments.add("--model-type=" + wanted.decode().modelType());
        }
        if (!wanted.xnnpack()) {
            arguments.add("--no-xnnpack");
        }
        return arguments;
    }

    private synchronized void finish(
            DetectorConfig newConfig, TfliteDetector newDetector, String newProblem) {
        if (cancelled && newDetector != null) {
            newDetector.close();
            return;
        }
        config = newConfig;
        detector = newDetector;
        problem = newProblem;
        done = true;
    }

    /** Returns whether it came to an end, one way or the other. */
    synchronized boolean isDone() {
        return done;
    }

    /** Returns why there is no detector; empty when there is one. */
    synchronized String problem() {
        return problem;
    }

    /** Returns the settings of {@link #detector}. */
    synchronized DetectorConfig config() {
        return config;
    }

    /** Returns the detector, which is the caller's from now on. */
    synchronized TfliteDetector detector() {
        TfliteDetector taken = detector;
        detector = null;
        return taken;
    }

    /** Ends it, and its process; a detector that nobody has taken is closed. */
    void cancel() {
        synchronized (this) {
            cancelled = true;
            if (detector != null) {
                detector.close();
                detector = null;
            }
        }
        thread.interrupt();
        try {
            thread.join(GOODBYE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
