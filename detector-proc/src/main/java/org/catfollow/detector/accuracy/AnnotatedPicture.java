package org.catfollow.detector.accuracy;

import java.nio.file.Path;
import java.util.List;

/**
 * A picture and what somebody saw in it.
 *
 * @param file where it is
 * @param width in pixels, as the annotations have it; 0 where they do not say
 * @param height in pixels, as the annotations have it; 0 where they do not say
 * @param boxes things of the class in question; none where there is none of it
 */
public record AnnotatedPicture(Path file, int width, int height, List<TrueBox> boxes) {
    /** Copies the boxes. */
    public AnnotatedPicture {
        boxes = List.copyOf(boxes);
    }

    /** Returns how many things can be found: those that are no crowd. */
    public long things() {
        return boxes.stream().filter(box -> !box.crowd()).count();
    }
}
