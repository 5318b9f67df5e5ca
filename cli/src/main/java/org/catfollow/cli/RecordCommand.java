package org.catfollow.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.catfollow.cli.launching.Interruption;
import org.catfollow.cli.recording.FlightRecorder;
import org.catfollow.cli.recording.FrameSpool;
import org.catfollow.cli.recording.PictureFormat;
import org.catfollow.cli.recording.Recording;
import org.catfollow.cli.recording.RecordingWriter;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;
import org.catfollow.runtime.natives.NativeLibraries;
import org.catfollow.runtime.terminal.WorkBar;
import org.catfollow.shm.region.Region;
import org.catfollow.shm.ring.FrameReader;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cat-follow record}: the live ring and the stages' journals into a folder. */
@Command(
        name = "record",
        mixinStandardHelpOptions = true,
        description = {
            "Stores the frames of the live ring and what the stages make of them in a folder, until"
                    + " Ctrl-C or as many as wanted.",
            "capture-proc --source replay:DIR plays the frames at the same intervals; `export` and"
                    + " `replay` take all of it."
        })
final class RecordCommand implements Runnable {
    private static final long ROUND_NANOS = 200_000_000L;
    private static final long SILENCE_NANOS = 10_000_000_000L;
    private static final long LAST_FRAME_SECONDS = 15;
    private static final String NONE = "none";

    /** So much before the oldest frame its journals' records may begin. */
    private static final long BEFORE_NANOS = 2_000_000_000L;

    @CommandLine.ParentCommand private CatFollowCommand parent;
    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "DIR",
            description = "Folder; made where missing.")
    private Path folder;

    @Option(
            names = "--flight",
            paramLabel = "DIR",
            description = {
                "Instead: watch, and store the last 10 s (5 pictures a second, and the journals) in"
                        + " a folder of its own in DIR whenever a stage dies, the target is lost, a"
                        + " fault comes or STOP is pressed; the newest 20 are kept. The launcher starts"
                        + " this."
            })
    private Path flight;

    @Option(names = "--seconds", paramLabel = "S", description = "End after this time.")
    private double seconds;

    @Option(names = "--frames", paramLabel = "N", description = "End after so many frames.")
    private long frames;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "jpeg",
            description =
                    "jpeg; png or raw for unchanged pixels, which `replay --compare` wants to"
                            + " compare with what was recorded: raw needs a disk that takes 27 MB/s"
                            + " (640x480 at 30/s), png a quick processor (default:"
                            + " ${DEFAULT-VALUE}).")
    private PictureFormat format = PictureFormat.JPEG;

    @Option(
            names = "--buffer-mb",
            paramLabel = "MB",
            defaultValue = "64",
            description =
                    "Memory for frames that the disk has not taken yet (default:"
                            + " ${DEFAULT-VALUE}).")
    private int bufferMegabytes = 64;

    @Option(
            names = "--journal",
            paramLabel = "DIR|none",
            description =
                    "Where the stages keep their journals (default: where those of --name have"
                            + " been told to keep them); none: only frames.")
    private String journal;

    @Option(
            names = "--wait",
            paramLabel = "S",
            description = "How long to wait for a robot that is not there yet (default: 0).")
    private double waitSeconds;

    @Option(names = "--ready-pipe", hidden = true, paramLabel = "FIFO")
    private Path readyPipe;

    private final Interruption interruption = new Interruption("record", LAST_FRAME_SECONDS);
    private long taken;
    private long missed;

    @Override
    public void run() {
        if (!(seconds >= 0) || frames < 0 || (seconds > 0 && frames > 0)) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "give --seconds or --frames, over 0");
        }
        if (bufferMegabytes < 1 || !(waitSeconds >= 0)) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "--buffer-mb must be 1 or more, --wait 0 or more");
        }
        if ((folder == null) == (flight == null)) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "give DIR to record into, or --flight DIR");
        }
        NativeLibraries.loadOpenCv();
        Path journals = journals();
        if (flight != null) {
            watch(journals);
            return;
        }
        try (Interruption heeded = interruption;
                Region region =
                        Region.attach(
                                parent.files(), Duration.ofMillis((long) (1000 * waitSeconds)));
                FrameReader reader = region.frameReader();
                Recording recording = Recording.create(folder)) {
            heeded.heed();
            report(record(region, reader, recording, journals));
        }
    }

    private void report(long records) {
        PrintWriter out = spec.commandLine().getOut();
        out.printf(
                "%d frames in %s, %d missed; play them with --source replay:%s%n",
                taken, folder, missed, folder);
        if (missed > 0) {
            out.println(
                    "a frame is missed when disk or processor are too slow for "
                            + format
                            + "; try another --format, a larger --buffer-mb or a lower"
                            + " --framerate");
        }
        if (records > 0) {
            out.println(records + " records of the stages beside them; see `export` and `replay`");
        }
        out.flush();
    }

    private void watch(Path journals) {
        try (Interruption heeded = interruption) {
            heeded.heed();
            new FlightRecorder(
                            parent.files(),
                            flight,
                            journals,
                            line -> {
                                spec.commandLine().getOut().println(line);
                                spec.commandLine().getOut().flush();
                            })
                    .run(heeded::asked);
        }
    }

    /** Returns where the stages keep theirs, null for nowhere. */
    private Path journals() {
        if (journal != null) {
            return journal.equals(NONE) ? null : Path.of(journal);
        }
        return parent.isOfInstance() ? parent.journals().orElse(null) : null;
    }

    private long record(Region region, FrameReader reader, Recording recording, Path journals) {
        long begun = System.nanoTime();
        FrameSpool spool =
                new FrameSpool(
                        (long) bufferMegabytes << 20, (int) region.geometry().slotCapacityBytes());
        // Before the first frame all that the stages did on this region belongs to it: on a busy
        // machine some of them are at work long before the others, and before us.
        long from =
                reader.newestFrame() <= 0 ? region.header().createdNanos() : begun - BEFORE_NANOS;
        RecordingWriter writer =
                new RecordingWriter(spool, recording, format, folder, journals, from);
        try (WorkBar bar = new WorkBar("record", frames > 0 ? frames : -1)) {
            sayReady();
            take(region, reader, spool, writer, bar, begun);
        } finally {
            writer.close();
        }
        writer.check();
        return writer.records();
    }

    private void take(
            Region region,
            FrameReader reader,
            FrameSpool spool,
            RecordingWriter writer,
            WorkBar bar,
            long begun) {
        long heard = begun;
        // With what the ring still holds: the half second before is often why one records.
        long last = reader.oldestFrame() - 1;
        long now = begun;
        while (!isDone(now - begun)) {
            boolean newer = reader.awaitNewer(last, ROUND_NANOS);
            writer.check();
            if (region.isLost()) {
                // To touch what was cut off would be the end of this process.
                throw gone(
                        "region " + parent.files().region() + " was removed or replaced", writer);
            }
            if (newer) {
                heard = now;
                long wanted = Math.max(last + 1, reader.oldestFrame());
                missed += wanted - last - 1;
                if (spool.take(reader, wanted)) {
                    taken++;
                } else {
                    missed++;
                }
                last = wanted;
                bar.at(taken);
            } else if (now - heard > SILENCE_NANOS && readyPipe == null) {
                throw new StageFailure(
                        ExitCode.FAILED,
                        "no frame for 10 s in "
                                + parent.files().region()
                                + "; "
                                + writer.stored()
                                + " are stored; see "
                                + parent.files().launcher("logs capture"));
            }
            now = System.nanoTime();
        }
    }

    private static StageFailure gone(String what, RecordingWriter writer) {
        return new StageFailure(
                ExitCode.FAILED,
                what + "; " + writer.stored() + " frames are stored; record into another folder");
    }

    private boolean isDone(long elapsedNanos) {
        return interruption.asked()
                || (frames > 0 && taken >= frames)
                || (seconds > 0 && elapsedNanos >= seconds * 1e9);
    }

    /** Tells the launcher, which has capture wait for it; one that has gone is no reason to stop. */
    private void sayReady() {
        if (readyPipe == null || !Files.exists(readyPipe)) {
            return;
        }
        // For reading too: opened for writing alone, a pipe that nobody reads would hold us up.
        try (FileChannel channel =
                FileChannel.open(readyPipe, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap("recording\n".getBytes(StandardCharsets.US_ASCII)));
        } catch (IOException e) {
            spec.commandLine().getErr().println("cannot tell " + readyPipe + ": " + e.getMessage());
        }
    }
}
