package org.catfollow.capture.source;

import java.nio.file.Path;
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
        Consumer<String> warnings = LoggerFactory.getLogger(Role.CAPTURE.stageName())::warn;
        String training = System.getenv(TRAINING);
        if (training != null && !training.isEmpty()) {
            return BakedStore.keeping(Path.of(training, FOLDER), warnings);
        }
        return NativeLibraries.distribution()
                .map(home -> BakedStore.reading(home.resolve("aot").resolve(FOLDER), warnings))
                .orElse(BakedStore.NONE);
    }
}
