package org.catfollow.cli.faults;

/** What {@link SabotageAgent} can do to a process from inside. Its name is that of the file that asks. */
enum Sabotage {
    /** Control's thread runs in a circle. */
    LOOP("org.catfollow.control.ControlAgent", "doWork"),
    /** The camera's picture stays the same, to the last pixel, and goes on coming. */
    FREEZE("org.catfollow.capture.source.TestPattern", "paint"),
    /** Each box of the detector's is somewhere else in the picture. */
    JUMPING_BOXES("org.catfollow.shm.slots.Detections", "add"),
    /** Each box of the detector's is any bits, score too. */
    GARBAGE_BOXES("org.catfollow.shm.slots.Detections", "add");

    private final String type;
    private final String method;

    Sabotage(String type, String method) {
        this.type = type;
        this.method = method;
    }

    /** Returns the class that is changed for it. */
    String type() {
        return type;
    }

    /** Returns that class's method that is changed. */
    String method() {
        return method;
    }
}
