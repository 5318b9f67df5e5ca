package org.catfollow.sdk.readers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Map;
import org.catfollow.sdk.images.SharedImages;
import org.catfollow.shm.images.ImageStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Python reads what the runner's own store holds, and leases it as a reader in Java does. */
class PythonStoreTest {
    private static final int WIDTH = 5;
    private static final int HEIGHT = 3;

    @TempDir private Path folder;

    private ImageStore store;
    private Python python;

    @BeforeEach
    void start() throws IOException {
        store = ImageStore.create(folder.resolve("cat-follow.images"), 2, 4096);
        python = Python.start(Map.of(SharedImages.STORE_VARIABLE, store.file().toString()));
        python.run("meta = {'width': %d, 'height': %d}".formatted(WIDTH, HEIGHT));
    }

    @AfterEach
    void end() throws IOException {
        if (python != null) {
            python.close();
        }
        store.close();
    }

    private static ByteBuffer pixels(int... values) {
        ByteBuffer bytes = ByteBuffer.allocate(WIDTH * HEIGHT * values.length);
        while (bytes.hasRemaining()) {
            for (int value : values) {
                bytes.put((byte) value);
            }
        }
        return bytes.flip();
    }

    private void assertRead(String key, String rgb) throws IOException {
        python.run("image = catfollow.read_image('%s', meta)".formatted(key));
        assertThat(python.text("str(image.pixels.shape)")).isEqualTo("(3, 5, 3)");
        assertThat(python.is("bool((image.pixels == [%s]).all())".formatted(rgb))).isTrue();
        assertThat(python.is("image.pixels.flags.owndata")).as("a copy").isFalse();
        assertThat(store.leased()).isEqualTo(1);
        python.run("image.release()");
        assertThat(store.leased()).isZero();
    }

    @Test
    void arraysOfEveryKindAreReadInPlaceRedFirst() throws IOException {
        store.putArray("rgb", WIDTH, HEIGHT, 3, ImageStore.Order.RGB, pixels(200, 100, 50));
        assertRead("rgb", "200, 100, 50");
        store.putArray("bgr", WIDTH, HEIGHT, 3, ImageStore.Order.BGR, pixels(50, 100, 200));
        assertRead("bgr", "200, 100, 50");
        store.putArray("grey", WIDTH, HEIGHT, 1, null, pixels(90));
        assertRead("grey", "90, 90, 90");
    }

    @Test
    void whatItLeasesStaysUntilItIsKilled() throws IOException, InterruptedException {
        store.putArray("a", WIDTH, HEIGHT, 1, null, pixels(1));
        python.run("image = catfollow.read_image('a', meta)");
        assertThat(store.remove("a")).isFalse();
        for (int i = 2; i < 6; i++) {
            store.putArray("b" + i, WIDTH, HEIGHT, 1, null, pixels(i));
        }
        assertThat(python.is("bool((image.pixels == 1).all())")).isTrue();
        assertThat(store.used()).isEqualTo(2);
        python.kill();
        assertThat(store.leased()).isZero();
        assertThat(store.used()).isEqualTo(1);
    }
}
