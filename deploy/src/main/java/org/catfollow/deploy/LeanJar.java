package org.catfollow.deploy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.regex.Pattern;

/**
 * Takes native libraries out of a jar whose libraries lie unpacked beside it: OpenCV's brings those of
 * seven platforms, 100 MB that a Pi has no use for. For packages; the distribution keeps them.
 */
public final class LeanJar {
    private static final Pattern NATIVE = Pattern.compile(".*\\.(so|dll|dylib|jnilib)");

    private LeanJar() {}

    /**
     * Rewrites jars.
     *
     * @param arguments how the names of the jars begin, then the folders
     */
    public static void main(String[] arguments) throws IOException {
        for (int i = 1; i < arguments.length; i++) {
            try (DirectoryStream<Path> jars =
                    Files.newDirectoryStream(Path.of(arguments[i]), arguments[0] + "*.jar")) {
                for (Path jar : jars) {
                    rewrite(jar);
                }
            }
        }
    }

    static void rewrite(Path jar) throws IOException {
        Path part = jar.resolveSibling(jar.getFileName() + ".part");
        try (JarFile from = new JarFile(jar.toFile());
                OutputStream file = Files.newOutputStream(part);
                JarOutputStream to = new JarOutputStream(file)) {
            for (JarEntry entry : Collections.list(from.entries())) {
                if (NATIVE.matcher(entry.getName()).matches()) {
                    continue;
                }
                JarEntry copy = new JarEntry(entry.getName());
                // As it was: the same jar gives the same package.
                copy.setTime(entry.getTime());
                to.putNextEntry(copy);
                try (InputStream in = from.getInputStream(entry)) {
                    in.transferTo(to);
                }
                to.closeEntry();
            }
        }
        Files.move(part, jar, StandardCopyOption.REPLACE_EXISTING);
    }
}
