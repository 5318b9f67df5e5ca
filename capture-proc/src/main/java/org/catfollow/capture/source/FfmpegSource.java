package org.catfollow.capture.source;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;

/**
 * {@code file:VIDEO} of any kind that {@code ffmpeg} can read, through a child of that name which
 * writes BGR pictures to its standard output. A film that is looped has its next child started while
 * the one before plays, and its first picture waiting: starting takes longer than a picture may.
 *
 * <p>Pictures are taken at the film's mean rate: where a film gives them in uneven steps, ffmpeg
 * repeats or leaves out, so that it plays in its own time.
 */
final class FfmpegSource implements FrameSource {
    private static final long SILENCE_NANOS = 15_000_000_000L;

    private final Path program;
    private final Path file;
    private final VideoInfo info;
    private final boolean loop;
    private FedSource pictures;
    private FedSource upcoming;
    private long silentSinceNanos;
    private boolean silent;

    private FfmpegSource(Path program, Path file, VideoInfo info, boolean loop) {
        this.program = program;
        this.file = file;
        this.info = info;
        this.loop = loop;
        pictures = start();
    }

    /**
     * Looks into the file and starts to decode it.
     *
     * @throws StageFailure with {@link ExitCode#HARDWARE}: no video, or too large for the slot
     */
    static FfmpegSource open(Path program, SourceRequest request) {
        Path file = request.address().path();
        VideoInfo info = VideoInfo.of(request.settings().programs(), program, file);
        CameraMode mode = request.settings().mode();
        if (mode.sized()) {
            info = info.scaled(mode.width(), mode.height());
        }
        request.slot().requireFit("--source file:" + file, info.width(), info.height());
        return new FfmpegSource(program, file, info, request.loop());
    }

    private FedSource start() {
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "-nostdin",
                                "-hide_banner",
                                "-loglevel",
                                "error",
                                "-i",
                                // With its protocol, so that no name is taken for another one.
                                "file:" + file,
                                "-map",
                                "0:v:0"));
        if (info.scaled()) {
            arguments.addAll(List.of("-vf", "scale=" + info.width() + ":" + info.height()));
        }
        arguments.addAll(
                List.of("-r", info.rateText(), "-pix_fmt", "bgr24", "-f", "rawvideo", "pipe:1"));
        ChildProcess child = ChildProcess.start(program, arguments);
        RawFormat format = new Bgr24(info.width(), info.height());
        return new FedSource(
                "ffmpeg",
                new RawPictures(child, format, info.framesPerSecond(), description(), false),
                false);
    }

    @Override
    public ReadResult read(TargetSlot slot, SourceFrame out) {
        ReadResult result = pictures.read(slot, out);
        if (result != ReadResult.NOTHING_YET) {
            silent = false;
            if (loop && upcoming == null) {
                upcoming = start();
            }
            return result;
        }
        long now = System.nanoTime();
        if (!silent) {
            silent = true;
            silentSinceNanos = now;
        } else if (now - silentSinceNanos > SILENCE_NANOS) {
            throw new StageFailure(
                    ExitCode.HARDWARE,
                    description()
                            + ": ffmpeg gave nothing for "
                            + SILENCE_NANOS / 1_000_000_000L
                            + " s; is the file on a disk that answers?");
        }
        return result;
    }

    @Override
    public double nativeFramesPerSecond() {
        return info.framesPerSecond();
    }

    @Override
    public void rewind() {
        pictures.close();
        pictures = upcoming == null ? start() : upcoming;
        upcoming = null;
    }

    @Override
    public String description() {
        return String.format(
                Locale.ROOT,
                "file:%s, %dx%d at %.2f fps, through ffmpeg",
                file,
                info.width(),
                info.height(),
                info.framesPerSecond());
    }

    @Override
    public void close() {
        pictures.close();
        if (upcoming != null) {
            upcoming.close();
        }
    }
}
