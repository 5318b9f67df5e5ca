package org.catfollow.cli.pipeline;

/** What a run measures of each stage. */
enum StageFigure {
    PROCESSOR("processor %", 1),
    MEMORY("PSS MB", 1),
    ALLOCATED("garbage B/s", 0),
    COLLECTIONS("collections", 0),
    RESTART_P50("restart p50 ms", 0),
    RESTART_MAX("restart max ms", 0);

    private final String title;
    private final int decimals;

    StageFigure(String title, int decimals) {
        this.title = title;
        this.decimals = decimals;
    }

    String title() {
        return title;
    }

    int decimals() {
        return decimals;
    }
}
