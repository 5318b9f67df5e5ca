package org.catfollow.cli.faults;

/** What has to happen after a fault. */
enum Expectation {
    /** Both motors come to zero and stay there. */
    STANDS("stands"),
    /** The wheels turn no faster than where nothing is known of what is ahead. */
    SLOWS("slows"),
    /** While the bus is broken, zero is tried again and again; once it is whole, both motors stand. */
    STANDS_ONCE_HEALED("stands once healed"),
    /** Nothing: the wheels turn on. What is measured is how long they stood. */
    GOES_ON("goes on");

    private final String title;

    Expectation(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }
}
