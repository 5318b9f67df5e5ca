package org.catfollow.tracker.sequence;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;
import org.catfollow.runtime.natives.NativeLibraries;
import org.catfollow.tracker.filter.TrackerKind;
import org.catfollow.tracker.filter.VisualTrackers;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Flags of a comparison of trackers, and the comparison itself, for {@code @Mixin}. */
public final class BenchOptions {
    @ArgGroup(
            exclusive = false,
            multiplicity = "1..*",
            heading = "%nEach sequence, with the flags that belong to it after it:%n")
    private List<SequenceChoice> sequences = new ArrayList<>();

    @ArgGroup(
            exclusive = false,
            multiplicity = "0..*",
            heading =
                    "%nTrackers, with the models that they need after them; without any all that need"
                            + " none:%n")
    private List<TrackerChoice> trackers = new ArrayList<>();

    @Option(
            names = "--runs",
            paramLabel = "KIND",
            split = ",",
            defaultValue = "ope,sre,tre,supervised",
            description =
                    "From which boxes, in which way: ${COMPLETION-CANDIDATES}. Default: all of"
                            + " them.")
    private List<RunKind> runs = new ArrayList<>();

    @Option(names = "--json", description = "One JSON object in place of the tables.")
    private boolean json;

    /** Makes the defaults; picocli fills in what the user gave. */
    public BenchOptions() {}

    /** A sequence and its reference boxes. */
    static final class SequenceChoice extends ReferenceOptions {
        @Option(
                names = "--sequence",
                paramLabel = "DIR",
                required = true,
                description =
                        "Pictures in natural order, in DIR or in DIR/img; without --gt their boxes are"
                                + " in DIR/groundtruth_rect.txt.")
        private Path folder;

        @Option(
                names = "--called",
                paramLabel = "NAME",
                description = "What tables call it. Default: the folder's name.")
        private String name;

        Sequence open() {
            Sequence sequence = Sequence.open(folder, "--sequence", file(), form());
            return name == null ? sequence : sequence.named(name);
        }
    }

    /** Trackers and the models of those that need some; no list is made here, groups would share it. */
    static final class TrackerChoice {
        @Option(
                names = "--tracker",
                paramLabel = "KIND[,KIND...]",
                required = true,
                converter = Kinds.class,
                description = "One or more of " + Kinds.NAMES + ".")
        private Kinds kinds;

        @Option(
                names = "--tracker-model",
                paramLabel = "FILE",
                split = ",",
                description = "Model of vit; of nano the backbone, then the head.")
        private List<Path> models;
    }

    /** Several kinds in one value: an option of many values would not begin another group. */
    static final class Kinds implements ITypeConverter<Kinds> {
        private static final String NAMES = "cf, kcf, mosse, mil, nano, vit";

        private List<TrackerKind> list = List.of();

        @Override
        public Kinds convert(String text) {
            Kinds kinds = new Kinds();
            try {
                kinds.list =
                        Arrays.stream(text.split(",", -1))
                                .map(name -> TrackerKind.valueOf(name.toUpperCase(Locale.ROOT)))
                                .toList();
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(
                        "expected one or more of " + NAMES + ", was '" + text + "'");
            }
            return kinds;
        }
    }

    /**
     * Runs the comparison and prints it.
     *
     * @param others trackers that compete beside ours; made when the flags have been checked
     * @throws StageFailure where a sequence or a model cannot be used
     */
    public void run(Supplier<List<Contender>> others, PrintWriter out) {
        NativeLibraries.loadOpenCv();
        List<Sequence> opened = sequences.stream().map(SequenceChoice::open).toList();
        List<Contender> contenders = new ArrayList<>();
        try {
            addOurs(contenders);
            contenders.addAll(others.get());
            Bench bench = new Bench(contenders, opened);
            bench.run(runs.stream().distinct().sorted().toList());
            out.println(json ? BenchJson.of(bench) : BenchTable.of(bench));
            out.flush();
        } finally {
            contenders.forEach(Contender::close);
        }
    }

    private void addOurs(List<Contender> contenders) {
        for (TrackerChoice choice : trackers) {
            List<Path> models = choice.models == null ? List.of() : choice.models;
            choice.kinds.list.forEach(kind -> contenders.add(ours(kind, models)));
        }
        if (!trackers.isEmpty()) {
            return;
        }
        for (TrackerKind kind : TrackerKind.values()) {
            try {
                contenders.add(ours(kind, List.of()));
            } catch (StageFailure e) {
                if (e.exitCode() != ExitCode.USAGE && e.exitCode() != ExitCode.MODEL) {
                    throw e;
                }
                // It needs a model.
            }
        }
    }

    private static Contender ours(TrackerKind kind, List<Path> models) {
        return new OwnContender(kind.toString(), () -> VisualTrackers.make(kind, models));
    }
}
