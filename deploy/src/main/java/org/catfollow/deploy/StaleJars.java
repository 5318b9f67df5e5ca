package org.catfollow.deploy;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Removes from the distribution's folder of libraries what an earlier build has left there. A jar that
 * is no dependency any more is found all the same where another one's manifest names it, and one of
 * Chronicle's does: it cost every start 0.1 s.
 */
public final class StaleJars {
    private StaleJars() {}

    /**
     * Removes them.
     *
     * @param arguments the folder; what belongs there is on the class path
     */
    public static void main(String[] arguments) throws IOException {
        String[] classPath = System.getProperty("java.class.path").split(File.pathSeparator, -1);
        remove(Path.of(arguments[0]), List.of(classPath));
    }

    /** Removes the jars whose names no entry of {@code classPath} has; returns their names, sorted. */
    static List<String> remove(Path folder, List<String> classPath) throws IOException {
        Set<String> wanted = new HashSet<>();
        classPath.forEach(entry -> wanted.add(new File(entry).getName()));
        List<String> removed = new ArrayList<>();
        File[] jars = folder.toFile().listFiles((in, name) -> name.endsWith(".jar"));
        for (File jar : jars == null ? new File[0] : jars) {
            if (!wanted.contains(jar.getName())) {
                Files.delete(jar.toPath());
                removed.add(jar.getName());
            }
        }
        String[] sorted = removed.toArray(String[]::new);
        Arrays.sort(sorted);
        return List.of(sorted);
    }
}
