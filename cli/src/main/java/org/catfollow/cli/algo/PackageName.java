package org.catfollow.cli.algo;

import java.util.Arrays;

/** Names of files in a package: parts with slashes in between, below the folder and nowhere else. */
final class PackageName {
    private static final int LONGEST = 200;

    private PackageName() {}

    /** Returns what is wrong with the name, empty when nothing is. */
    static String problem(String name) {
        if (name.isEmpty() || name.length() > LONGEST) {
            return "a name has 1 to " + LONGEST + " letters";
        }
        if (name.startsWith("/") || name.matches("[A-Za-z]:.*")) {
            return "the path is absolute";
        }
        if (name.indexOf('\\') >= 0 || name.chars().anyMatch(Character::isISOControl)) {
            return "a name has no backslash and no control character";
        }
        boolean odd =
                Arrays.stream(name.split("/", -1))
                        .anyMatch(part -> part.isEmpty() || part.equals(".") || part.equals(".."));
        return odd ? "a part of the path is empty, '.' or '..'" : "";
    }
}
