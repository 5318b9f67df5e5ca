package org.catfollow.shm.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.openhft.chronicle.bytes.PointerBytesStore;
import org.catfollow.shm.RawMemory;
import org.catfollow.shm.layout.SignalsLayout;
import org.junit.jupiter.api.Test;

/** A STOP holds, in whatever order it falls among the steps of a resume. */
class StopInterleavingTest {
    /** One robot: two who press, one who resumes, and control. */
    private static final class Robot {
        private final PointerBytesStore row = RawMemory.zeroes(4096);
        private final PointerBytesStore ring = RawMemory.zeroes(4096);
        private final StopLatch latch = new StopLatch(RawMemory.zeroes(1024));
        private final boolean resumeCarriesCount;
        private long resumedThrough;
        private long seen;
        private boolean pressedSinceSeen;

        Robot(boolean resumeCarriesCount) {
            this.resumeCarriesCount = resumeCarriesCount;
        }

        void press() {
            latch.press(1, 2);
            pressedSinceSeen = true;
        }

        void lookAtCount() {
            seen = latch.count();
            pressedSinceSeen = false;
        }

        void sendResume() {
            Command resume = new Command();
            resume.kind = CommandKind.RESUME;
            resume.stopCount = seen;
            assertThat(new CommandSender(ring, row, 0).send(resume)).isPositive();
        }

        void control() {
            CommandReceiver receiver = new CommandReceiver(ring, 0, row);
            Command command = new Command();
            long sequence = receiver.next(command);
            if (sequence > 0) {
                receiver.take(sequence);
                resumedThrough = resumeCarriesCount ? command.stopCount : latch.count();
            }
        }

        boolean isStopped() {
            return latch.count() > resumedThrough;
        }
    }

    /** P presses, L looks at the count, S sends the resume, C is one round of control. */
    private static Robot play(String order, boolean resumeCarriesCount) {
        Robot robot = new Robot(resumeCarriesCount);
        robot.press();
        for (int at = 0; at < order.length(); at++) {
            switch (order.charAt(at)) {
                case 'P' -> robot.press();
                case 'L' -> robot.lookAtCount();
                case 'S' -> robot.sendResume();
                default -> robot.control();
            }
        }
        robot.control();
        return robot;
    }

    private static List<String> merge(String a, String b) {
        if (a.isEmpty() || b.isEmpty()) {
            return List.of(a + b);
        }
        List<String> orders = new ArrayList<>();
        merge(a.substring(1), b).forEach(rest -> orders.add(a.charAt(0) + rest));
        merge(a, b.substring(1)).forEach(rest -> orders.add(b.charAt(0) + rest));
        return orders;
    }

    private static List<String> everyOrder() {
        List<String> orders = new ArrayList<>();
        for (String two : merge("PP", "LS")) {
            orders.addAll(merge(two, "CCC"));
        }
        return orders;
    }

    @Test
    void stopsPressedAfterTheResumeLookedHoldInEveryOrder() {
        List<String> orders = everyOrder();
        assertThat(orders).hasSize(6 * 35);
        for (String order : orders) {
            Robot robot = play(order, true);
            assertThat(robot.isStopped()).as(order).isEqualTo(robot.pressedSinceSeen);
        }
    }

    @Test
    void theTestCatchesAResumeThatTakesTheCountWhenItArrives() {
        assertThat(everyOrder())
                .anySatisfy(
                        order -> {
                            Robot robot = play(order, false);
                            assertThat(robot.isStopped()).isNotEqualTo(robot.pressedSinceSeen);
                        });
    }

    @Test
    void noPressIsLostAmongSeveralThreads() throws InterruptedException {
        PointerBytesStore signals = RawMemory.zeroes(1024);
        int presses = 20_000;
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            long pid = 100L + i;
            Thread thread =
                    new Thread(
                            () -> {
                                StopLatch latch = new StopLatch(signals);
                                for (int n = 0; n < presses; n++) {
                                    latch.press(pid, n);
                                }
                            });
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(new StopLatch(signals).count()).isEqualTo(4L * presses);
        assertThat(signals.readLong(SignalsLayout.LAST_STOP_PID)).isBetween(100L, 103L);
    }
}
