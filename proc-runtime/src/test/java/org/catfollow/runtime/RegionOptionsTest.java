package org.catfollow.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import org.catfollow.shm.layout.Geometry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class RegionOptionsTest {
    private static Path regionOf(String... arguments) {
        return ParsedOptions.of(arguments).files().region();
    }

    @Test
    void withoutANameTheRegionIsTheDefaultInstances() {
        assertThat(regionOf()).hasToString("/dev/shm/cat-follow");
    }

    @Test
    void theNameDefaultIsNoName() {
        assertThat(regionOf("--name", "default")).isEqualTo(regionOf());
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "left-eye", "a.b", "0", "lock", "Default", "..x"})
    void aNameIsPartOfTheFileName(String name) {
        assertThat(regionOf("--name", name)).hasToString("/dev/shm/cat-follow-" + name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".",
                "..",
                "...",
                "a/b",
                "../x",
                "a b",
                "x.lock",
                "x.new",
                ".lock",
                "naïve",
                "a2345678901234567890123456789012345678901"
            })
    void aNameThatMeansOtherFilesIsRefused(String name) {
        assertThatThrownBy(() -> regionOf("--name", name))
                .isInstanceOf(CommandLine.ParameterException.class)
                .hasMessageStartingWith("--name: instance name must")
                .hasMessageContaining("'" + name + "'");
    }

    @Test
    void aPathReplacesTheName() {
        assertThat(regionOf("--region", "/tmp/a/../b", "--name", "x")).hasToString("/tmp/b");
    }

    @Test
    void aRelativePathIsMadeAbsolute() {
        assertThat(regionOf("--region", "b")).isEqualTo(Path.of("").toAbsolutePath().resolve("b"));
    }

    @Test
    void theDefaultGeometryIsTheRegionsOwn() {
        assertThat(ParsedOptions.of().geometry()).isEqualTo(Geometry.DEFAULT);
    }

    @Test
    void theGeometryIsWhatTheFlagsSay() {
        assertThat(
                        ParsedOptions.of(
                                        "--slots",
                                        "32",
                                        "--slot-width",
                                        "320",
                                        "--slot-height",
                                        "200")
                                .geometry())
                .isEqualTo(new Geometry(32, 320, 200));
    }

    @ParameterizedTest
    @CsvSource({
        "--slots, 3, slot count",
        "--slots, 12, slot count",
        "--slots, -16, slot count",
        "--slots, 512, slot count",
        "--slot-width, 63, slot width",
        "--slot-width, 100000, slot width",
        "--slot-height, 0, slot height"
    })
    void aGeometryThatCannotBeIsRefused(String flag, String value, String what) {
        assertThatThrownBy(() -> ParsedOptions.of(flag, value).geometry())
                .isInstanceOf(CommandLine.ParameterException.class)
                .hasMessageStartingWith("--slots, --slot-width, --slot-height: " + what)
                .hasMessageEndingWith("not " + value);
    }

    @Test
    void theAttachTimeoutIsMilliseconds() {
        assertThat(ParsedOptions.of("--attach-timeout", "250").attachTimeout())
                .isEqualTo(Duration.ofMillis(250));
        assertThat(ParsedOptions.of("--attach-timeout", "0").attachTimeout()).isZero();
    }

    @Test
    void aNegativeTimeoutIsRefused() {
        assertThatThrownBy(() -> ParsedOptions.of("--attach-timeout", "-1").attachTimeout())
                .isInstanceOf(CommandLine.ParameterException.class)
                .hasMessage("--attach-timeout must be 0 or more, not -1");
    }
}
