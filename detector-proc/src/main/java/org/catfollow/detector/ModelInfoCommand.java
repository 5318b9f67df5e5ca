package org.catfollow.detector;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.StringJoiner;
import java.util.concurrent.Callable;
import org.catfollow.detector.catalogue.ModelNames;
import org.catfollow.detector.catalogue.NamedModel;
import org.catfollow.detector.catalogue.OwnModel;
import org.catfollow.detector.catalogue.Provenance;
import org.catfollow.detector.heads.FoundHead;
import org.catfollow.detector.heads.HeadFinder;
import org.catfollow.detector.inference.TensorInfo;
import org.catfollow.detector.inference.TfliteModel;
import org.catfollow.detector.labels.LabelFile;
import org.catfollow.detector.labels.Labels;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code model info}: what a model is, as the stage sees it. */
@Command(
        name = "info",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Says what a model is: its kind, tensors, labels, and how long it takes here.")
final class ModelInfoCommand implements Callable<Integer> {
    private static final int RUNS = 20;
    private static final int SHOWN_NAMES = 8;

    @Parameters(
            paramLabel = "MODEL",
            arity = "0..1",
            description =
                    "Name of a model, or a TensorFlow Lite file. Default: " + OwnModel.NAME + ".")
    private String asked;

    @Option(
            names = "--labels",
            paramLabel = "FILE",
            description =
                    "Names of its classes. Default: those fetched with it, or those inside the model.")
    private Path labels;

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "1",
            description = "Threads of the inference. Default: ${DEFAULT-VALUE}.")
    private int threads;

    @Option(names = "--no-xnnpack", description = "Do without the XNNPACK delegate.")
    private boolean noXnnpack;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        ModelNames names = ModelNames.here();
        NamedModel named = find(names);
        Path file = named.file();
        PrintWriter out = spec.commandLine().getOut();
        Provenance provenance = Provenance.of(named, names);
        if (Files.isRegularFile(file)) {
            // Before it is opened: that may be why it cannot be.
            row(out, "file", file + ", " + Files.size(file) + " bytes");
            provenance.facts().forEach(fact -> row(out, fact.name(), fact.text()));
            out.flush();
        }
        try (TfliteModel model = TfliteModel.open(file, threads, !noXnnpack)) {
            Optional<FoundHead> head = HeadFinder.find(model.description());
            row(
                    out,
                    "kind",
                    head.map(ModelInfoCommand::kind)
                            .orElse(
                                    "none that is known ("
                                            + HeadFinder.knownTypes()
                                            + "); --model-type may force one"));
            row(out, "input", describe(model.description().input()));
            model.normalization()
                    .ifPresent(
                            n ->
                                    row(
                                            out,
                                            "metadata",
                                            "mean " + n.mean() + ", std " + n.deviation()));
            for (TensorInfo output : model.description().outputs()) {
                row(out, "output", describe(output));
            }
            row(out, "labels", labels(named, head.map(FoundHead::classCount)));
            row(out, "inference", inference(model));
            if (!model.warning().isEmpty()) {
                row(out, "warning", model.warning());
            }
            out.flush();
            boolean usable = head.isPresent() && provenance.agrees();
            return (usable ? ExitCode.DONE : ExitCode.MODEL).code();
        }
    }

    /** Of one that can be fetched something is known all the same. */
    private NamedModel find(ModelNames names) {
        try {
            return asked == null ? names.ours() : names.resolve(asked);
        } catch (StageFailure e) {
            PrintWriter out = spec.commandLine().getOut();
            Provenance.ofPublished(asked, names.folder())
                    .facts()
                    .forEach(fact -> row(out, fact.name(), fact.text()));
            out.flush();
            throw e;
        }
    }

    private static void row(PrintWriter out, String name, String text) {
        out.printf(Locale.ROOT, "%-10s %s%n", name, text);
    }

    private static String kind(FoundHead head) {
        return head.type()
                + (head.classCount().isPresent()
                        ? ", " + head.classCount().getAsInt() + " classes"
                        : "");
    }

    private static String describe(TensorInfo tensor) {
        return tensor.scale() == 0f
                ? tensor.toString()
                : tensor + ", scale " + tensor.scale() + ", zero point " + tensor.zeroPoint();
    }

    private String labels(NamedModel named, Optional<OptionalInt> classCount) {
        try {
            Labels found = LabelFile.read(labels == null ? named.labels() : labels, named.file());
            if (classCount.isPresent() && classCount.get().isPresent()) {
                found = found.fittedTo(classCount.get().getAsInt());
            }
            return describe(found);
        } catch (StageFailure e) {
            return "none that can be used: " + e.getMessage();
        }
    }

    private static String describe(Labels found) {
        StringJoiner names = new StringJoiner(", ");
        int count = 0;
        for (int i = 0; i < found.size(); i++) {
            if (found.name(i) != null) {
                count++;
                if (count <= SHOWN_NAMES) {
                    names.add(i + " " + found.name(i));
                }
            }
        }
        return count
                + " names in "
                + found.source()
                + ": "
                + names
                + (count > SHOWN_NAMES ? ", ..." : "");
    }

    private String inference(TfliteModel model) {
        long[] nanos = new long[RUNS];
        for (int i = 0; i < RUNS; i++) {
            long begun = System.nanoTime();
            model.invoke();
            nanos[i] = System.nanoTime() - begun;
        }
        Arrays.sort(nanos);
        return String.format(
                Locale.ROOT,
                "%.1f ms (median of %d runs on %d thread%s, %s XNNPACK)",
                nanos[RUNS / 2] / 1e6,
                RUNS,
                threads,
                threads == 1 ? "" : "s",
                noXnnpack || !model.warning().isEmpty() ? "without" : "with");
    }
}
