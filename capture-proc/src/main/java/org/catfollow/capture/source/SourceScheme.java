package org.catfollow.capture.source;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** The kinds of source that {@code --source} names, in the order in which help lists them. */
public enum SourceScheme {
    /** A folder of pictures, in natural order. */
    IMAGES("images", "images:DIR"),
    /** A video file. */
    FILE("file", "file:VIDEO"),
    /** A camera that the kernel shows as /dev/videoN: USB cameras. */
    V4L2("v4l2", "v4l2:[/dev/videoN]"),
    /** The camera on a Raspberry Pi's ribbon cable. */
    RPICAM("rpicam", "rpicam:"),
    /** A camera that sends MJPEG over the network. */
    HTTP("http", "http://HOST/PATH"),
    /** The same, encrypted. */
    HTTPS("https", "https://HOST/PATH"),
    /** A recording. */
    REPLAY("replay", "replay:DIR"),
    /** The simulator's world, seen from the simulated car. */
    SIM("sim", "sim:[WORLD.yaml]"),
    /** A photograph as the world. */
    SCENE("scene", "scene:PHOTO"),
    /** The painted test pattern. */
    TEST("test", "test:[WIDTHxHEIGHT]");

    private final String word;
    private final String usage;

    SourceScheme(String word, String usage) {
        this.word = word;
        this.usage = usage;
    }

    /** Returns what is written in front of the colon. */
    public String word() {
        return word;
    }

    /** Returns how it is written, for help and messages. */
    public String usage() {
        return usage;
    }

    /** Returns all kinds as they are written, for help and messages. */
    public static String usages() {
        return Arrays.stream(values()).map(SourceScheme::usage).collect(Collectors.joining(", "));
    }

    /** Returns whether a camera of this machine is meant. */
    boolean isCamera() {
        return this == V4L2 || this == RPICAM;
    }

    /** Returns whether the source is a camera, which gives pictures in its own time. */
    boolean isLive() {
        return isCamera() || this == HTTP || this == HTTPS;
    }

    static Optional<SourceScheme> of(String word) {
        return Arrays.stream(values()).filter(s -> s.word.equals(word)).findFirst();
    }

    /** Returns the kind whose word is nearest, if at most two letters (and not all of them) differ. */
    static Optional<SourceScheme> nearest(String word) {
        SourceScheme best = null;
        int bestDistance = 3;
        for (SourceScheme scheme : values()) {
            int distance = editDistance(word, scheme.word);
            if (distance < bestDistance && distance < word.length()) {
                best = scheme;
                bestDistance = distance;
            }
        }
        return Optional.ofNullable(best);
    }

    /** Levenshtein's distance: letters to insert, delete or replace. */
    private static int editDistance(String from, String to) {
        int[] previous = new int[to.length() + 1];
        Arrays.setAll(previous, i -> i);
        for (int i = 1; i <= from.length(); i++) {
            int[] current = new int[to.length() + 1];
            current[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replace = from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1;
                int change = previous[j - 1] + replace;
                current[j] = Math.min(change, 1 + Math.min(previous[j], current[j - 1]));
            }
            previous = current;
        }
        return previous[to.length()];
    }
}
