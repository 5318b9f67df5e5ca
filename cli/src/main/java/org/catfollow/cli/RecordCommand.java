package org.catfollow.cli;

import java.nio.file.Path;
import org.catfollow.cli.launching.Interruption;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;
import org.catfollow.runtime.natives.NativeLibraries;
import org.catfollow.runtime.vision.FrameMats;
import org.catfollow.shm.region.Region;
import org.catfollow.shm.ring.FrameReader;
import org.opencv.core.MatOfByte;
import org.opencv.imgcodecs.Imgcodecs;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cat-follow record}: the live ring into a folder that capture can play again. */
@Command(
        name = "record",
        mixinStandardHelpOptions = true,
        description = {
            "Stores the frames of the live ring in a folder, until Ctrl-C or as many as wanted.",
            "capture-proc --source replay:DIR plays it at the same intervals."
        })
final class RecordCommand implements Runnable {
    private static final long ROUND_NANOS = 200_000_000L;
    private static final long SILENCE_NANOS = 10_000_000_000L;
    private static final long LAST_FRAME_SECONDS = 5;

    /** How the pictures are stored. */
    enum Format {
        /** Small, and a little changed. */
        JPEG("jpg"),
        /** Unchanged. */
        PNG("png");

        private final String ending;

        Format(String ending) {
            this.ending = ending;
        }
    }

    @CommandLine.ParentCommand private CatFollowCommand parent;
    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

    @Parameters(index = "0", paramLabel = "DIR", description = "Folder; made where missing.")
    private Path folder;

    @Option(names = "--seconds", paramLabel = "S", description = "End after this time.")
    private double seconds;

    @Option(names = "--frames", paramLabel = "N", description = "End after so many frames.")
    private long frames;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "jpeg",
            description = "jpeg, or png for unchanged pixels (default: ${DEFAULT-VALUE}).")
    private Format format = Format.JPEG;

    private final Interruption interruption = new Interruption("record", LAST_FRAME_SECONDS);
    private long missed;

    @Override
    public void run() {
        if (!(seconds >= 0) || frames < 0 || (seconds > 0 && frames > 0)) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "give --seconds or --frames, over 0");
        }
        NativeLibraries.loadOpenCv();
        try (Interruption heeded = interruption;
                Region region = parent.attach();
                FrameReader reader = region.frameReader();
                FrameMats mats = new FrameMats(region.geometry().slotCount());
                Recording recording = Recording.create(folder)) {
            heeded.heed();
            record(region, reader, mats, recording);
            spec.commandLine()
                    .getOut()
                    .printf(
                            "%d frames in %s, %d missed; play them with --source replay:%s%n",
                            recording.stored(), folder, missed, folder);
            spec.commandLine().getOut().flush();
        }
    }

    private void record(Region region, FrameReader reader, FrameMats mats, Recording recording) {
        long begun = System.nanoTime();
        long heard = begun;
        // With what the ring still holds: the half second before is often why one records.
        long last = reader.oldestFrame() - 1;
        MatOfByte encoded = new MatOfByte();
        long now = begun;
        while (!isDone(recording, now - begun)) {
            boolean newer = reader.awaitNewer(last, ROUND_NANOS);
            if (region.isLost()) {
                // To touch what was cut off would be the end of this process.
                throw new StageFailure(
                        ExitCode.FAILED,
                        "region "
                                + parent.files().region()
                                + " was removed or replaced; "
                                + recording.stored()
                                + " frames are stored; record into another folder");
            }
            if (newer) {
                heard = now;
                long wanted = Math.max(last + 1, reader.oldestFrame());
                missed += wanted - last - 1;
                store(wanted, reader, mats, encoded, recording);
                last = wanted;
            } else if (now - heard > SILENCE_NANOS) {
                throw new StageFailure(
                        ExitCode.FAILED,
                        "no frame for 10 s in "
                                + parent.files().region()
                                + "; "
                                + recording.stored()
                                + " are stored; see `deploy/launch.sh logs capture`");
            }
            now = System.nanoTime();
        }
        encoded.release();
    }

    private boolean isDone(Recording recording, long elapsedNanos) {
        return interruption.asked()
                || (frames > 0 && recording.stored() >= frames)
                || (seconds > 0 && elapsedNanos >= seconds * 1e9);
    }

    /** Encodes in place; what was overwritten meanwhile is thrown away. */
    private void store(
            long wanted,
            FrameReader reader,
            FrameMats mats,
            MatOfByte encoded,
            Recording recording) {
        if (reader.open(wanted) != FrameReader.Answer.OPEN) {
            missed++;
            return;
        }
        boolean done =
                Imgcodecs.imencode(
                        "." + format.ending,
                        mats.of(reader.slot(), reader.pixels(), reader.description()),
                        encoded);
        if (!done || !reader.stillValid()) {
            missed++;
            return;
        }
        recording.store(reader.description(), encoded.toArray(), format.ending);
    }
}
