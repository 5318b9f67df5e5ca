package org.catfollow.simulator.world;

/** A world file says something that cannot be: one line that names file, line, key, value and remedy. */
public final class WorldMistake extends RuntimeException {
    private static final long serialVersionUID = 1L;

    WorldMistake(String message) {
        super(message);
    }

    WorldMistake(String message, Throwable cause) {
        super(message, cause);
    }
}
