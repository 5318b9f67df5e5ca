package org.catfollow.view.web;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import org.catfollow.runtime.vision.Overlay.Layer;
import org.catfollow.view.pictures.PictureKind;
import org.eclipse.jetty.util.Fields;

/**
 * What a request for pictures asks for: {@code fps}, {@code quality}, {@code overlay}, {@code notes}.
 *
 * @param framesPerSecond most pictures a second; 0 for every frame
 * @param kind quality and layers
 * @param notes whether each part carries what the stages say about it
 */
record VideoWish(double framesPerSecond, PictureKind kind, boolean notes) {
    /**
     * Reads the parameters; others are left alone, as clients add their own against caches.
     *
     * @param mostFramesPerSecond what is given at most; 0 for no limit
     * @throws IllegalArgumentException with one line for whoever asked
     */
    static VideoWish of(Fields query, double mostFramesPerSecond, int defaultQuality) {
        double rate = mostFramesPerSecond;
        Optional<Double> asked = number(query, "fps", 0.1, 1000);
        if (asked.isPresent()) {
            rate = rate == 0 ? asked.get() : Math.min(rate, asked.get());
        }
        int quality =
                number(query, "quality", 1, 100)
                        .map(Math::round)
                        .orElse((long) defaultQuality)
                        .intValue();
        String notes = query.getValue("notes");
        return new VideoWish(
                rate,
                new PictureKind(quality, layers(query.getValue("overlay"))),
                notes != null && !notes.equals("0"));
    }

    private static Optional<Double> number(Fields query, String name, double low, double high) {
        String text = query.getValue(name);
        if (text == null || text.isEmpty()) {
            return Optional.empty();
        }
        double value;
        try {
            value = Double.parseDouble(text);
        } catch (NumberFormatException e) {
            value = Double.NaN;
        }
        if (!(value >= low && value <= high)) {
            throw new IllegalArgumentException(
                    name + " must be a number from " + low + " to " + high);
        }
        return Optional.of(value);
    }

    private static Set<Layer> layers(String text) {
        Set<Layer> layers = EnumSet.noneOf(Layer.class);
        if (text == null) {
            return layers;
        }
        for (String word : text.toLowerCase(Locale.ROOT).split(",", -1)) {
            switch (word.strip()) {
                case "", "0", "none", "false" -> {}
                case "1", "true", "all" -> layers.addAll(EnumSet.allOf(Layer.class));
                default -> layers.add(layer(word.strip()));
            }
        }
        return layers;
    }

    private static Layer layer(String word) {
        StringJoiner names = new StringJoiner(", ");
        for (Layer layer : Layer.values()) {
            String name = layer.name().toLowerCase(Locale.ROOT);
            if (name.equals(word)) {
                return layer;
            }
            names.add(name);
        }
        throw new IllegalArgumentException("overlay is a list of " + names + ", or all, or none");
    }
}
