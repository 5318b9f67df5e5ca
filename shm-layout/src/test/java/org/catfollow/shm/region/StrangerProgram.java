package org.catfollow.shm.region;

import java.nio.file.Path;
import java.time.Duration;
import org.catfollow.shm.ChildProgram;
import org.catfollow.shm.layout.Role;

/** Tries what its arguments say, {@code attach=/the/region}, and says in a line what came of each. */
public final class StrangerProgram {
    private static final Duration SOON = Duration.ofMillis(20);

    private StrangerProgram() {}

    /** Tries one after the other. */
    public static void main(String[] attempts) {
        for (String attempt : attempts) {
            String[] parts = attempt.split("=", 2);
            System.out.println(attempt(parts[0], new RegionFiles(Path.of(parts[1]))));
        }
    }

    private static String attempt(String what, RegionFiles files) {
        try {
            return switch (what) {
                case "attach" -> {
                    Region.attach(files, SOON).close();
                    yield "attached";
                }
                case "create" ->
                        RegionCreator.createIfMissing(files, ChildProgram.SMALL, SOON)
                                ? "made"
                                : "found";
                case "remove" -> Boolean.toString(RegionCreator.removeIfUnused(files));
                case "held" -> Boolean.toString(RoleLock.isHeld(files, Role.CONTROL));
                default -> throw new IllegalArgumentException(what);
            };
        } catch (RegionException e) {
            return e.getMessage();
        }
    }
}
