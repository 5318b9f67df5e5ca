package org.catfollow.view.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ListenerTest {
    /** Keeps what it is sent, and says that it is out when the test says so. */
    private static final class Kept extends Listener {
        private final List<String> got = new ArrayList<>();
        private int ends;

        @Override
        protected void send(String events) {
            got.add(events);
        }

        @Override
        protected void end() {
            ends++;
        }

        private void out() {
            sent();
        }
    }

    @Test
    void whatComesWhileItIsBusyComesTogetherAfterwards() {
        Kept listener = new Kept();
        assertThat(listener.tell("a")).isTrue();
        assertThat(listener.tell("b")).isTrue();
        assertThat(listener.tell("c")).isTrue();
        assertThat(listener.got).containsExactly("a");
        listener.out();
        assertThat(listener.got).containsExactly("a", "bc");
    }

    @Test
    void whoNeverTakesAnythingIsSentAwayOnce() {
        Kept listener = new Kept();
        boolean kept = true;
        int told = 0;
        while (kept) {
            kept = listener.tell("x");
            told++;
            assertThat(told).isLessThan(1000);
        }
        assertThat(listener.tell("x")).isFalse();
        assertThat(listener.ends).isEqualTo(1);
        assertThat(listener.got).hasSize(1);
    }
}
