package org.catfollow.tracker;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;
import org.catfollow.runtime.natives.NativeLibraries;
import org.catfollow.tracker.filter.VisualTracker;
import org.catfollow.tracker.filter.VisualTrackers;
import org.catfollow.tracker.sequence.Box;
import org.catfollow.tracker.sequence.BoxFormat;
import org.catfollow.tracker.sequence.CallTimes;
import org.catfollow.tracker.sequence.Following;
import org.catfollow.tracker.sequence.FrameScores;
import org.catfollow.tracker.sequence.ReferenceOptions;
import org.catfollow.tracker.sequence.Sequence;
import org.catfollow.tracker.sequence.WholeFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code track}: follows one target through recorded pictures, as the robot would. No region needed. */
@Command(
        name = "track",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Follows one target through a folder of pictures with the robot's own tracker, and"
                        + " writes its boxes.")
final class TrackCommand implements Callable<Integer> {
    private static final String STANDARD_OUTPUT = "-";

    @Option(
            names = "--images",
            paramLabel = "DIR",
            required = true,
            description = "Pictures in natural order, in DIR or in DIR/img.")
    private Path images;

    @Option(
            names = "--init",
            paramLabel = "X,Y,W,H",
            description =
                    "Where the target is in the first picture; counted as --gt-origin says. Default:"
                            + " the first known box of --gt, in its picture.")
    private String init;

    @Mixin private ReferenceOptions reference;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            required = true,
            description =
                    "Where the boxes go, whole or not at all; - for standard output. Counted as"
                            + " --gt-origin says.")
    private Path out;

    @Option(
            names = "--format",
            paramLabel = "FORM",
            defaultValue = "otb",
            description =
                    "otb: x,y,width,height, a line a picture. mot:"
                            + " frame,1,x,y,width,height,confidence,-1,-1,-1. Default:"
                            + " ${DEFAULT-VALUE}.")
    private BoxFormat format;

    @Option(
            names = "--draw",
            paramLabel = "DIR",
            description = "Write the pictures, with boxes in them, into this folder.")
    private Path draw;

    @Mixin private VisualTrackerOptions tracker;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        Optional<Path> file = reference.file();
        if (init == null && file.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), "where is the target? pass --init X,Y,W,H, or --gt FILE");
        }
        int origin = reference.form().origin();
        Sequence sequence =
                file.isPresent()
                        ? Sequence.open(images, "--images", file, reference.form())
                        : Sequence.open(images, "--images");
        int start = init != null ? 0 : sequence.firstKnown(0);
        if (start < 0) {
            throw new StageFailure(
                    ExitCode.USAGE,
                    "--gt " + file.get() + ": no box is known in it; pass --init X,Y,W,H");
        }
        Box target = init != null ? initBox(origin) : sequence.reference().get(start);
        boolean toTerminal = out.toString().equals(STANDARD_OUTPUT);
        WholeFile boxes = toTerminal ? null : new WholeFile(out, "--out");
        NativeLibraries.loadOpenCv();
        Following following = follow(sequence, start, target);
        List<String> lines = format.lines(following.answers(), origin);
        PrintWriter printer = spec.commandLine().getOut();
        if (toTerminal) {
            lines.forEach(printer::println);
            printer.flush();
            printer = spec.commandLine().getErr();
        } else {
            boxes.write(lines);
        }
        summary(sequence, following).forEach(printer::println);
        printer.flush();
        return ExitCode.DONE.code();
    }

    private Box initBox(int origin) {
        Box box = Box.parse(init, "--init " + init, origin);
        if (!box.present()) {
            throw new StageFailure(
                    ExitCode.USAGE, "--init " + init + ": width and height must be more than 0");
        }
        return box;
    }

    private Following follow(Sequence sequence, int start, Box target) {
        Following.Viewer viewer =
                draw == null ? (index, picture, answer) -> {} : new DrawnBoxes(draw, sequence);
        Following following = new Following(sequence);
        try (VisualTracker visual = VisualTrackers.make(tracker.kind(), tracker.models())) {
            following.run(visual, start, target, viewer);
        }
        return following;
    }

    private List<String> summary(Sequence sequence, Following following) {
        CallTimes times = following.times();
        String frames =
                String.format(
                        Locale.ROOT,
                        "%d pictures of %dx%d, tracker %s",
                        sequence.length(),
                        following.columns(),
                        following.rows(),
                        tracker.kind());
        if (times.count() > 0) {
            frames +=
                    String.format(
                            Locale.ROOT,
                            ": %.0f frames/s, p50 %.2f ms, p99 %.2f ms",
                            times.perSecond(),
                            times.millis(50),
                            times.millis(99));
        }
        FrameScores scores = following.scores();
        if (scores.count() == 0) {
            return List.of(frames);
        }
        return List.of(
                frames,
                String.format(
                        Locale.ROOT,
                        "beside %d reference boxes: success AUC %.3f, precision at 20 pixels %.3f,"
                                + " mean IoU %.3f, lost %d time%s",
                        scores.count(),
                        scores.successAuc(),
                        scores.precision(),
                        scores.meanIou(),
                        scores.losses(),
                        scores.losses() == 1 ? "" : "s"));
    }
}
