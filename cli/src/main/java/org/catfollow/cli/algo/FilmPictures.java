package org.catfollow.cli.algo;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;
import org.catfollow.sdk.images.ColorSpace;
import org.catfollow.sdk.images.ImageMeta;
import org.catfollow.sdk.runner.ArrayPicture;
import org.catfollow.sdk.runner.Picture;
import org.catfollow.sdk.runner.PictureSource;
import org.catfollow.sdk.runner.Program;
import org.catfollow.sdk.runner.UnreadablePicture;
import org.catfollow.shm.images.ImageStore;

/**
 * The pictures of a film, decoded by a child {@code ffmpeg}, each with its size before it (PPM). As fast as
 * they are taken; their times are those of an even rate.
 */
final class FilmPictures implements PictureSource {
    private static final long PATIENCE_MILLIS = 500;

    /** From its last picture to its exit: a busy machine must not make a failure of a film that was read. */
    private static final long END_SECONDS = 10;

    private static final long PROBE_SECONDS = 10;
    private static final int LARGEST_SIDE = 16_384;
    private static final String BRIGHTEST = "255";
    private static final int SHOWN = 300;
    private static final double MILLIS_PER_SECOND = 1000;

    private final Path film;
    private final Process ffmpeg;
    private final DataInputStream output;
    private final Path errors;
    private final double millisPerPicture;
    private final long largestBytes;
    private byte[] pixels = {};
    private int next;
    private volatile boolean closed;

    private FilmPictures(
            Path film, Process ffmpeg, Path errors, double millisPerPicture, long largestBytes) {
        this.largestBytes = largestBytes;
        this.film = film;
        this.ffmpeg = ffmpeg;
        this.errors = errors;
        this.millisPerPicture = millisPerPicture;
        output = new DataInputStream(new BufferedInputStream(ffmpeg.getInputStream()));
    }

    /**
     * Starts to decode.
     *
     * @param largestBytes of a picture as an array
     * @throws StageFailure with {@link ExitCode#HARDWARE} without the film or without ffmpeg
     */
    static FilmPictures open(Path film, long largestBytes) {
        if (!Files.isReadable(film)) {
            throw new StageFailure(
                    ExitCode.HARDWARE, "cannot read --video " + film + "; name a film");
        }
        Path program =
                Program.find("ffmpeg", Path.of("."))
                        .orElseThrow(
                                () ->
                                        new StageFailure(
                                                ExitCode.HARDWARE,
                                                "--video needs ffmpeg, which is not installed (sudo apt"
                                                        + " install ffmpeg)"));
        try {
            Path errors = Files.createTempFile("cat-follow-ffmpeg-", ".txt");
            Process ffmpeg =
                    new ProcessBuilder(
                                    // A session of its own: Ctrl-C is ours to pass on.
                                    "setsid",
                                    program.toString(),
                                    "-nostdin",
                                    "-hide_banner",
                                    "-loglevel",
                                    "error",
                                    "-i",
                                    // With its protocol, so that no name is taken for another one.
                                    "file:" + film,
                                    "-map",
                                    "0:v:0",
                                    "-f",
                                    "image2pipe",
                                    "-c:v",
                                    "ppm",
                                    // Else films of ten bits come with two bytes a colour.
                                    "-pix_fmt",
                                    "rgb24",
                                    "pipe:1")
                            .redirectError(errors.toFile())
                            .start();
            return new FilmPictures(film, ffmpeg, errors, millisPerPicture(film), largestBytes);
        } catch (IOException e) {
            throw new StageFailure(ExitCode.HARDWARE, "cannot start ffmpeg: " + e.getMessage(), e);
        }
    }

    /** By ffprobe, which comes with ffmpeg; 0 where it does not say. */
    private static double millisPerPicture(Path film) {
        Optional<Path> program = Program.find("ffprobe", Path.of("."));
        if (program.isEmpty()) {
            return 0;
        }
        try {
            Process probe =
                    new ProcessBuilder(
                                    program.get().toString(),
                                    "-v",
                                    "quiet",
                                    "-select_streams",
                                    "v:0",
                                    "-show_entries",
                                    "stream=avg_frame_rate",
                                    "-of",
                                    "csv=p=0",
                                    "file:" + film)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            if (!probe.waitFor(PROBE_SECONDS, TimeUnit.SECONDS)) {
                probe.destroyForcibly();
                return 0;
            }
            String said =
                    new String(probe.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            String[] rate = said.strip().split("[/,\\s]");
            double perSecond = Double.parseDouble(rate[0]) / Double.parseDouble(rate[1]);
            return perSecond > 0 && perSecond < MILLIS_PER_SECOND
                    ? MILLIS_PER_SECOND / perSecond
                    : 0;
        } catch (IOException | RuntimeException e) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    @Override
    public Optional<Picture> next() {
        try {
            output.mark(1);
            if (output.read() < 0) {
                return atEnd();
            }
            output.reset();
            return Optional.of(read());
        } catch (IOException e) {
            if (closed) {
                return Optional.empty();
            }
            throw failed("ended within a picture" + words() + "; is it a film?");
        }
    }

    private Optional<Picture> atEnd() {
        boolean well = false;
        try {
            well = ffmpeg.waitFor(END_SECONDS, TimeUnit.SECONDS) && ffmpeg.exitValue() == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!closed && (!well || next == 0)) {
            throw failed((well ? "found no picture" : "failed") + words() + "; is it a film?");
        }
        return Optional.empty();
    }

    private StageFailure failed(String what) {
        return new StageFailure(ExitCode.HARDWARE, "--video " + film + ": ffmpeg " + what);
    }

    private String words() {
        try (InputStream said = Files.newInputStream(errors)) {
            String text = new String(said.readNBytes(SHOWN), StandardCharsets.UTF_8).strip();
            return text.isEmpty() ? "" : "; it said: " + text.replaceAll("\\p{Cntrl}+", " ");
        } catch (IOException e) {
            return "";
        }
    }

    private Picture read() throws IOException {
        if (!word().equals("P6")) {
            throw new IOException("no PPM picture");
        }
        int width = side();
        int height = side();
        String brightest = word();
        if (!brightest.equals(BRIGHTEST)) {
            throw failed(
                    "gives colours of 0 to "
                            + brightest
                            + ", not "
                            + BRIGHTEST
                            + ", although it was asked to; take another ffmpeg");
        }
        int bytes = 3 * width * height;
        if (bytes > largestBytes) {
            output.skipNBytes(bytes);
            return new UnreadablePicture(
                    "picture " + next++,
                    "a picture of %dx%d is an array of %d bytes, more than the %d of a slot; use a larger --slot-mb"
                            .formatted(width, height, bytes, largestBytes));
        }
        if (pixels.length != bytes) {
            pixels = new byte[bytes];
        }
        output.readFully(pixels);
        long millis = Math.round(next * millisPerPicture);
        return new ArrayPicture(
                "picture " + next++,
                new ImageMeta(width, height, millis, "film", ColorSpace.RGB),
                3,
                ImageStore.Order.RGB,
                ByteBuffer.wrap(pixels));
    }

    private int side() throws IOException {
        String word = word();
        if (!word.matches("[0-9]{1,5}") || Integer.parseInt(word) > LARGEST_SIDE) {
            throw new IOException("no PPM picture");
        }
        return Integer.parseInt(word);
    }

    /** Returns the next word; the white space behind it is taken too, one letter. */
    private String word() throws IOException {
        StringBuilder word = new StringBuilder();
        int letter = output.read();
        while (letter > ' ' && word.length() < 8) {
            word.append((char) letter);
            letter = output.read();
        }
        if (letter < 0) {
            throw new EOFException();
        }
        return word.toString();
    }

    /** Ends ffmpeg: who waits for a picture gets none. Any thread. */
    void cancel() {
        closed = true;
        ffmpeg.destroyForcibly();
    }

    @Override
    public void close() {
        cancel();
        try {
            ffmpeg.waitFor(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
            Files.deleteIfExists(errors);
        } catch (IOException e) {
            // It stays in the folder for temporary files.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
