package org.catfollow.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** install.sh below a folder, with a distribution that has one file of each kind. */
class InstallTest {
    private static final Path DEPLOY =
            Path.of(System.getProperty("catfollow.repository")).resolve("deploy");

    @TempDir Path folder;

    private Path distribution;
    private Path root;

    @BeforeEach
    void makeDistribution() throws IOException {
        distribution = folder.resolve("dist");
        root = folder.resolve("root");
        write("lib/a.jar", "jar");
        write("jvm/common.args", "");
        write("sdk/python/catfollow.py", "reader\n");
        write("sdk/c/catfollow.h", "reader\n");
        write("conf/version", "1.2.3\n");
        write("conf/settings.tsv", "# nothing\n");
        write("conf/cat-follow.conf", "# one\n");
        write("completion/cat-follow", "complete\n");
        write("aot/cli.aot", "of this machine");
        Path bin = Files.createDirectories(distribution.resolve("bin"));
        for (String script : List.of("install.sh", "launch.sh", "cat-follow")) {
            Files.copy(
                    DEPLOY.resolve(script),
                    bin.resolve(script),
                    java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
        }
        try (Stream<Path> units = Files.walk(DEPLOY.resolve("systemd"))) {
            for (Path unit : units.filter(Files::isRegularFile).toList()) {
                write(
                        "systemd/" + DEPLOY.resolve("systemd").relativize(unit),
                        Files.readString(unit));
            }
        }
    }

    private void write(String file, String text) throws IOException {
        Path path = distribution.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private int code;

    private String install(String... words) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of(distribution.resolve("bin/install.sh").toString()));
        command.addAll(List.of("--destdir", root.toString()));
        command.addAll(List.of(words));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        code = process.waitFor();
        return text;
    }

    @Test
    void laysDownDistributionCommandsUnitsAndConfiguration() throws Exception {
        assertThat(install()).contains("installed cat-follow 1.2.3");
        assertThat(code).isZero();
        assertThat(root.resolve("opt/cat-follow/lib/a.jar")).exists();
        assertThat(root.resolve("opt/cat-follow/sdk/python/catfollow.py")).exists();
        assertThat(root.resolve("opt/cat-follow/sdk/c/catfollow.h")).exists();
        assertThat(root.resolve("opt/cat-follow/aot")).doesNotExist();
        assertThat(root.resolve("etc/cat-follow/cat-follow.conf")).hasContent("# one\n");
        assertThat(Files.readSymbolicLink(root.resolve("usr/local/bin/cat-follow")))
                .isEqualTo(Path.of("/opt/cat-follow/bin/cat-follow"));
        assertThat(root.resolve("etc/systemd/system/cat-follow@control.service.d/wheels.conf"))
                .exists();
        assertThat(root.resolve("usr/local/share/bash-completion/completions/cat-follow")).exists();
    }

    @Test
    void aPrefixIsWhereTheUnitsLook() throws Exception {
        install("--prefix", "/usr/lib/cat-follow");
        assertThat(Files.readString(root.resolve("usr/lib/systemd/system/cat-follow@.service")))
                .contains("ExecStart=/usr/lib/cat-follow/bin/%i-proc")
                .doesNotContain("/opt/");
        assertThat(root.resolve("usr/bin/cat-follow-launch")).isSymbolicLink();
    }

    @Test
    void anUpgradeKeepsAConfigurationThatWasEdited() throws Exception {
        install();
        Path configuration = root.resolve("etc/cat-follow/cat-follow.conf");
        Files.writeString(configuration, "control.max-speed = 0.1\n");
        write("conf/cat-follow.conf", "# two\n");
        assertThat(install()).contains("kept your /etc/cat-follow/cat-follow.conf");
        assertThat(configuration).hasContent("control.max-speed = 0.1\n");
        assertThat(root.resolve("etc/cat-follow/cat-follow.conf.new")).hasContent("# two\n");
    }

    @Test
    void anUpgradeRenewsAConfigurationThatNobodyTouched() throws Exception {
        install();
        write("conf/cat-follow.conf", "# two\n");
        write("lib/b.jar", "jar");
        Files.delete(distribution.resolve("lib/a.jar"));
        install();
        assertThat(code).isZero();
        assertThat(root.resolve("etc/cat-follow/cat-follow.conf")).hasContent("# two\n");
        assertThat(root.resolve("opt/cat-follow/lib/a.jar")).doesNotExist();
        assertThat(root.resolve("opt/cat-follow/lib/b.jar")).exists();
    }

    @Test
    void uninstallingLeavesTheConfigurationAndPurgingNothing() throws Exception {
        install();
        Path own = root.resolve("etc/systemd/system/cat-follow@control.service.d/override.conf");
        Files.writeString(own, "[Service]\n");
        install("--uninstall");
        assertThat(code).isZero();
        assertThat(files())
                .containsExactlyInAnyOrder(
                        "etc/cat-follow/cat-follow.conf",
                        "etc/systemd/system/cat-follow@control.service.d/override.conf");
        Files.delete(own);
        install("--purge");
        assertThat(code).isZero();
        assertThat(files()).isEmpty();
    }

    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(it -> !Files.isDirectory(it))
                    .map(it -> root.relativize(it).toString())
                    .toList();
        }
    }

    @Test
    void aFolderThatIsNoneOfOursIsLeftAlone() throws Exception {
        Path other = Files.createDirectories(root.resolve("opt/cat-follow"));
        Files.writeString(other.resolve("mine"), "mine");
        assertThat(install()).contains("is there and is no cat-follow");
        assertThat(code).isEqualTo(1);
        assertThat(other.resolve("mine")).exists();
        assertThat(install("--uninstall")).contains("is no cat-follow");
        assertThat(other.resolve("mine")).exists();
    }

    @Test
    void aWrongWordIsRefused() throws Exception {
        assertThat(install("--prefx", "/x")).contains("unknown argument --prefx");
        assertThat(code).isEqualTo(2);
        assertThat(install("--prefix", "x y")).contains("--prefix 'x y'");
        assertThat(code).isEqualTo(2);
    }
}
