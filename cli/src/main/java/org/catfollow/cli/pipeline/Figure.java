package org.catfollow.cli.pipeline;

/** What a run measures of the whole robot. */
enum Figure {
    UP_TO_BOX("up to the first box", "s", 2),
    FRAMES("frames", "a second", 1),
    LOST("frames that the tracker left out", "%", 3),
    DRAWING_P50("drawing a picture, p50", "ms", 2),
    BOX_P50("capture to box, p50", "ms", 2),
    BOX_P99("capture to box, p99", "ms", 2),
    TRACK_P50("capture to track, p50", "ms", 2),
    TRACK_P99("capture to track, p99", "ms", 2),
    MOTION_P50("capture to motion, p50", "ms", 2),
    MOTION_P99("capture to motion, p99", "ms", 2),
    FROM_RING_P50("picture in the ring to decision, p50", "ms", 2),
    FROM_RING_P99("picture in the ring to decision, p99", "ms", 2),
    PROCESSOR("processor, all stages", "% of a core", 1),
    INFERENCE("inference, elapsed", "% of a core", 1),
    DRAWING("drawing pictures, elapsed", "% of a core", 1),
    REST("all but these, at least", "% of a core", 1),
    MEMORY("memory of the four stages (PSS)", "MB", 1),
    COLLECTIONS("garbage collections, all stages", "", 0),
    FLAT_OUT("frames flat out", "a second", 0),
    FLAT_OUT_TRACKED("of them tracked", "a second", 0);

    private final String title;
    private final String unit;
    private final int decimals;

    Figure(String title, String unit, int decimals) {
        this.title = title;
        this.unit = unit;
        this.decimals = decimals;
    }

    String title() {
        return unit.isEmpty() ? title : title + ", " + unit;
    }

    int decimals() {
        return decimals;
    }
}
