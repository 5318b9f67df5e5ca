package org.catfollow.tracker.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;
import org.catfollow.runtime.natives.NativeLibraries;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TrackerModelsTest {
    @TempDir private Path folder;

    @BeforeAll
    static void loadOpenCv() {
        NativeLibraries.loadOpenCv();
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> refuses(
            ExitCode code, TrackerKind kind, Path... models) {
        return assertThatThrownBy(() -> VisualTrackers.make(kind, List.of(models)))
                .isInstanceOfSatisfying(
                        StageFailure.class, e -> assertThat(e.exitCode()).isEqualTo(code))
                .hasMessageNotContaining("\n");
    }

    @ParameterizedTest
    @EnumSource(names = {"CF", "KCF", "MOSSE", "MIL"})
    void aKindWithoutModelRefusesOne(TrackerKind kind) {
        refuses(ExitCode.USAGE, kind, Path.of("x.onnx"))
                .hasMessage(
                        "--tracker-model x.onnx: --tracker "
                                + kind
                                + " needs no model; leave it away");
    }

    @Test
    void anotherNumberOfFilesIsWrongUsage() {
        Path file = Path.of("x.onnx");
        refuses(ExitCode.USAGE, TrackerKind.NANO)
                .hasMessage(
                        "--tracker nano: needs --tracker-model BACKBONE.onnx,HEAD.onnx, two files in this order; 0 files given");
        refuses(ExitCode.USAGE, TrackerKind.NANO, file).hasMessageEndingWith("; 1 files given");
        refuses(ExitCode.USAGE, TrackerKind.NANO, file, file, file)
                .hasMessageEndingWith("; 3 files given");
        refuses(ExitCode.USAGE, TrackerKind.VIT).hasMessageContaining("FILE.onnx, one file");
        refuses(ExitCode.USAGE, TrackerKind.VIT, file, file)
                .hasMessageEndingWith("; 2 files given");
    }

    @Test
    void aMissingFileIsNamed() {
        Path missing = folder.resolve("no.onnx");
        refuses(ExitCode.MODEL, TrackerKind.VIT, missing)
                .hasMessage("tracker model " + missing + " cannot be used: no such file");
    }

    @Test
    void foldersEmptyFilesAndOtherNamesAreRefused() throws IOException {
        Path directory = Files.createDirectory(folder.resolve("folder.onnx"));
        refuses(ExitCode.MODEL, TrackerKind.VIT, directory)
                .hasMessageEndingWith("not a file that can be read");
        Path empty = Files.createFile(folder.resolve("empty.onnx"));
        refuses(ExitCode.MODEL, TrackerKind.VIT, empty).hasMessageEndingWith("the file is empty");
        Path other = Files.writeString(folder.resolve("model.tflite"), "TFL3");
        refuses(ExitCode.MODEL, TrackerKind.VIT, other).hasMessageContaining("not an ONNX file");
    }

    @Test
    void aFileThatIsNoModelIsRefused() throws IOException {
        Path text = Files.writeString(folder.resolve("text.onnx"), "not a model\n".repeat(100));
        refuses(ExitCode.MODEL, TrackerKind.VIT, text)
                .hasMessageEndingWith("OpenCV cannot run it as VitTrack");
        refuses(ExitCode.MODEL, TrackerKind.NANO, text, text)
                .hasMessageEndingWith("OpenCV cannot run them as NanoTrack's backbone and head");
    }

    @Test
    void aModelOfAnotherTrackerIsRefused() {
        List<Path> nano = Trackers.models(TrackerKind.NANO);
        Path vit = Trackers.models(TrackerKind.VIT).get(0);
        refuses(ExitCode.MODEL, TrackerKind.VIT, nano.get(0))
                .hasMessageEndingWith("OpenCV cannot run it as VitTrack");
        refuses(ExitCode.MODEL, TrackerKind.VIT, nano.get(1));
        refuses(ExitCode.MODEL, TrackerKind.NANO, vit, nano.get(1));
        refuses(ExitCode.MODEL, TrackerKind.NANO, nano.get(0), nano.get(0))
                .hasMessageEndingWith("OpenCV cannot run them as NanoTrack's backbone and head");
    }

    @Test
    void aFileCutShortIsRefused() throws IOException {
        Path head = Trackers.models(TrackerKind.NANO).get(1);
        byte[] whole = Files.readAllBytes(Trackers.models(TrackerKind.NANO).get(0));
        Path half =
                Files.write(folder.resolve("half.onnx"), Arrays.copyOf(whole, whole.length / 2));
        refuses(ExitCode.MODEL, TrackerKind.NANO, half, head);
    }

    @Test
    void headBeforeBackboneIsSaidSo() {
        List<Path> nano = Trackers.models(TrackerKind.NANO);
        refuses(ExitCode.MODEL, TrackerKind.NANO, nano.get(1), nano.get(0))
                .hasMessageEndingWith("the wrong order; give the backbone first, then the head");
    }
}
