package org.catfollow.cli.algo;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URISyntaxException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.catfollow.runtime.natives.NativeLibraries;
import org.catfollow.sdk.algorithm.AlgorithmHost;
import org.catfollow.sdk.images.ImageMode;
import org.catfollow.sdk.images.SharedImages;
import org.catfollow.sdk.runner.AlgorithmSettings;
import org.catfollow.sdk.runner.Program;
import org.catfollow.sdk.runner.RestartRule;

/**
 * How the algorithm in a folder is started.
 *
 * @param manifest its own
 * @param folder its own
 * @param store from which it reads images
 * @param region from which it reads live frames; null: from none
 * @param mode what a missing image becomes
 * @param userParams told with each call
 * @param timeout of a step
 * @param restarts what happens when it is lost
 * @param log takes what it writes to standard error
 */
record AlgorithmStart(
        Manifest manifest,
        Path folder,
        Path store,
        Path region,
        ImageMode mode,
        JsonObject userParams,
        Duration timeout,
        RestartRule restarts,
        Consumer<String> log) {
    private static final String PYTHON_PATH = "PYTHONPATH";

    AlgorithmSettings settings() {
        return new AlgorithmSettings(
                manifest.language() == Language.JAVA ? javaCommand() : manifest.command(),
                folder,
                environment(),
                userParams,
                manifest.startTimeout(),
                timeout,
                restarts,
                log);
    }

    private Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>();
        environment.put(SharedImages.STORE_VARIABLE, store.toString());
        // Empty takes away what a shell may have set.
        environment.put(SharedImages.REGION_VARIABLE, region == null ? "" : region.toString());
        environment.put(SharedImages.MODE_VARIABLE, mode.name().toLowerCase(Locale.ROOT));
        NativeLibraries.distribution()
                .ifPresent(
                        home ->
                                environment.put(
                                        PYTHON_PATH,
                                        pythonPath(home.resolve("sdk").resolve("python"))));
        return environment;
    }

    private static String pythonPath(Path ours) {
        String before = System.getenv(PYTHON_PATH);
        return before == null || before.isEmpty() ? ours.toString() : ours + ":" + before;
    }

    private List<String> javaCommand() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags());
        command.add("-XX:-UsePerfData");
        command.add("-cp");
        command.add(sdk() + ":" + String.join(":", classPath(folder)));
        command.add(AlgorithmHost.class.getName());
        command.add(manifest.className());
        return command;
    }

    /** What shared memory needs of a JVM: the distribution's file, or what this JVM was given. */
    private static List<String> flags() {
        Optional<Path> home = NativeLibraries.distribution();
        if (home.isPresent()) {
            return List.of("@" + home.get().resolve("jvm").resolve("common.args"));
        }
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(
                        flag ->
                                flag.startsWith("--add-")
                                        || flag.startsWith("--enable-native")
                                        || flag.startsWith("--sun-misc"))
                .toList();
    }

    /** In a distribution the jar names what it needs, which lies beside it; else all that we have. */
    private static String sdk() {
        if (NativeLibraries.distribution().isEmpty()) {
            return System.getProperty("java.class.path");
        }
        try {
            return Path.of(
                            AlgorithmHost.class
                                    .getProtectionDomain()
                                    .getCodeSource()
                                    .getLocation()
                                    .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns what there is nothing to start without, and what to do; empty when it is there. */
    static String missing(Manifest manifest, Path folder) {
        if (manifest.language() == Language.JAVA) {
            return missingClass(manifest, folder);
        }
        String program = manifest.command().get(0);
        if (Program.find(program, folder).isPresent()) {
            return "";
        }
        boolean path = program.contains("/");
        return "no program "
                + program
                + (path ? " in " + folder : " in PATH")
                + " that may be executed; "
                + (path && manifest.language() == Language.C
                        ? "compile it (./compile.sh in an example)"
                        : "install it")
                + ", or correct \"command\"";
    }

    private static String missingClass(Manifest manifest, Path folder) {
        // A class in a jar is found, or not, when it is loaded.
        boolean jars = classPath(folder).size() > 1;
        String file = "classes/" + manifest.className().replace('.', '/') + ".class";
        return jars || Files.isRegularFile(folder.resolve(file))
                ? ""
                : "no "
                        + file
                        + " in "
                        + folder
                        + ", and no jar in lib/; compile it (./compile.sh in an example)";
    }

    /** Returns where the classes of an algorithm are: its folder {@code classes}, its jars in {@code lib}. */
    static List<String> classPath(Path folder) {
        List<String> path = new ArrayList<>();
        path.add(folder.resolve("classes").toString());
        try (DirectoryStream<Path> jars =
                Files.newDirectoryStream(folder.resolve("lib"), "*.jar")) {
            jars.forEach(jar -> path.add(jar.toString()));
        } catch (IOException e) {
            // It has none.
        }
        path.sort(null);
        return path;
    }
}
