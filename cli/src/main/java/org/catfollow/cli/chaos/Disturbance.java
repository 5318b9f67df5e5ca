package org.catfollow.cli.chaos;

/** What is done to the robot, and how often compared with the others. */
public enum Disturbance {
    /** SIGKILL to a stage. */
    KILL(70, "SIGKILL"),
    /** SIGSTOP to a stage, SIGCONT before it counts as hung: it goes on as the same process. */
    PAUSE(8, "SIGSTOP, SIGCONT"),
    /** SIGSTOP to a stage for good: the launcher has to notice. */
    HANG(1, "SIGSTOP for good"),
    /** {@code launch.sh restart}. */
    RESTART(4, "restart asked for"),
    /** The region's file is removed under everybody. */
    UNLINK(3, "region unlinked"),
    /** The region's file is cut short under everybody. */
    CUT(1, "region cut short"),
    /** The folder of the region is filled to the last byte, for a moment. */
    FILL(3, "memory folder filled"),
    /** A second process of a stage, and a second launcher. */
    SECOND(3, "second instance"),
    /** A sender of a command is killed. */
    SENDER(3, "sender SIGKILLed"),
    /** SIGSTOP to the launcher for longer than a hung stage is given, then SIGCONT. */
    STALL(1, "launcher stalled");

    private final int weight;
    private final String title;

    Disturbance(int weight, String title) {
        this.weight = weight;
        this.title = title;
    }

    int weight() {
        return weight;
    }

    String title() {
        return title;
    }
}
