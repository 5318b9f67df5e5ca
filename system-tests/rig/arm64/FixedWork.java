import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/**
 * The same work on every machine, bound by the processor alone: whole numbers that are mixed and scattered over a
 * table of 256 KiB, and products and sums of doubles, as filters and control laws have them. Run on two machines it
 * says how many times slower one is. Prints the processor time of a round in microseconds, the fastest of nine once
 * the compilers are done, and what was computed, which is the same everywhere.
 */
final class FixedWork {
    private static final int WARM_UP_ROUNDS = 12;
    private static final int ROUNDS = 9;
    private static final int STEPS = 1_000_000;

    private final int[] table = new int[1 << 16];

    private FixedWork() {}

    private long round() {
        long state = 0x9E3779B97F4A7C15L;
        double position = 0;
        double velocity = 1;
        for (int i = 0; i < STEPS; i++) {
            state ^= state << 13;
            state ^= state >>> 7;
            state ^= state << 17;
            table[(int) state & 0xFFFF] += (int) (state >>> 32);
            double pull = (table[i & 0xFFFF] & 0xFF) * 0.001 - position * 0.25;
            velocity = velocity * 0.999 + pull * 0.01;
            position += velocity * 0.01;
        }
        return state ^ Double.doubleToLongBits(position);
    }

    public static void main(String[] args) {
        FixedWork work = new FixedWork();
        ThreadMXBean clock = ManagementFactory.getThreadMXBean();
        long result = 0;
        long fastest = Long.MAX_VALUE;
        for (int i = 0; i < WARM_UP_ROUNDS + ROUNDS; i++) {
            long begun = clock.getCurrentThreadCpuTime();
            result = result * 31 + work.round();
            long taken = clock.getCurrentThreadCpuTime() - begun;
            fastest = i < WARM_UP_ROUNDS ? fastest : Math.min(fastest, taken);
        }
        System.out.printf("%d %x%n", fastest / 1000, result);
    }
}
