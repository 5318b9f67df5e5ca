package org.catfollow.deploy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Enumeration;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;

/**
 * Rewrites a library that was compiled for Java 5 so that the JVM can keep its classes in an AOT cache,
 * which takes none without stack maps. Picocli is such a library: loading and verifying its classes one
 * by one was the longest part of every process's start. What the code does stays the same; the class
 * files get a later version and the stack maps that belong to it.
 */
public final class ArchivableJar {
    private static final int OLDEST_ARCHIVABLE = ClassFile.JAVA_7_VERSION;

    private ArchivableJar() {}

    /**
     * Rewrites jars in place; one without old classes stays as it is.
     *
     * @param arguments the folder, then the beginnings of the jars' names
     */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        for (String beginning : List.of(arguments).subList(1, arguments.length)) {
            try (var jars = Files.newDirectoryStream(folder, beginning + "*.jar")) {
                for (Path jar : jars) {
                    rewrite(jar);
                }
            }
        }
    }

    /** Rewrites one jar in place; returns whether anything was to be done. */
    static boolean rewrite(Path jar) throws IOException {
        Path changed = jar.resolveSibling(jar.getFileName() + ".part");
        boolean old = false;
        try (JarFile in = new JarFile(jar.toFile());
                URLClassLoader classes = new URLClassLoader(new URL[] {jar.toUri().toURL()});
                OutputStream file = Files.newOutputStream(changed);
                JarOutputStream out = new JarOutputStream(file)) {
            ClassFile compiler =
                    ClassFile.of(
                            ClassFile.StackMapsOption.GENERATE_STACK_MAPS,
                            ClassFile.ClassHierarchyResolverOption.of(
                                    ClassHierarchyResolver.ofResourceParsing(classes)));
            Enumeration<JarEntry> entries = in.entries();
            while (entries.hasMoreElements()) {
                JarEntry entry = entries.nextElement();
                byte[] bytes;
                try (InputStream content = in.getInputStream(entry)) {
                    bytes = content.readAllBytes();
                }
                if (isOldClass(bytes)) {
                    old = true;
                    bytes = withStackMaps(compiler, bytes);
                }
                JarEntry copy = new JarEntry(entry.getName());
                copy.setTime(entry.getTime());
                out.putNextEntry(copy);
                out.write(bytes);
                out.closeEntry();
            }
        }
        if (old) {
            Files.move(changed, jar, StandardCopyOption.REPLACE_EXISTING);
        } else {
            Files.delete(changed);
        }
        return old;
    }

    private static boolean isOldClass(byte[] bytes) {
        // Magic CAFEBABE, two bytes of minor version, two of major version.
        return bytes.length > 8
                && (bytes[0] & 0xFF) == 0xCA
                && (bytes[1] & 0xFF) == 0xFE
                && (((bytes[6] & 0xFF) << 8) | (bytes[7] & 0xFF)) < OLDEST_ARCHIVABLE;
    }

    private static byte[] withStackMaps(ClassFile compiler, byte[] bytes) {
        ClassModel model = compiler.parse(bytes);
        // Each instruction anew: a body that is handed on as it is would keep having no stack map.
        ClassTransform bodies =
                ClassTransform.transformingMethodBodies((code, element) -> code.with(element));
        ClassTransform version =
                (builder, element) -> {
                    if (element instanceof ClassFileVersion) {
                        builder.withVersion(OLDEST_ARCHIVABLE, 0);
                    } else {
                        builder.with(element);
                    }
                };
        return compiler.transformClass(model, version.andThen(bodies));
    }
}
