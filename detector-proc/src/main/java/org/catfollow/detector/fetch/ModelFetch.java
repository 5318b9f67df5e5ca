package org.catfollow.detector.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.catfollow.detector.catalogue.CatalogueModel;
import org.catfollow.detector.catalogue.FetchedFile;
import org.catfollow.detector.catalogue.ModelsFolder;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;

/**
 * Brings the files of a model into the folder: all or none. What is on its way when the process is
 * asked to end is removed; after a harder end, a part lies there under a name of its own, until the next
 * fetch.
 */
public final class ModelFetch {
    /** How it went. */
    public enum Outcome {
        /** Nothing to do. */
        ALREADY_THERE,
        /** It is there now. */
        FETCHED
    }

    private final CatalogueModel model;
    private final Path folder;
    private final List<FetchedFile> files;
    private final FileOrigin origin;
    private final Progress progress;

    // Guarded by this.
    private final List<PartFile> parts = new ArrayList<>();
    private boolean ended;

    /** Makes one; nothing is done yet. */
    public ModelFetch(
            CatalogueModel model, ModelsFolder folder, FileOrigin origin, Progress progress) {
        this.model = model;
        this.folder = folder.path();
        this.files = folder.files(model);
        this.origin = origin;
        this.progress = progress;
    }

    /**
     * Fetches what is missing.
     *
     * @param force whether to replace files that are there and differ from the published ones
     * @throws StageFailure (model) where what is there or what comes is not what was published, (failed)
     *     where it cannot be had or written
     */
    public Outcome run(boolean force) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw PartFile.unwritable(folder, e);
        }
        FetchLock lock = FetchLock.take(folder);
        try {
            List<FetchedFile> wanted = files.stream().filter(file -> !file.isRight()).toList();
            if (wanted.isEmpty()) {
                return Outcome.ALREADY_THERE;
            }
            // Nothing replaces a folder.
            wanted.forEach(file -> PartFile.requireFree(file.path()));
            if (!force) {
                wanted.stream().filter(FetchedFile::isThere).forEach(this::refuse);
            }
            fetch(wanted);
            return Outcome.FETCHED;
        } finally {
            lock.close();
        }
    }

    private void refuse(FetchedFile file) {
        throw new StageFailure(
                ExitCode.MODEL,
                file.path()
                        + " is there and is not what was published: "
                        + file.difference()
                        + "; --force replaces it");
    }

    private void fetch(List<FetchedFile> wanted) {
        Thread atExit = new Thread(this::discard, "fetch-clean-up");
        Runtime.getRuntime().addShutdownHook(atExit);
        try {
            wanted.forEach(this::receive);
            commit();
        } finally {
            discard();
            forget(atExit);
        }
    }

    private static void forget(Thread atExit) {
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            // It is running.
        }
    }

    private void receive(FetchedFile file) {
        PartFile part = begin(file);
        String where = origin.where(model, file.published());
        try (InputStream in = origin.open(model, file.published())) {
            progress.begin(file.published().fileName(), where, file.published().bytes());
            try {
                part.receive(in, progress);
            } finally {
                progress.end();
            }
        } catch (WrongContentException e) {
            throw failure(ExitCode.MODEL, file, where, e);
        } catch (IOException e) {
            throw failure(ExitCode.FAILED, file, where, e);
        } finally {
            part.close();
        }
    }

    private synchronized PartFile begin(FetchedFile file) {
        requireGoingOn();
        PartFile part = new PartFile(file);
        part.create();
        parts.add(part);
        return part;
    }

    /** An end of the process has removed what came, and must not be outrun. */
    private void requireGoingOn() {
        if (ended) {
            throw new StageFailure(ExitCode.FAILED, "interrupted; nothing was kept");
        }
    }

    private StageFailure failure(
            ExitCode code, FetchedFile file, String where, IOException reason) {
        return new StageFailure(
                code,
                "cannot fetch "
                        + file.published().fileName()
                        + " of model "
                        + model.name()
                        + " from "
                        + where
                        + ": "
                        + reason.getMessage()
                        + "; nothing was kept; "
                        + origin.remedy(),
                reason);
    }

    /** All get their names, which an end of the process waits for. */
    private synchronized void commit() {
        requireGoingOn();
        parts.forEach(PartFile::prepareCommit);
        List<PartFile> named = new ArrayList<>();
        try {
            for (PartFile part : parts) {
                part.commit();
                named.add(part);
            }
        } catch (StageFailure e) {
            String left = named.stream().map(PartFile::putBack).collect(Collectors.joining());
            throw new StageFailure(e.exitCode(), e.getMessage() + left, e);
        }
        try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
            // The names themselves, should the power go.
            directory.force(true);
        } catch (IOException e) {
            throw PartFile.unwritable(folder, e);
        }
    }

    private synchronized void discard() {
        ended = true;
        parts.forEach(PartFile::discard);
    }
}
