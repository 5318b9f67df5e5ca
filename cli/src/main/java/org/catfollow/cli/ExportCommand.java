package org.catfollow.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.catfollow.cli.recording.TextExport;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;
import org.catfollow.runtime.journal.JournalFiles;
import org.catfollow.runtime.recording.FrameList;
import org.catfollow.runtime.recording.RecordedFrames;
import org.catfollow.runtime.recording.RecordedJournal;
import org.catfollow.shm.layout.Role;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cat-follow export}: journals for other programs; a film for people. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Writes what the stages put out, from a recording or from the journals themselves, in"
                    + " forms that other programs read."
        })
final class ExportCommand implements Callable<Integer> {
    @CommandLine.ParentCommand private CatFollowCommand parent;
    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "DIR",
            description =
                    "What `record` made, or a folder of journals. Default: the journals of the"
                            + " robot that --name means, running or not.")
    private Path folder;

    @Option(names = "--csv", description = "frames.csv, detections.csv, tracks.csv, control.csv.")
    private boolean csv;

    @Option(
            names = "--jsonl",
            description = "records.jsonl: each record an object in a line, in the order of time.")
    private boolean jsonLines;

    @Option(
            names = "--mot",
            description =
                    "tracks-mot.txt: frame, id, left, top, width, height, confidence, -1, -1, -1;"
                            + " frames and pixels counted from 1.")
    private boolean mot;

    @Option(
            names = "--video",
            description =
                    "video.avi: the pictures of a recording in Motion JPEG, boxes and states drawn"
                            + " into them.")
    private boolean video;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Folder to write to (default: `export` in DIR, or here).")
    private Path out;

    @Override
    public Integer call() {
        if (!csv && !jsonLines && !mot && !video) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "what? give --csv, --jsonl, --mot or --video");
        }
        boolean recording = folder != null && Files.isRegularFile(folder.resolve(FrameList.NAME));
        if (video && !recording) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(),
                    "--video wants a recording with pictures; "
                            + (folder == null
                                    ? "name the folder that `record` made"
                                    : folder + " has no " + FrameList.NAME));
        }
        Path journals = recording ? folder.resolve(RecordedJournal.FOLDER) : journals();
        Path target =
                out != null ? out : folder == null ? Path.of("export") : folder.resolve("export");
        if (csv || jsonLines || mot) {
            requireJournal(journals);
        }
        text(journals, target, recording);
        if (video) {
            film(journals, target);
        }
        return ExitCode.DONE.code();
    }

    private Path journals() {
        return folder != null ? folder : parent.keptJournals();
    }

    private static void requireJournal(Path journals) {
        for (Role role : List.of(Role.CAPTURE, Role.DETECTOR, Role.TRACKER, Role.CONTROL)) {
            if (JournalFiles.isJournal(JournalFiles.outputs(journals, role.stageName()))) {
                return;
            }
        }
        throw new StageFailure(
                ExitCode.FAILED,
                "there is no journal of any stage in "
                        + journals
                        + "; the stages keep them when `deploy/launch.sh up` starts them (a stage"
                        + " started alone needs --journal)");
    }

    private void text(Path journals, Path target, boolean recording) {
        PrintWriter printer = spec.commandLine().getOut();
        TextExport export = new TextExport(journals, target);
        if (csv) {
            export.csv().forEach(printer::println);
        }
        if (jsonLines) {
            printer.println(export.jsonLines());
        }
        if (mot) {
            printer.println(export.mot(recording ? numbers() : Map.of()));
        }
        if (export.unreadable() > 0) {
            spec.commandLine()
                    .getErr()
                    .println(export.unreadable() + " records left out: " + export.problem());
        }
        printer.flush();
        if ((csv || jsonLines || mot) && export.records() == 0) {
            throw new StageFailure(
                    ExitCode.FAILED,
                    "there is not one record in the journals in "
                            + journals
                            + " that could be read; they are empty or damaged");
        }
    }

    /** Returns the frames' numbers in the order of the recording, from 1. */
    private Map<Long, Long> numbers() {
        Map<Long, Long> numbers = new HashMap<>();
        for (FrameList.Entry entry : FrameList.read(folder)) {
            numbers.put(entry.frameId(), numbers.size() + 1L);
        }
        return numbers;
    }

    private void film(Path journals, Path target) {
        try (RecordedFrames frames = new RecordedFrames(folder);
                VideoExport export = new VideoExport(frames, journals)) {
            if (frames.ids().isEmpty()) {
                throw new StageFailure(ExitCode.FAILED, folder + " lists no pictures");
            }
            Files.createDirectories(target);
            Path file = target.resolve("video.avi");
            long count = export.write(file);
            spec.commandLine().getOut().println(file + ", " + count + " frames");
            spec.commandLine().getOut().flush();
        } catch (IOException e) {
            throw new StageFailure(ExitCode.FAILED, "cannot make " + target + ": " + e, e);
        }
    }
}
