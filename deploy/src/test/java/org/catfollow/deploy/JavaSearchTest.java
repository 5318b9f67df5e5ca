package org.catfollow.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.catfollow.capture.CaptureCommand;
import org.catfollow.runtime.ProcessExit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which Java the scripts of the distribution run; the Javas are shell scripts. */
class JavaSearchTest {
    @TempDir Path folder;
    private Path distribution;

    @BeforeEach
    void makeDistribution() throws IOException {
        distribution = folder.resolve("cat-follow");
        Path parts = Files.createDirectories(distribution.resolve("bin/launcher"));
        Files.createDirectories(distribution.resolve("lib"));
        Files.createDirectories(distribution.resolve("conf"));
        Files.writeString(distribution.resolve("conf/version"), "7.8.9\n");
        Path sources = StandIn.sources();
        StandIn.copy(sources.resolve("launcher/distribution.sh"), parts.resolve("distribution.sh"));
        StandIn.copy(sources.resolve("launcher/config.sh"), parts.resolve("config.sh"));
        StandIn.copy(sources.resolve("capture-proc"), distribution.resolve("bin/capture-proc"));
    }

    private Path jdk(String version) throws IOException {
        Path home = folder.resolve("jdk-" + version);
        Path java = Files.createDirectories(home.resolve("bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\necho $0 \"$@\"\n");
        assertThat(java.toFile().setExecutable(true)).isTrue();
        Files.writeString(
                home.resolve("release"),
                "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\nMODULES=\"java.base\"\n");
        return home;
    }

    private String capture(Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(distribution.resolve("bin/capture-proc").toString());
        builder.command().addAll(List.of(arguments));
        builder.environment().remove("JAVA_HOME");
        builder.environment().remove("CAT_FOLLOW_JAVA_HOME");
        builder.environment().putAll(environment);
        Process process = builder.redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        return process.waitFor() + ": " + output.strip();
    }

    @Test
    void startsTheStageWithItsFlagsLibrariesAndArguments() throws Exception {
        Path jdk = jdk("25.0.1");
        assertThat(capture(Map.of("CAT_FOLLOW_JAVA_HOME", jdk.toString()), "--source", "a b"))
                .isEqualTo(
                        "0: %s/bin/java @%s/jvm/common.args @%s/jvm/capture.args"
                                        .formatted(jdk, distribution, distribution)
                                + " -Dcatfollow.natives=%s/natives".formatted(distribution)
                                + " -Dcatfollow.settings=%s/conf/settings.tsv"
                                        .formatted(distribution)
                                + " -cp %s/lib/capture-proc-7.8.9.jar".formatted(distribution)
                                + " org.catfollow.capture.CaptureCommand --source a b");
    }

    @Test
    void aWorldThatJavaDrawsGetsTheOptimisingCompiler() throws Exception {
        Map<String, String> environment = Map.of("CAT_FOLLOW_JAVA_HOME", jdk("25.0.1").toString());
        String drawn =
                "@%s/jvm/capture.args @%s/jvm/capture-drawn.args "
                        .formatted(distribution, distribution);

        assertThat(capture(environment, "--source", "sim:")).contains(drawn);
        assertThat(capture(environment, "--source=scene:room.jpg")).contains(drawn);
        assertThat(capture(environment, "--source", "sim:", "--source", "test:"))
                .doesNotContain(drawn);
    }

    @Test
    void aSourceThatIsNotNamedIsRunAsTheDefaultOfTheFlag() throws Exception {
        Map<String, String> environment = Map.of("CAT_FOLLOW_JAVA_HOME", jdk("25.0.1").toString());
        String source =
                ProcessExit.commandLine(new CaptureCommand())
                        .getCommandSpec()
                        .findOption("--source")
                        .defaultValue();
        String named = " --source " + source;

        assertThat(capture(environment) + named)
                .isEqualTo(capture(environment, "--source", source))
                .contains("capture-drawn.args");
        assertThat(capture(environment, "--loop") + named)
                .isEqualTo(capture(environment, "--loop", "--source", source));
    }

    @Test
    void refusesAnOlderJavaThatTheUserNamedForIt() throws Exception {
        Path jdk = jdk("17.0.15");
        assertThat(capture(Map.of("CAT_FOLLOW_JAVA_HOME", jdk.toString())))
                .isEqualTo(
                        "1: capture-proc: CAT_FOLLOW_JAVA_HOME=%s is no Java 25 or later (version found: 17)"
                                .formatted(jdk));
    }

    @Test
    void passesOverAnOlderJavaHomeAndFollowsTheLinkOnThePath() throws Exception {
        Path jdk = jdk("25");
        Path link = Files.createDirectories(folder.resolve("links")).resolve("java");
        Files.createSymbolicLink(link, jdk.resolve("bin/java"));
        assertThat(
                        capture(
                                Map.of(
                                        "JAVA_HOME",
                                        jdk("17.0.15").toString(),
                                        "PATH",
                                        link.getParent() + ":" + System.getenv("PATH"))))
                .startsWith("0: " + jdk.resolve("bin/java") + " ");
    }

    @Test
    void worksThroughALinkToTheScript() throws Exception {
        Path link = folder.resolve("capture");
        Files.createSymbolicLink(link, distribution.resolve("bin/capture-proc"));
        ProcessBuilder builder = new ProcessBuilder(link.toString());
        builder.environment().put("CAT_FOLLOW_JAVA_HOME", jdk("26-ea").toString());
        Process process = builder.redirectErrorStream(true).start();
        assertThat(new String(process.getInputStream().readAllBytes(), UTF_8))
                .contains(distribution + "/lib/capture-proc-7.8.9.jar");
    }
}
