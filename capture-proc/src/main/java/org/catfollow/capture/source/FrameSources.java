package org.catfollow.capture.source;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.catfollow.runtime.StageFailure;

/** Opens what {@code --source} names. */
public final class FrameSources {
    private FrameSources() {}

    /**
     * Opens a source and checks, as far as that goes before the first picture, that it can be read
     * and fits the slot.
     *
     * @throws StageFailure with one line that says what is wrong: {@code USAGE} for a source that we
     *     do not know, {@code HARDWARE} for one that cannot be read
     */
    public static FrameSource open(SourceRequest request) {
        View view = request.settings().view();
        if (request.address().scheme() != SourceScheme.RPICAM) {
            return viewed(request, view);
        }
        SourceRequest itsOwn = request.with(request.settings().with(RpicamCamera.itsOwn(view)));
        return viewed(itsOwn, RpicamCamera.left(view));
    }

    /** Opens a source that comes as it is. */
    private static FrameSource plain(SourceRequest request) {
        SourceAddress address = request.address();
        SlotSize slot = request.slot();
        return switch (address.scheme()) {
            case IMAGES -> looped(ImageFolderSource.open(address.path(), slot), request);
            case FILE -> looped(video(request), request);
            case V4L2 -> camera(request, () -> V4l2Camera.REAL.open(request));
            case RPICAM -> camera(request, () -> RpicamCamera.open(request));
            case HTTP, HTTPS -> camera(request, () -> HttpOrigin.open(request));
            case REPLAY -> looped(ReplaySource.open(request, WaitingClock.REAL), request);
            case SIM ->
                    SimulatedSource.open(address.rest(), request.world(), slot, request.robot());
            case SCENE -> SceneSource.open(address.path(), request.world(), slot, request.robot());
            case TEST -> TestPatternSource.open(address.rest(), slot);
        };
    }

    /** Opens a source for a slot in which the whole picture has room, and turns its pictures. */
    private static FrameSource viewed(SourceRequest request, View view) {
        if (view.isPlain()) {
            return plain(request);
        }
        SlotSize scratch = ViewSource.scratchSize(request.slot(), view);
        return new ViewSource(plain(request.with(scratch)), view, scratch);
    }

    private static FrameSource looped(FrameSource pictures, SourceRequest request) {
        return new SequenceSource(pictures, request.loop());
    }

    /** MJPEG in AVI is OpenCV's, everything else is ffmpeg's where there is one. */
    private static FrameSource video(SourceRequest request) {
        Path file = request.address().path();
        boolean ours = MjpegFileSource.reads(file) && !request.settings().mode().sized();
        Optional<Path> ffmpeg = request.settings().programs().find("ffmpeg");
        return ours || ffmpeg.isEmpty()
                ? MjpegFileSource.open(file, request.slot())
                : FfmpegSource.open(ffmpeg.get(), request);
    }

    private static FrameSource camera(SourceRequest request, Supplier<FrameSource> opener) {
        Executor threads =
                task -> {
                    Thread thread = new Thread(task, "opening " + request.address().scheme());
                    thread.setDaemon(true);
                    thread.start();
                };
        return new ReopeningSource(
                request.name(), opener, request.settings(), threads, WaitingClock.REAL);
    }
}
