package org.catfollow.capture.source;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.catfollow.runtime.natives.NativeLibraries;
import org.catfollow.shm.layout.Role;
import org.catfollow.simulator.scene.BakedStore;
import org.slf4j.LoggerFactory;

/**
 * Where the simulator's baked scenes are: beside the AOT caches of the distribution, made when those are
 * and as old as they are. Only the training makes them; a start must not write into a distribution, which
 * may be somebody else's.
 */
final class BakedScenes {
    private static final String FOLDER = "scenes";

    /** The folder of the caches that are being made, set by launcher/train.sh. */
    private static final String TRAINING = "CAT_FOLLOW_TRAINING";

    private BakedScenes() {}

    static BakedStore ofThisProcess() {
        return of(
                System.getenv(TRAINING),
                NativeLibraries.distribution(),
                LoggerFactory.getLogger(Role.CAPTURE.stageName())::warn);
    }

    /**
     * Chooses the folder.
     *
     * @param training folder of the caches that are being made; null for an ordinary start
     * @param distribution that this process runs from
     */
    static BakedStore of(String training, Optional<Path> distribution, Consumer<String> warnings) {
        if (training != null && !training.isEmpty()) {
            return BakedStore.keeping(Path.of(training, FOLDER), warnings);
        }
        return distribution
                .map(home -> BakedStore.reading(home.resolve("aot").resolve(FOLDER), warnings))
                .orElse(BakedStore.NONE);
    }
}
