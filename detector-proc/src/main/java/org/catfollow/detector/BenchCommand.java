package org.catfollow.detector;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.catfollow.detector.accuracy.AnnotatedPicture;
import org.catfollow.detector.accuracy.CocoAnnotations;
import org.catfollow.detector.catalogue.OwnModel;
import org.catfollow.runtime.ExitCode;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code bench}: how long models take, and how well their boxes fit what people saw. No region needed.
 */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Measures models: how long a look takes, step by step, and how well the boxes fit"
                        + " annotated pictures (COCO's average precision).")
final class BenchCommand implements Callable<Integer> {
    @ArgGroup(
            exclusive = false,
            multiplicity = "0..*",
            heading =
                    "%nEach model, with the flags that belong to it after it; without any "
                            + OwnModel.NAME
                            + ":%n")
    private List<ModelFileOptions> models;

    @ArgGroup(exclusive = true, heading = "%nPictures; without any a drawn one, 640x480:%n")
    private Pictures pictures = new Pictures();

    @Option(
            names = "--class",
            paramLabel = "NAME",
            defaultValue = "cat",
            description =
                    "What to look for; a name of the annotations and of the models' labels. Default:"
                            + " ${DEFAULT-VALUE}.")
    private String className;

    @Option(
            names = "--min-score",
            paramLabel = "SCORE",
            defaultValue = "0.5",
            description =
                    "Lowest score of a box that the robot would use: for recall, false alarms and"
                            + " times. Default: ${DEFAULT-VALUE}.")
    private float minScore;

    @Option(
            names = "--threads",
            paramLabel = "N",
            split = ",",
            defaultValue = "1",
            description =
                    "Threads of the inference; several, such as 1,2, are measured each. Default:"
                            + " ${DEFAULT-VALUE}.")
    private List<Integer> threads;

    @Option(
            names = "--runs",
            paramLabel = "N",
            defaultValue = "100",
            description =
                    "Timed looks at least, spread evenly over the pictures. Default:"
                            + " ${DEFAULT-VALUE}.")
    private int runs;

    @Option(
            names = "--compare-xnnpack",
            description =
                    "Measure each model without XNNPACK too, and compare the boxes; code 1 where they"
                            + " differ.")
    private boolean compareXnnpack;

    @Option(names = "--json", description = "One JSON object in place of the table.")
    private boolean json;

    @Spec private CommandSpec spec;

    /** Where the pictures come from. */
    private static final class Pictures {
        @ArgGroup(exclusive = false)
        private Annotated annotated;

        @Option(
                names = "--image",
                paramLabel = "FILE",
                arity = "1..*",
                description = "Pictures of which nothing is known: for times only.")
        private List<Path> images = List.of();
    }

    /** Pictures of which it is known what is in them. */
    private static final class Annotated {
        @Option(
                names = "--annotations",
                paramLabel = "FILE",
                required = true,
                description = "Annotated pictures, in the form of COCO's instances_val2017.json.")
        private Path file;

        @Option(
                names = "--images",
                paramLabel = "FOLDER",
                description = "Where the annotated pictures are. Default: the folder of the file.")
        private Path folder;
    }

    @Override
    public Integer call() {
        try (BenchRun run = BenchRun.open(config())) {
            warn(run);
            run.look();
            PrintWriter out = spec.commandLine().getOut();
            out.println(json ? BenchJson.of(run) : BenchTable.of(run));
            out.flush();
            boolean same = run.agreements().stream().allMatch(BoxAgreement::agrees);
            return (same ? ExitCode.DONE : ExitCode.FAILED).code();
        }
    }

    private BenchConfig config() {
        List<ModelFileOptions> asked = models == null ? List.of() : models;
        for (ModelFileOptions model : asked) {
            if (!model.isNamed()) {
                throw new ParameterException(
                        spec.commandLine(),
                        "--labels and --model-type come after the --model that they belong to");
            }
        }
        Stream<ModelFileOptions> measured =
                asked.isEmpty() ? Stream.of(new ModelFileOptions()) : asked.stream();
        return new BenchConfig(
                measured.map(ModelFileOptions::choice).toList(),
                pictures(),
                pictures.annotated != null,
                className,
                minScore,
                threads,
                runs,
                compareXnnpack);
    }

    private List<AnnotatedPicture> pictures() {
        if (pictures.annotated == null) {
            return pictures.images.stream()
                    .map(image -> new AnnotatedPicture(image, 0, 0, List.of()))
                    .toList();
        }
        Path file = pictures.annotated.file;
        Path folder =
                pictures.annotated.folder == null
                        ? file.toAbsolutePath().getParent()
                        : pictures.annotated.folder;
        return CocoAnnotations.read(file, folder, className);
    }

    private void warn(BenchRun run) {
        PrintWriter err = spec.commandLine().getErr();
        for (BenchedModel model : run.models()) {
            if (!model.warning().isEmpty()) {
                err.println("bench: " + model.file() + ": " + model.warning());
            }
        }
        err.flush();
    }
}
