package org.catfollow.cli.chaos;

/** What the robot promises whatever is done to it. */
enum Promise {
    FRAMES_WHOLE("a frame that a reader accepts has the pixels of its id"),
    FRAMES_RISE("frame ids rise, and no id ever means two pictures"),
    SLOTS_WHOLE("a state slot gives one whole value, never an older one"),
    STAGES_WHOLE("no stage used a torn frame or box"),
    ONE_WRITER("a role has one holder at a time"),
    OTHERS_GO_ON("a stage that was left alone keeps its process"),
    BACK("a stage that ended is back and producing"),
    ONE_REGION("all stages work on the region that the path names"),
    STOP_HOLDS("after STOP the wheels stand until resume"),
    COMMANDS("a command's answer is final, in order, no yes after its time"),
    NOTHING_GROWS("file descriptors and mappings are as many as before"),
    NOTHING_LEFT("after down no process and no file is left");

    private final String text;

    Promise(String text) {
        this.text = text;
    }

    String text() {
        return text;
    }
}
