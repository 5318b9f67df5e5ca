package org.catfollow.detector;

import java.io.Console;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.catfollow.detector.catalogue.Catalogue;
import org.catfollow.detector.catalogue.CatalogueModel;
import org.catfollow.detector.catalogue.FetchedFile;
import org.catfollow.detector.catalogue.OwnModel;
import org.catfollow.detector.fetch.BarProgress;
import org.catfollow.detector.fetch.FileOrigin;
import org.catfollow.detector.fetch.LineProgress;
import org.catfollow.detector.fetch.LocalOrigin;
import org.catfollow.detector.fetch.ModelFetch;
import org.catfollow.detector.fetch.Progress;
import org.catfollow.detector.fetch.WebOrigin;
import org.catfollow.runtime.ExitCode;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code model fetch}: brings a model of others onto this machine, under a name. */
@Command(
        name = "fetch",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Downloads a model from its publisher, checks size and SHA-256, and keeps it under its name.",
            "Proxies: those of https_proxy, http_proxy and no_proxy, or of Java's own properties."
        })
final class ModelFetchCommand implements Callable<Integer> {
    private static final int LONGEST_SECONDS = 3_600;

    @Parameters(
            paramLabel = "NAME",
            arity = "0..1",
            defaultValue = "ssd-coco",
            description = "Which one; `model list` has all. Default: ${DEFAULT-VALUE}.")
    private String name;

    @ArgGroup private Elsewhere elsewhere = new Elsewhere();

    @Mixin private ModelsFolderOptions folder;

    @Option(
            names = "--force",
            description =
                    "Replace what is there under its name and differs from what was published.")
    private boolean force;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "30",
            description =
                    "How long to wait for the server, and for more of a file. Default:"
                            + " ${DEFAULT-VALUE}.")
    private int timeoutSeconds;

    @Spec private CommandSpec spec;

    /** Where it comes from, if not from its publisher. */
    private static final class Elsewhere {
        @Option(
                names = "--from",
                paramLabel = "FILE|FOLDER",
                description =
                        "Take what was downloaded already, with the same checks: the model, with its"
                                + " label file beside it, or the folder of both.")
        private Path local;

        @Option(
                names = "--url",
                paramLabel = "URL",
                description = "Folder of a mirror that has the files under the publisher's names.")
        private String mirror;
    }

    @Override
    public Integer call() {
        if (timeoutSeconds < 1 || timeoutSeconds > LONGEST_SECONDS) {
            throw misuse("--timeout " + timeoutSeconds + " is outside 1.." + LONGEST_SECONDS);
        }
        if (name.equals(OwnModel.NAME)) {
            // Where it is missing, that is said: nothing can be fetched all the same.
            OwnModel.here().requireFile();
            say(name + " comes with cat-follow: nothing to fetch");
            return ExitCode.DONE.code();
        }
        Catalogue catalogue = Catalogue.shipped();
        CatalogueModel model =
                catalogue
                        .find(name)
                        .orElseThrow(
                                () ->
                                        misuse(
                                                "no model '"
                                                        + name
                                                        + "' can be fetched; there are "
                                                        + String.join(", ", catalogue.names())));
        ModelFetch fetch = new ModelFetch(model, folder.folder(), origin(), progress());
        report(model, fetch.run(force));
        return ExitCode.DONE.code();
    }

    private FileOrigin origin() {
        return elsewhere.local == null
                ? WebOrigin.of(elsewhere.mirror, Duration.ofSeconds(timeoutSeconds))
                : new LocalOrigin(elsewhere.local);
    }

    private Progress progress() {
        // There is none, or it is no terminal, where input or output is a file or a pipe.
        boolean terminal =
                Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
        return terminal
                ? new BarProgress(System.out)
                : new LineProgress(spec.commandLine().getOut());
    }

    private void report(CatalogueModel model, ModelFetch.Outcome outcome) {
        say(
                (outcome == ModelFetch.Outcome.FETCHED ? "fetched " : "already there: ")
                        + model.name()
                        + ", "
                        + model.bytes()
                        + " bytes, size and SHA-256 as published");
        for (FetchedFile file : folder.folder().files(model)) {
            say("  " + file.path());
        }
        say("licence: " + model.licence());
        say("use it with " + usage(model));
    }

    private String usage(CatalogueModel model) {
        if (folder.isUsual()) {
            return "--model " + model.name();
        }
        String file = "--model " + folder.folder().model(model.name());
        return model.labels() == null
                ? file
                : file + " --labels " + folder.folder().labels(model.name());
    }

    private void say(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }

    private ParameterException misuse(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
