package org.catfollow.detector.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.catfollow.detector.catalogue.CatalogueModel;
import org.catfollow.detector.catalogue.ModelsFolder;
import org.catfollow.detector.catalogue.Published;
import org.catfollow.detector.fetch.ModelFetch.Outcome;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A model of two files, its publisher and the folder that it is fetched into. */
abstract class PublishedModel {
    static final String MODEL = "a model's many bytes, ".repeat(9_999);
    static final String LABELS = "cat\ndog\n";

    static final Duration PATIENCE = Duration.ofSeconds(30);
    static final Duration IMPATIENCE = Duration.ofSeconds(5);

    /** What a progress bar would show. */
    static class Told implements Progress {
        final List<String> names = new ArrayList<>();
        long bytes;
        int ended;

        @Override
        public void begin(String name, String where, long expected) {
            names.add(name);
        }

        @Override
        public void advance(long more) {
            bytes += more;
        }

        @Override
        public void end() {
            ended++;
        }
    }

    @TempDir Path temporary;
    final Publisher publisher = new Publisher();
    final Told told = new Told();
    final Map<String, String> environment = new HashMap<>();
    ModelsFolder folder;
    CatalogueModel model;

    @BeforeEach
    void publish() {
        folder = new ModelsFolder(temporary.resolve("data/models"));
        model =
                Published.model(
                        "m",
                        Published.file(publisher.url("/m.tflite"), MODEL),
                        Published.file(publisher.url("/l.txt"), LABELS));
        publisher.gives("/l.txt", LABELS);
    }

    @AfterEach
    void closeDown() {
        publisher.close();
    }

    Outcome fetch(boolean force, Duration patience) {
        return new ModelFetch(model, folder, origin(patience), told).run(force);
    }

    /** Through no proxy but the test's. */
    WebOrigin origin(Duration patience) {
        return WebOrigin.of(null, patience, new SystemProxies(null, environment));
    }

    Outcome fetch() {
        return fetch(false, PATIENCE);
    }

    void assertFails(ExitCode code, Duration patience, String reason) {
        assertThatThrownBy(() -> fetch(false, patience))
                .asInstanceOf(type(StageFailure.class))
                .satisfies(f -> assertThat(f.getMessage()).contains(reason).doesNotContain("\n"))
                .satisfies(f -> assertThat(f.getMessage()).contains("--from FOLDER"))
                .satisfies(f -> assertThat(f.exitCode()).isEqualTo(code));
        assertThat(files()).isEmpty();
        assertThat(told.ended).isEqualTo(told.names.size());
    }

    /** What lies there, but for the lock. */
    List<String> files() {
        try (Stream<Path> files = Files.list(folder.path())) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.equals(".fetch.lock"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
