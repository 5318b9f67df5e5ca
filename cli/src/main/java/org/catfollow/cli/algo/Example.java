package org.catfollow.cli.algo;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;

/** The files of an example, by name. */
final class Example {
    private static final Map<String, String> JAVA =
            Map.of(
                    "algorithm.json", "java/algorithm.json",
                    "compile.sh", "java/compile.sh",
                    "src/algorithm/@CLASS@.java", "java/Example.java.txt",
                    "src/META-INF/services/org.catfollow.sdk.algorithm.Algorithm",
                            "java/services.txt");
    private static final Map<String, String> PYTHON =
            Map.of(
                    "algorithm.json",
                    "python/algorithm.json",
                    "algorithm.py",
                    "python/algorithm.py");
    private static final Map<String, String> C =
            Map.of(
                    "algorithm.json", "c/algorithm.json",
                    "compile.sh", "c/compile.sh",
                    "@NAME@.c", "c/algorithm.c");

    /** What the example in Java calls by its simple name: a class of that name would hide it. */
    private static final Set<String> USED =
            Set.of(
                    "Algorithm",
                    "AlgorithmResult",
                    "ByteBuffer",
                    "ExecuteRequest",
                    "ImageException",
                    "JsonObject",
                    "Override",
                    "SharedImage",
                    "SharedImages");

    private final Map<String, String> files = new TreeMap<>();

    private Example() {}

    static Example of(Language language, String name) {
        Example example = new Example();
        templates(language)
                .forEach(
                        (file, template) ->
                                example.files.put(
                                        filled(file, name), filled(text(template), name)));
        return example;
    }

    private static Map<String, String> templates(Language language) {
        return switch (language) {
            case JAVA -> JAVA;
            case PYTHON -> PYTHON;
            case C -> C;
            case OTHER -> throw new IllegalArgumentException("no example in another language");
        };
    }

    /** {@code brightness-blur} is {@code BrightnessBlur}, {@code algorithm} is {@code MyAlgorithm}. */
    static String className(String name) {
        String joined =
                Arrays.stream(name.split("-"))
                        .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1))
                        .collect(Collectors.joining());
        return USED.contains(joined) ? "My" + joined : joined;
    }

    private static String filled(String text, String name) {
        return text.replace("@CLASS@", className(name)).replace("@NAME@", name);
    }

    private static String text(String template) {
        try (InputStream in = Example.class.getResourceAsStream(template)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(template, e);
        }
    }

    /** Writes all of them; none where one is there already. */
    void write(Path folder) {
        for (String name : files.keySet()) {
            if (Files.exists(folder.resolve(name))) {
                throw exists(folder.resolve(name), null);
            }
        }
        for (Map.Entry<String, String> file : files.entrySet()) {
            write(folder.resolve(file.getKey()), file.getValue());
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text, StandardOpenOption.CREATE_NEW);
            if (text.startsWith("#!")) {
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
        } catch (FileAlreadyExistsException e) {
            throw exists(file, e);
        } catch (IOException e) {
            throw new StageFailure(ExitCode.FAILED, "cannot write " + file + ": " + Why.of(e), e);
        }
    }

    private static StageFailure exists(Path file, IOException cause) {
        return new StageFailure(
                ExitCode.FAILED,
                file + " is there already and is not overwritten; use another NAME or --dir",
                cause);
    }
}
