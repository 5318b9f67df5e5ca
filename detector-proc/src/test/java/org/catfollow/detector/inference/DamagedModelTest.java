package org.catfollow.detector.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.catfollow.detector.TestData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No damaged model ends the JVM: tried in a JVM of its own, whose end would be seen here. */
class DamagedModelTest {
    @TempDir Path folder;

    @Test
    void survivesFilesCutAtAnyLength() throws Exception {
        assertThat(probe("cut", 60)).contains("survived 60: 0 opened, 60 refused");
    }

    @Test
    void survivesFlippedBitsInTheGraph() throws Exception {
        assertThat(probe("flip", 200)).contains("survived 200: ");
    }

    @Test
    void theProbeTellsWhenItsJvmDies() throws Exception {
        assertThat(probe("die", 1)).doesNotContain("survived");
    }

    private String probe(String damage, int files) throws IOException, InterruptedException {
        String repository = System.getProperty("catfollow.repository", ".");
        Process process =
                new ProcessBuilder(
                                List.of(
                                        ProcessHandle.current().info().command().orElseThrow(),
                                        "@" + repository + "/deploy/jvm/common.args",
                                        "-Xmx128m",
                                        "-XX:-CreateCoredumpOnCrash",
                                        "-XX:ErrorFile=" + folder.resolve("hs_err.log"),
                                        "-cp",
                                        System.getProperty("java.class.path"),
                                        DamagedModelProbe.class.getName(),
                                        TestData.file(TestData.PICAR_MODEL).toString(),
                                        folder.resolve("damaged.tflite").toString(),
                                        damage,
                                        Integer.toString(files)))
                        .redirectErrorStream(true)
                        .start();
        try {
            String output =
                    new String(
                            process.getInputStream().readAllBytes(),
                            java.nio.charset.StandardCharsets.UTF_8);
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return output;
        } finally {
            process.destroyForcibly();
        }
    }
}
