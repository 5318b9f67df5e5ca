package org.catfollow.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** On picocli itself, which is what the class is for. */
class ArchivableJarTest {
    @TempDir Path folder;

    private Path picocli() throws Exception {
        Path source =
                Path.of(
                        CommandLine.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .toURI());
        return Files.copy(
                source, folder.resolve("picocli.jar"), StandardCopyOption.REPLACE_EXISTING);
    }

    @Test
    void everyClassThatNeedsStackMapsGetsThemAndNothingElseIsLost() throws Exception {
        Path jar = picocli();
        List<String> names = names(jar);
        assertThat(oldClasses(jar)).isNotEmpty();
        assertThat(ArchivableJar.rewrite(jar)).isTrue();
        assertThat(names(jar)).isEqualTo(names);
        assertThat(oldClasses(jar)).isEmpty();
        ClassModel commandLine = model(jar, "picocli/CommandLine.class");
        assertThat(commandLine.methods())
                .anyMatch(
                        method ->
                                method.code()
                                        .flatMap(
                                                code ->
                                                        code.findAttribute(
                                                                Attributes.stackMapTable()))
                                        .isPresent());
    }

    @Test
    void aSecondTimeChangesNothing() throws Exception {
        Path jar = picocli();
        ArchivableJar.rewrite(jar);
        byte[] once = Files.readAllBytes(jar);
        assertThat(ArchivableJar.rewrite(jar)).isFalse();
        assertThat(Files.readAllBytes(jar)).isEqualTo(once);
        assertThat(folder.toFile().list()).containsExactly("picocli.jar");
    }

    private static List<String> names(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.stream().map(JarEntry::getName).toList();
        }
    }

    private static List<String> oldClasses(Path jar) throws IOException {
        return names(jar).stream()
                .filter(name -> name.endsWith(".class"))
                .filter(name -> model(jar, name).majorVersion() < ClassFile.JAVA_7_VERSION)
                .toList();
    }

    private static ClassModel model(Path jar, String name) {
        try (JarFile file = new JarFile(jar.toFile())) {
            return ClassFile.of().parse(file.getInputStream(file.getJarEntry(name)).readAllBytes());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
