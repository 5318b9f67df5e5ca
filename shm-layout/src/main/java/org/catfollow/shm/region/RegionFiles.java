package org.catfollow.shm.region;

import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * Where a region's files are.
 *
 * @param region the region itself
 */
public record RegionFiles(Path region) {
    /** Where regions live unless told otherwise. */
    public static final Path DEFAULT_FOLDER = Path.of("/dev/shm");

    private static final String LOCK = ".lock";
    private static final String TEMPORARY = ".new";
    private static final String IMAGES = ".images";
    private static final String DEFAULT_NAME = "default";
    private static final String PREFIX = "cat-follow-";
    private static final Pattern DOTS = Pattern.compile("\\.+");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,40}");

    /** Makes the path absolute, so that messages name it fully. */
    public RegionFiles {
        region = region.toAbsolutePath().normalize();
    }

    /**
     * Returns the files of the instance {@code name}; the empty name and {@code default} are the
     * default instance's, as for the launcher.
     *
     * @throws IllegalArgumentException when the name has other characters than letters, digits, dot,
     *     dash and underscore, or no other than dots, or more than 40, or ends like a file of another
     *     instance
     */
    public static RegionFiles named(String name) {
        return named(DEFAULT_FOLDER, name);
    }

    /** Returns the same in another folder, for machines without a usable {@code /dev/shm}. */
    public static RegionFiles named(Path folder, String name) {
        if (name.isEmpty() || name.equals(DEFAULT_NAME)) {
            return new RegionFiles(folder.resolve("cat-follow"));
        }
        if (!NAME.matcher(name).matches() || DOTS.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "instance name must be 1 to 40 letters, digits, '.', '-' or '_', not only dots,"
                            + " and not '"
                            + name
                            + "'");
        }
        if (name.endsWith(LOCK) || name.endsWith(TEMPORARY) || name.endsWith(IMAGES)) {
            throw new IllegalArgumentException(
                    "instance name must not end in "
                            + LOCK
                            + ", "
                            + TEMPORARY
                            + " or "
                            + IMAGES
                            + ", which are files of another instance: '"
                            + name
                            + "'");
        }
        return new RegionFiles(folder.resolve(PREFIX + name));
    }

    /**
     * Returns how a person calls the launcher of this instance, for messages: {@code `deploy/launch.sh --name
     * den status`}. A file that is called otherwise than an instance's is none's, and has no name.
     */
    public String launcher(String words) {
        String file = String.valueOf(region.getFileName());
        String name = file.startsWith(PREFIX) ? file.substring(PREFIX.length()) : "";
        String flag = NAME.matcher(name).matches() ? "--name " + name + " " : "";
        return "`deploy/launch.sh " + flag + words + "`";
    }

    /** Returns the file whose bytes are locked: byte 0 creation, 1 commands, 16 and up the roles. */
    public Path lock() {
        return region.resolveSibling(region.getFileName() + LOCK);
    }

    /** Returns where a runner of algorithms on this instance keeps its images. */
    public Path images() {
        return region.resolveSibling(region.getFileName() + IMAGES);
    }

    /** Returns where a region is made before it is renamed into place. */
    public Path temporary() {
        return region.resolveSibling(region.getFileName() + TEMPORARY);
    }
}
