package org.catfollow.capture.source;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;

/**
 * What {@code ffprobe} says about a video's first picture stream.
 *
 * @param width pixels, as ffmpeg gives them: a film that is marked as turned comes turned
 * @param height pixels
 * @param rateText frames per second, a fraction as ffmpeg writes it
 * @param framesPerSecond the same as a number
 * @param scaled whether the size is not the film's own
 */
record VideoInfo(int width, int height, String rateText, double framesPerSecond, boolean scaled) {
    private static final Pattern FRACTION = Pattern.compile("(\\d{1,9})/(\\d{1,9})");
    private static final int LONGEST_ANSWER = 16 * 1024;
    private static final int PATIENCE_SECONDS = 10;

    /**
     * Asks ffprobe, which comes with ffmpeg.
     *
     * @throws StageFailure with {@link ExitCode#HARDWARE} when it is no video
     */
    static VideoInfo of(Programs programs, Path ffmpeg, Path file) {
        Path program =
                programs.find("ffprobe")
                        .orElseThrow(
                                () ->
                                        new StageFailure(
                                                ExitCode.HARDWARE,
                                                "found "
                                                        + ffmpeg
                                                        + " but no ffprobe, which belongs to it;"
                                                        + " sudo apt install ffmpeg"));
        String answer;
        try {
            answer =
                    ChildProcess.outputOf(
                            program,
                            List.of(
                                    "-v",
                                    "error",
                                    "-select_streams",
                                    "v:0",
                                    "-show_entries",
                                    "stream=width,height,avg_frame_rate,r_frame_rate"
                                            + ":stream_side_data=rotation:stream_tags=rotate",
                                    "-of",
                                    "default=noprint_wrappers=1",
                                    "file:" + file),
                            LONGEST_ANSWER,
                            PATIENCE_SECONDS);
        } catch (StageFailure e) {
            throw new StageFailure(
                    ExitCode.HARDWARE,
                    "cannot read --source file:" + file + ": " + e.getMessage(),
                    e);
        }
        return parse(answer, file);
    }

    /** Reads ffprobe's answer, lines of {@code key=value}. */
    static VideoInfo parse(String answer, Path file) {
        Map<String, String> values = new HashMap<>();
        for (String line : answer.split("\\R")) {
            int equals = line.indexOf('=');
            if (equals > 0) {
                values.putIfAbsent(
                        line.substring(0, equals).strip(), line.substring(equals + 1).strip());
            }
        }
        int width = number(values.get("width"));
        int height = number(values.get("height"));
        if (width <= 0 || height <= 0) {
            throw new StageFailure(
                    ExitCode.HARDWARE, "--source file:" + file + " has no pictures in it");
        }
        String turned = values.getOrDefault("rotation", values.get("TAG:rotate"));
        boolean upright = Math.abs(number(turned)) % 180 == 0;
        String rate = "30/1";
        double perSecond = 30;
        for (String key : List.of("r_frame_rate", "avg_frame_rate")) {
            double found = fraction(values.get(key));
            if (found >= 0.1 && found <= 1000) {
                rate = values.get(key);
                perSecond = found;
            }
        }
        return new VideoInfo(
                upright ? width : height, upright ? height : width, rate, perSecond, false);
    }

    private static int number(String text) {
        return text != null && text.matches("-?\\d{1,7}(\\.\\d*)?")
                ? (int) Double.parseDouble(text)
                : 0;
    }

    private static double fraction(String text) {
        Matcher matcher = FRACTION.matcher(text == null ? "" : text);
        return matcher.matches()
                ? Double.parseDouble(matcher.group(1)) / Double.parseDouble(matcher.group(2))
                : 0;
    }

    /** Returns the same film in another size. */
    VideoInfo scaled(int toWidth, int toHeight) {
        boolean other = toWidth != width || toHeight != height;
        return new VideoInfo(toWidth, toHeight, rateText, framesPerSecond, other);
    }
}
