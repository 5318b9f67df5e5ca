package org.catfollow.control.command;

/** Refuses figures of a command that no robot can follow. */
final class Figures {
    private Figures() {}

    /** Refuses what is not finite or not within {@code low..high}. */
    static void within(
            String command, String name, double value, double low, double high, String unit) {
        if (!(value >= low && value <= high)) {
            throw new IllegalArgumentException(
                    command
                            + ": "
                            + name
                            + " is "
                            + value
                            + " "
                            + unit
                            + ", outside "
                            + low
                            + ".."
                            + high
                            + " "
                            + unit);
        }
    }
}
