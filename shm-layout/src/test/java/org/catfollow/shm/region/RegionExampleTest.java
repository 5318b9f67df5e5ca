package org.catfollow.shm.region;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.catfollow.shm.layout.Role;
import org.catfollow.shm.ring.FrameDescription;
import org.catfollow.shm.ring.FrameReader;
import org.catfollow.shm.ring.FrameWriter;
import org.junit.jupiter.api.Test;

/** The five lines of a stage, as the comments of Region and FrameReader show them. */
class RegionExampleTest {
    private static FrameDescription grey64() {
        FrameDescription frame = new FrameDescription();
        frame.format = org.catfollow.shm.layout.PixelFormat.GRAY8;
        frame.widthPixels = 64;
        frame.heightPixels = 64;
        frame.strideBytes = 64;
        return frame;
    }

    @Test
    void attachClaimFillCommitAndAttachAwaitUseValidate() throws IOException {
        try (TemporaryRegion temporary = TemporaryRegion.small()) {
            RegionFiles files = temporary.files();

            try (Region region = Region.attach(files, Duration.ofSeconds(5));
                    RoleClaim capture = region.claim(Role.CAPTURE)) {
                FrameWriter writer = capture.frameWriter();
                writer.claim();
                writer.pixels().put(0, (byte) 42);
                writer.commit(grey64());
            }

            try (Region region = Region.attach(files, Duration.ofSeconds(5));
                    FrameReader reader = region.frameReader()) {
                assertThat(reader.awaitNewer(0, 1_000_000_000L)).isTrue();
                long frameId = reader.newestFrame();
                assertThat(reader.open(frameId)).isEqualTo(FrameReader.Answer.OPEN);
                int used = reader.pixels().get(0);
                assertThat(reader.stillValid()).isTrue();

                assertThat(used).isEqualTo(42);
                assertThat(reader.pixels().isReadOnly()).isTrue();
                assertThat(reader.description().widthPixels).isEqualTo(64);
                assertThat(reader.awaitNewer(frameId, 1_000_000L)).isFalse();
            }
        }
    }
}
