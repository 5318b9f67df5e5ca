package org.catfollow.replay;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.catfollow.control.ControlReplay;
import org.catfollow.detector.DetectorReplay;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.ProcessExit;
import org.catfollow.runtime.ProductVersion;
import org.catfollow.runtime.RecordedFlags;
import org.catfollow.runtime.StageFailure;
import org.catfollow.tracker.TrackerReplay;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** {@code replay}: a recording through the stages' own code once more. No region, no car. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        versionProvider = ProductVersion.class,
        sortOptions = false,
        description = {
            "Runs a recording again through the stages' own code, in lock step, as fast as"
                    + " possible.",
            "Flags of detector, tracker and control that follow replace the recorded ones.",
            "To have the robot itself see the recording: deploy/launch.sh up --source replay:DIR"
        })
public final class ReplayCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "DIR", description = "What `cat-follow record` made.")
    private Path folder;

    @Option(
            names = "--compare",
            description =
                    "Compare each box, state and figure, bit for bit, with what was recorded; name"
                            + " the first frame that differs and how. Exit code 1 where something"
                            + " differs or could not be compared.")
    private boolean compare;

    @Option(
            names = "--reference",
            paramLabel = "WHAT",
            description =
                    "With what to compare: recorded, or replayed for a replay with the recorded"
                            + " flags. Default: recorded where the pictures are those that the"
                            + " stages saw (--format raw or png), else replayed.")
    private Reference reference;

    @Unmatched private List<String> changed = new ArrayList<>();

    @Spec private CommandSpec spec;

    /** With what is compared. */
    enum Reference {
        /** What the stages put out when it was recorded. */
        RECORDED,
        /** What they put out in a replay without changed flags. */
        REPLAYED
    }

    /** Runs it. */
    public static void main(String[] args) {
        ProcessExit.runAndExit(new ReplayCommand(), args);
    }

    @Override
    public Integer call() {
        changed.forEach(this::requireKnown);
        requireTaken();
        PrintWriter out = spec.commandLine().getOut();
        try (RecordedRun run = new RecordedRun(folder)) {
            if (run.frames().ids().isEmpty()) {
                throw new StageFailure(ExitCode.FAILED, folder + " lists no pictures");
            }
            boolean lossless = run.frames().isLossless();
            boolean againstRecord = reference == null ? lossless : reference == Reference.RECORDED;
            if (compare && againstRecord && !lossless) {
                throw new ParameterException(
                        spec.commandLine(),
                        "--reference recorded: the pictures of "
                                + folder
                                + " are JPEG, not the pixels that the stages saw; record with"
                                + " --format raw or png, or compare with --reference replayed");
            }
            if (compare && !lossless) {
                out.println(
                        "the pictures are JPEG, not the pixels that the stages saw: compared with a"
                                + " replay of the recorded flags");
            }
            long begun = System.nanoTime();
            try (ReplayRun replay = new ReplayRun(run, changed, againstRecord)) {
                List<StageFindings> findings = replay.run();
                double seconds = (System.nanoTime() - begun) * 1e-9;
                out.printf(
                        Locale.ROOT,
                        "%d frames in %.1f s, %.0f frames/s%n",
                        run.frames().ids().size(),
                        seconds,
                        run.frames().ids().size() / seconds);
                run.problems().forEach(out::println);
                return compare
                        ? verdict(findings, !run.problems().isEmpty(), out)
                        : summary(findings, out);
            }
        } catch (IllegalArgumentException e) {
            // What a file of a journal holds in place of a record; see StageRecord.
            throw new StageFailure(
                    ExitCode.FAILED,
                    "a journal in " + folder + " is damaged: " + e.getMessage(),
                    e);
        } finally {
            out.flush();
        }
    }

    private int summary(List<StageFindings> findings, PrintWriter out) {
        findings.forEach(stage -> out.println(stage.line()));
        return ExitCode.DONE.code();
    }

    private int verdict(List<StageFindings> findings, boolean damaged, PrintWriter out) {
        findings.forEach(stage -> out.println(stage.line()));
        StageFindings first =
                findings.stream()
                        .min(Comparator.comparingLong(StageFindings::firstNanos))
                        .orElseThrow();
        long compared = findings.stream().mapToLong(StageFindings::compared).sum();
        long left = findings.stream().mapToLong(StageFindings::leftOut).sum();
        if (first.differing() > 0) {
            out.println("DIFFERENT, first: " + first.first());
            return ExitCode.FAILED.code();
        }
        if (compared == 0 || left > 0 || damaged) {
            out.println("INCOMPLETE: what was compared is identical; " + left + " were not");
            return ExitCode.FAILED.code();
        }
        out.println("IDENTICAL");
        return ExitCode.DONE.code();
    }

    /** A second folder, say, would else pass for a flag's value and be forgotten. */
    private void requireTaken() {
        List<String> left = DetectorReplay.leftOf(changed);
        left.retainAll(TrackerReplay.leftOf(changed));
        left.retainAll(ControlReplay.leftOf(changed));
        if (!left.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "'"
                            + left.getFirst()
                            + "' belongs to no flag; give one DIR, and flags of detector, tracker"
                            + " and control as --flag VALUE");
        }
    }

    private void requireKnown(String word) {
        String flag = RecordedFlags.flagOf(word);
        boolean known =
                !word.startsWith("-")
                        || DetectorReplay.knows(flag)
                        || TrackerReplay.knows(flag)
                        || ControlReplay.knows(flag);
        if (!known) {
            throw new ParameterException(
                    spec.commandLine(),
                    flag + " is a flag neither of replay nor of detector, tracker or control");
        }
    }
}
