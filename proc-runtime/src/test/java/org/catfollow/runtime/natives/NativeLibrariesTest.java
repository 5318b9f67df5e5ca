package org.catfollow.runtime.natives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NativeLibrariesTest {
    /** Out of a jar and out of a folder: any file will do that the class path has. */
    private static final String IN_JAR = "/org/junit/jupiter/api/Test.class";

    private static final String IN_FOLDER =
            "/META-INF/services/ch.qos.logback.classic.spi.Configurator";

    @TempDir private Path folder;

    private final String home = System.getProperty("user.home");
    private final String natives = System.getProperty(NativeLibraries.FOLDER_PROPERTY);

    @BeforeEach
    void useAHomeOfOurOwn() {
        System.setProperty("user.home", folder.toString());
        System.clearProperty(NativeLibraries.FOLDER_PROPERTY);
    }

    @AfterEach
    void restore() {
        System.setProperty("user.home", home);
        if (natives != null) {
            System.setProperty(NativeLibraries.FOLDER_PROPERTY, natives);
        } else {
            System.clearProperty(NativeLibraries.FOLDER_PROPERTY);
        }
    }

    private static byte[] content(String resource) throws IOException {
        try (InputStream in = NativeLibraries.class.getResourceAsStream(resource)) {
            return in.readAllBytes();
        }
    }

    private Path cache() {
        return folder.resolve(".cache/cat-follow/natives/v1").resolve(NativeLibraries.platform());
    }

    @ParameterizedTest
    @ValueSource(strings = {IN_JAR, IN_FOLDER})
    void aLibraryIsUnpackedIntoTheCacheOfItsVersion(String resource) throws IOException {
        Path library = NativeLibraries.find("libx.so", "v1", resource);
        assertThat(library).isEqualTo(cache().resolve("libx.so"));
        assertThat(library).hasBinaryContent(content(resource));
        try (var files = Files.list(cache())) {
            assertThat(files).as("no temporary file is left").containsExactly(library);
        }
    }

    @Test
    void aLibraryIsUnpackedOnce() throws IOException {
        Path library = NativeLibraries.find("libx.so", "v1", IN_JAR);
        FileTime longAgo = FileTime.from(Instant.parse("2001-01-01T00:00:00Z"));
        Files.setLastModifiedTime(library, longAgo);
        assertThat(NativeLibraries.find("libx.so", "v1", IN_JAR)).isEqualTo(library);
        assertThat(Files.getLastModifiedTime(library)).isEqualTo(longAgo);
    }

    @ParameterizedTest
    @ValueSource(strings = {IN_JAR, IN_FOLDER})
    void aLibraryThatIsNotWholeIsUnpackedAnew(String resource) throws IOException {
        Path library = NativeLibraries.find("libx.so", "v1", resource);
        Files.write(library, new byte[10]);
        assertThat(NativeLibraries.find("libx.so", "v1", resource))
                .hasBinaryContent(content(resource));
    }

    @Test
    void whatAnotherProcessIsStillUnpackingIsNotTaken() throws IOException {
        Files.createDirectories(cache());
        Path part = Files.write(cache().resolve("libx.so123.part"), new byte[10]);
        assertThat(NativeLibraries.find("libx.so", "v1", IN_JAR)).hasBinaryContent(content(IN_JAR));
        assertThat(part).hasBinaryContent(new byte[10]);
    }

    @Test
    void twoVersionsDoNotMix() {
        assertThat(NativeLibraries.find("libx.so", "v2", IN_JAR))
                .isNotEqualTo(NativeLibraries.find("libx.so", "v1", IN_JAR));
    }

    @Test
    void aLibraryThatIsNowhereIsNamed() {
        assertThatThrownBy(() -> NativeLibraries.find("libx.so", "v1", "/no/libx.so"))
                .isInstanceOf(StageFailure.class)
                .hasMessage("native library /no/libx.so is not on the class path");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aCacheThatCannotBeWrittenIsNamed() throws IOException {
        Path blocked = Files.createFile(folder.resolve(".cache"));
        assertThatThrownBy(() -> NativeLibraries.find("libx.so", "v1", IN_JAR))
                .isInstanceOf(StageFailure.class)
                .hasMessageContaining("cannot unpack native library into " + blocked);
    }

    @Test
    void aDistributionsFolderIsUsedAsItIs() throws IOException {
        Path library = folder.resolve("natives").resolve(NativeLibraries.platform());
        Files.createDirectories(library);
        library = Files.write(library.resolve("libx.so"), new byte[3]);
        System.setProperty(NativeLibraries.FOLDER_PROPERTY, folder.resolve("natives").toString());
        assertThat(NativeLibraries.find("libx.so", "v1", "/no/libx.so")).isEqualTo(library);
        assertThat(folder.resolve(".cache")).doesNotExist();
    }

    @Test
    void aDistributionWithoutTheLibraryIsNamed() {
        System.setProperty(NativeLibraries.FOLDER_PROPERTY, folder.toString());
        assertThatThrownBy(() -> NativeLibraries.find("libx.so", "v1", IN_JAR))
                .isInstanceOfSatisfying(
                        StageFailure.class,
                        e -> assertThat(e.exitCode()).isEqualTo(ExitCode.FAILED))
                .hasMessage(
                        "cannot read native library "
                                + folder.resolve(NativeLibraries.platform()).resolve("libx.so")
                                + "; build the distribution again with `mvn package`");
    }

    @Test
    void thePlatformIsOneOfTheTwoThatWeHave() {
        assertThat(NativeLibraries.platform()).isIn(List.of("linux-x86_64", "linux-aarch64"));
    }
}
