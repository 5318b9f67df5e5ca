package org.catfollow.cli.algo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.catfollow.runtime.StageFailure;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackageTest {
    private static final String SCRIPT = "#!/bin/sh\nexit 0\n";

    @TempDir private Path place;
    private Path folder;
    private Path zip;

    @BeforeEach
    void makeFolder() throws IOException {
        folder = Files.createDirectories(place.resolve("algorithm"));
        Files.writeString(folder.resolve("algorithm.json"), "{}");
        Files.createDirectories(folder.resolve("lib"));
        Files.writeString(folder.resolve("lib/run.sh"), SCRIPT);
        zip = place.resolve("a.zip");
    }

    private void unpack() throws IOException {
        PackageReader.unpack(zip, Files.createDirectories(place.resolve("unpacked")), () -> false);
    }

    /** By hand: what our own writer would not make. */
    private void pack(Map<String, String> files, Map<String, String> sums) throws IOException {
        TreeMap<String, String> hex = new TreeMap<>();
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            for (Map.Entry<String, String> file : files.entrySet()) {
                byte[] bytes = file.getValue().getBytes(StandardCharsets.UTF_8);
                out.putNextEntry(new ZipEntry(file.getKey()));
                out.write(bytes);
                MessageDigest digest = Sums.digest();
                digest.update(bytes);
                hex.put(file.getKey(), Sums.hex(digest));
            }
            hex.putAll(sums);
            out.putNextEntry(new ZipEntry(FileLimits.SUMS));
            out.write(Sums.file(hex));
        }
    }

    @Test
    void whatIsPackedComesOutAgainWithProgramsThatMayBeExecuted() throws IOException {
        assertThat(PackageWriter.write(folder, zip, part -> {})).isEqualTo(2);
        unpack();
        Path script = place.resolve("unpacked/lib/run.sh");
        assertThat(script).hasContent(SCRIPT).isExecutable();
        assertThat(place.resolve("unpacked/algorithm.json")).hasContent("{}");
    }

    @Test
    void theSameFilesMakeTheSamePackage() throws IOException {
        PackageWriter.write(folder, zip, part -> {});
        byte[] first = Files.readAllBytes(zip);
        Files.setLastModifiedTime(folder.resolve("lib/run.sh"), FileTime.fromMillis(0));
        PackageWriter.write(folder, zip, part -> {});
        assertThat(zip).hasBinaryContent(first);
    }

    @Test
    void hiddenFilesCachesAndThePackageItselfStayOut() throws IOException {
        Files.createDirectories(folder.resolve("__pycache__"));
        Files.writeString(folder.resolve("__pycache__/a.pyc"), "x");
        Files.writeString(folder.resolve(".secret"), "x");
        zip = folder.resolve("a.zip");
        PackageWriter.write(folder, zip, part -> {});
        PackageWriter.write(folder, zip, part -> {});
        try (ZipFile file = new ZipFile(zip.toFile())) {
            assertThat(file.stream().map(ZipEntry::getName))
                    .containsExactly("algorithm.json", "lib/run.sh", FileLimits.SUMS);
        }
    }

    @Test
    void aLinkOutOfTheFolderIsRefusedAndOneWithinIsFollowed() throws IOException {
        Files.createSymbolicLink(folder.resolve("also.sh"), Path.of("lib/run.sh"));
        assertThat(PackageWriter.write(folder, zip, part -> {})).isEqualTo(3);
        Files.createSymbolicLink(folder.resolve("out"), Path.of("/etc/hostname"));
        assertThatThrownBy(() -> PackageWriter.write(folder, zip, part -> {}))
                .isInstanceOf(StageFailure.class)
                .hasMessageStartingWith("cannot package out: it is a link out of the folder");
        assertThat(place.resolve("a.zip.part")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"../evil", "/evil", "a/../../evil", "a//b", "./a", "a\\..\\evil", "C:evil"})
    void aNameThatLeadsOutOfTheFolderIsRefused(String name) throws IOException {
        pack(Map.of(name, "x"), Map.of());
        assertThatThrownBy(this::unpack)
                .isInstanceOf(StageFailure.class)
                .hasMessageContaining("do not trust it");
        assertThat(place.resolve("evil")).doesNotExist();
    }

    @Test
    void aChangedFileIsNamedWithBothSums() throws IOException {
        pack(Map.of("a", "x"), Map.of("a", "0".repeat(64)));
        assertThatThrownBy(this::unpack)
                .hasMessageContaining("file a: SHA-256 expected=0000")
                .hasMessageContaining("actual=2d711642");
    }

    @Test
    void aFileWithoutASumAndASumWithoutAFileAreRefused() throws IOException {
        pack(Map.of("a", "x"), Map.of("b", "0".repeat(64)));
        assertThatThrownBy(this::unpack).hasMessageContaining("file b: named in SHA256SUMS, but");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            out.putNextEntry(new ZipEntry("c"));
        }
        assertThatThrownBy(this::unpack).hasMessageContaining("it has no SHA256SUMS");
    }

    @Test
    void aFileThatUnpacksToTooMuchIsRefusedWhileItIsUnpacked() throws IOException {
        byte[] zeroes = new byte[1 << 20];
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            out.putNextEntry(new ZipEntry("bomb"));
            for (long bytes = 0; bytes <= FileLimits.FILE_BYTES; bytes += zeroes.length) {
                out.write(zeroes);
            }
        }
        assertThat(Files.size(zip)).isLessThan(1 << 20);
        assertThatThrownBy(this::unpack)
                .isInstanceOf(StageFailure.class)
                .hasMessageContaining("it unpacks to more than");
    }

    @Test
    void whatIsNoPackageIsSaid() throws IOException {
        Files.writeString(zip, "hello");
        assertThatThrownBy(this::unpack).hasMessageContaining("it is no package");
    }

    @Test
    void aPackageOpenedIsATemporaryFolderThatGoesAgain() throws IOException {
        PackageWriter.write(folder, zip, part -> {});
        Path unpacked;
        try (AlgorithmFolder opened = AlgorithmFolder.open(zip, () -> false)) {
            unpacked = opened.folder();
            assertThat(unpacked.resolve("lib/run.sh")).exists();
        }
        assertThat(unpacked).doesNotExist();
    }

    @Test
    void ofAPackageThatIsRefusedInItsTrialNothingIsLeft() {
        assertThatThrownBy(
                        () ->
                                PackageWriter.write(
                                        folder,
                                        zip,
                                        part -> {
                                            assertThat(part).exists();
                                            throw new IllegalStateException("refused");
                                        }))
                .hasMessage("refused");
        assertThat(place).isDirectoryNotContaining(path -> path.toString().contains("a.zip"));
    }

    @Test
    void sumsOfManyLongNamesAreRead() throws IOException {
        Path deep = Files.createDirectories(folder.resolve("d".repeat(90)));
        for (int i = 0; i < FileLimits.FILES - 2; i++) {
            Files.createFile(deep.resolve("%04d".formatted(i) + "\u00e4".repeat(100)));
        }
        assertThat(PackageWriter.write(folder, zip, part -> {})).isEqualTo(FileLimits.FILES);
        unpack();
        assertThat(place.resolve("unpacked/lib/run.sh")).exists();
    }

    @Test
    void whoInterruptsUnpackingLeavesNothing() throws IOException {
        PackageWriter.write(folder, zip, part -> {});
        assertThatThrownBy(() -> AlgorithmFolder.open(zip, () -> true))
                .isInstanceOf(StageFailure.class)
                .hasMessageContaining("it was interrupted");
    }
}
