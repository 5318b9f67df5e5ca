package org.catfollow.simulator.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class DatasetMainTest {
    @TempDir private Path folder;

    private final StringWriter error = new StringWriter();

    private int run(String out, String... more) {
        List<String> words = new ArrayList<>(List.of("--out", folder.resolve(out).toString()));
        words.addAll(List.of(more));
        CommandLine line = DatasetMain.commandLine();
        line.setErr(new PrintWriter(error, true));
        line.setOut(new PrintWriter(new StringWriter()));
        return line.execute(words.toArray(String[]::new));
    }

    private Map<String, String> files(String out) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> paths = Files.list(folder.resolve(out))) {
            for (Path path : paths.toList()) {
                files.put(
                        path.getFileName().toString(),
                        java.util.Arrays.hashCode(Files.readAllBytes(path))
                                + " "
                                + Files.size(path));
            }
        }
        return files;
    }

    private JsonObject annotations(String out) throws IOException {
        return JsonParser.parseString(
                        Files.readString(folder.resolve(out).resolve("annotations.json")))
                .getAsJsonObject();
    }

    @Test
    void aSeedGivesTheSameFilesOnOneThreadAndOnTwo() throws IOException {
        String[] small = {"--pictures", "5", "--per-world", "2", "--size", "64x48"};
        assertThat(run("one", with(small, "--threads", "1"))).isZero();
        assertThat(run("two", with(small, "--threads", "2"))).isZero();
        assertThat(files("one")).hasSize(6).isEqualTo(files("two"));
        assertThat(run("other", with(small, "--seed", "2"))).isZero();
        assertThat(files("other")).isNotEqualTo(files("one"));
    }

    private static String[] with(String[] words, String... more) {
        return Stream.concat(Stream.of(words), Stream.of(more)).toArray(String[]::new);
    }

    @Test
    void boxesLieInThePicturesThatTheyBelongToAndMostPicturesHaveSome() throws IOException {
        assertThat(
                        run(
                                "cats",
                                "--spread=training",
                                "--pictures=40",
                                "--per-world=20",
                                "--size=80x60",
                                "--shrink=2",
                                "--format=bmp"))
                .isZero();
        JsonObject all = annotations("cats");
        JsonArray images = all.getAsJsonArray("images");
        assertThat(images).hasSize(40);
        for (JsonElement element : images) {
            JsonObject image = element.getAsJsonObject();
            Path file = folder.resolve("cats").resolve(image.get("file_name").getAsString());
            BufferedImage picture = ImageIO.read(file.toFile());
            assertThat(picture.getWidth()).isEqualTo(image.get("width").getAsInt()).isEqualTo(80);
            assertThat(picture.getHeight()).isEqualTo(image.get("height").getAsInt()).isEqualTo(60);
        }
        boolean[] hasCat = new boolean[40];
        for (JsonElement element : all.getAsJsonArray("annotations")) {
            JsonObject cat = element.getAsJsonObject();
            JsonArray box = cat.getAsJsonArray("bbox");
            double x = box.get(0).getAsDouble();
            double y = box.get(1).getAsDouble();
            assertThat(x).isBetween(0.0, 80.0);
            assertThat(y).isBetween(0.0, 60.0);
            assertThat(box.get(2).getAsDouble()).isPositive().isLessThanOrEqualTo(80 - x);
            assertThat(box.get(3).getAsDouble()).isPositive().isLessThanOrEqualTo(60 - y);
            hasCat[cat.get("image_id").getAsInt()] |= cat.get("iscrowd").getAsInt() == 0;
        }
        int with = 0;
        for (boolean has : hasCat) {
            with += has ? 1 : 0;
        }
        assertThat(with).isBetween(16, 39);
    }

    @Test
    void aDataSetOfDecoysHasNoBox() throws IOException {
        assertThat(run("decoys", "--no-cats", "--pictures=3", "--size=64x48")).isZero();
        assertThat(annotations("decoys").getAsJsonArray("annotations")).isEmpty();
    }

    @Test
    void mistakesAreToldInOneLine() {
        assertThat(run("x", "--size", "big")).isEqualTo(2);
        assertThat(run("x", "--size", "8x8")).isEqualTo(2);
        assertThat(run("x", "--pictures", "0")).isEqualTo(2);
        assertThat(run("x", "--format", "gif")).isEqualTo(2);
        assertThat(run("x", "--size", "1073741824x16", "--shrink", "4")).isEqualTo(2);
        assertThat(run("x", "--size", "640x480x3")).isEqualTo(2);
        assertThat(error.toString().lines().toList())
                .containsExactly(
                        "dataset: --size big: wanted is WxH in pixels, such as 640x480",
                        "dataset: --size 8x8: from 16x16, and drawn up to 4096x4096",
                        "dataset: --pictures 0: at least 1",
                        "dataset: --format gif: bmp, png or jpg",
                        "dataset: --size 1073741824x16: from 16x16, and drawn up to 4096x4096",
                        "dataset: --size 640x480x3: wanted is WxH in pixels, such as 640x480");
    }

    @Test
    void aFileInPlaceOfTheFolderIsNamed() throws IOException {
        Files.writeString(folder.resolve("taken"), "x");
        assertThat(run("taken", "--pictures=1", "--size=64x48")).isEqualTo(1);
        assertThat(error.toString().lines().toList())
                .singleElement()
                .asString()
                .contains("taken is no folder");
    }
}
