package org.catfollow.systemtests.hat;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.catfollow.runtime.standin.AnalogFault;
import org.catfollow.runtime.standin.EchoFault;
import org.catfollow.runtime.standin.StandInBench;
import org.catfollow.runtime.standin.StandInBus;
import org.catfollow.runtime.standin.StandInEntry;
import org.catfollow.runtime.standin.StandInEntry.Kind;
import org.catfollow.runtime.standin.WriteFault;

/**
 * The same telegrams to the stand-in in Java and, by an emulated program that asks the kernel for them as Pi4J
 * does, to the rig's library: answers, log and registers must be the same.
 */
final class Telegrams implements AutoCloseable {
    private static final int RESET = 5;
    private static final int LEFT_DIRECTION = 23;
    private static final int ECHO = 22;
    private static final int TRIGGER = 27;
    private static final int SERVO = 0x20;
    private static final Duration LONG = Duration.ofMillis(30);

    private final StandInBench libraryBench;
    private final StandInBench javaBench;
    private final StandInBus bus;
    private final ProcessBuilder builder;
    private final Process program;
    private final BufferedWriter to;
    private final BufferedReader from;
    private int telegrams;

    Telegrams(RigOptions options) throws IOException {
        Path libraryFile = options.work().resolve("hat.telegrams");
        Path javaFile = options.work().resolve("hat.telegrams-java");
        libraryBench = new StandInBench(libraryFile);
        javaBench = new StandInBench(javaFile);
        bus = new StandInBus(javaFile);
        builder =
                new ProcessBuilder(options.telegrams().toString())
                        .redirectError(options.work().resolve("telegrams.log").toFile());
        builder.environment().put("CAT_FOLLOW_RIG_HAT", libraryFile.toString());
        builder.environment().put("CAT_FOLLOW_RIG_FILES", options.files().toString());
        builder.environment().put("CAT_FOLLOW_RIG_PRELOAD", options.library().toString());
        program = builder.start();
        to = program.outputWriter(StandardCharsets.US_ASCII);
        from = program.inputReader(StandardCharsets.US_ASCII);
    }

    String compare() {
        healthy();
        refused();
        late();
        begunAnew();
        sensors();
        List<String> library = log(libraryBench);
        List<String> java = log(javaBench);
        if (!library.equals(java)) {
            throw new RigFailure("logs differ: library " + library + ", Java " + java);
        }
        for (int register = 0; register < 256; register++) {
            if (libraryBench.register(register) != javaBench.register(register)) {
                throw new RigFailure("register " + register + " differs");
            }
        }
        return telegrams + " telegrams, " + java.size() + " entries of the log";
    }

    /** A line has one holder: a second program does not get the echo's before the first has ended. */
    String refuseASecondHolder() {
        String second = firstAnswer();
        if (second != null) {
            throw new RigFailure("two programs hold the echo's line; the second says " + second);
        }
        program.destroyForcibly().onExit().join();
        second = firstAnswer();
        if (!"ok".equals(second)) {
            throw new RigFailure("the line of a program that was killed is not free; " + second);
        }
        return "";
    }

    /** Returns what another program answers, or null when it ends before that. */
    private String firstAnswer() {
        try {
            Process other = builder.start();
            try (BufferedReader answers = other.inputReader(StandardCharsets.US_ASCII)) {
                try (BufferedWriter lines = other.outputWriter(StandardCharsets.US_ASCII)) {
                    lines.write("pin " + LEFT_DIRECTION + " 0\n");
                } catch (IOException e) {
                    // It has ended, as it is to: it reads no more.
                    return answers.readLine();
                }
                return answers.readLine();
            } finally {
                other.destroyForcibly();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void healthy() {
        both(bench -> bench.heal());
        write(SERVO, 307);
        write(StandInBench.LEFT_MOTOR, 3071);
        write(0x44, 65_535);
        pin(LEFT_DIRECTION, true);
        pin(LEFT_DIRECTION, false);
        both(bench -> bench.floor(0, 2047, 4095));
        for (int channel = 0; channel <= 4; channel++) {
            adc(channel);
        }
        both(bench -> bench.battery(6.5));
        adc(4);
    }

    private void refused() {
        both(bench -> bench.failWrites(WriteFault.MOTORS));
        write(StandInBench.LEFT_MOTOR, 0);
        write(SERVO, 308);
        adc(1);
        both(bench -> bench.failWrites(WriteFault.ALL));
        write(SERVO, 309);
        adc(1);
        both(bench -> bench.failWrites(WriteFault.NONE));
        both(bench -> bench.failNextWrites(2));
        adc(2);
        write(SERVO, 310);
        write(StandInBench.RIGHT_MOTOR, 1);
        write(SERVO, 311);
        both(bench -> bench.analog(AnalogFault.FAILS));
        adc(0);
        write(SERVO, 312);
        both(bench -> bench.analog(AnalogFault.NONE));
    }

    private void late() {
        both(bench -> bench.stuck(LONG));
        lasts(() -> write(SERVO, 313));
        lasts(() -> adc(0));
        both(bench -> bench.stuck(Duration.ZERO));
        both(bench -> bench.slow(LONG));
        lasts(() -> write(SERVO, 314));
        lasts(() -> adc(0));
        both(bench -> bench.slow(Duration.ZERO));
    }

    private void begunAnew() {
        write(StandInBench.LEFT_MOTOR, 4000);
        pin(RESET, false);
        write(SERVO, 315);
        adc(0);
        pin(RESET, true);
        write(StandInBench.LEFT_MOTOR, 4000);
        both(bench -> bench.reset(Duration.ofHours(1)));
        write(SERVO, 316);
        adc(0);
        both(bench -> bench.reset(Duration.ZERO));
        write(SERVO, 317);
    }

    private void sensors() {
        both(bench -> bench.echoFrom(1));
        ping();
        both(StandInBench::noEcho);
        ping();
        both(bench -> bench.echoFrom(0.2));
        ping();
        both(bench -> bench.echo(EchoFault.FAILS));
        ping();
        both(bench -> bench.echo(EchoFault.NONE));
        ping();
    }

    private void both(Consumer<StandInBench> what) {
        what.accept(libraryBench);
        what.accept(javaBench);
    }

    // --- a telegram to both ---

    private void write(int register, int value) {
        same(
                "write " + register + " " + value,
                () -> {
                    bus.write(register, value);
                    return "ok";
                });
    }

    private void adc(int channel) {
        same("adc " + channel, () -> String.valueOf(bus.readAnalog(channel)));
    }

    private void pin(int gpio, boolean high) {
        same(
                "pin " + gpio + " " + (high ? 1 : 0),
                () -> {
                    bus.pin(gpio, high);
                    return "ok";
                });
    }

    /** In centimetres: both measure, and the one by the clock's time. */
    private void ping() {
        same(
                "echo",
                () -> {
                    long nanos = bus.echoNanos();
                    return nanos == StandInBus.NO_ECHO
                            ? "none"
                            : String.valueOf(Math.round(nanos * 1e-9 * 343.30 / 2 * 100));
                });
    }

    /** What the stand-in in Java is asked for. */
    private interface Telegram {
        String send() throws IOException;
    }

    private void same(String line, Telegram telegram) {
        telegrams++;
        String library = ask(line);
        String java;
        try {
            java = telegram.send();
        } catch (IOException e) {
            java = e.getMessage().contains("stuck") ? "ETIMEDOUT" : "refused";
        }
        // The kernel has a word for each.
        String kernel = library.equals("EREMOTEIO") || library.equals("EIO") ? "refused" : library;
        if (!kernel.equals(java)) {
            throw new RigFailure(
                    "'" + line + "': the library says " + library + ", Java says " + java);
        }
    }

    private void lasts(Runnable both) {
        long begun = System.nanoTime();
        both.run();
        // Each of both for its own time.
        long least = LONG.toNanos() * 2;
        if (System.nanoTime() - begun < least) {
            throw new RigFailure("a bus that is slow or stuck for " + LONG + " is quicker");
        }
    }

    private String ask(String line) {
        try {
            to.write(line);
            to.newLine();
            to.flush();
            String answer = from.readLine();
            if (answer == null) {
                throw new RigFailure("the emulated program ended at '" + line + "'; telegrams.log");
            }
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Without the trigger and the echo pin, which the stand-in in Java does not have. */
    private static List<String> log(StandInBench bench) {
        List<String> lines = new ArrayList<>();
        for (StandInEntry entry : new HatLog(bench).entries(0)) {
            if (entry.kind != Kind.PIN || (entry.at != ECHO && entry.at != TRIGGER)) {
                lines.add(HatLog.text(entry).toLowerCase(Locale.ROOT));
            }
        }
        return lines;
    }

    @Override
    public void close() throws IOException {
        program.destroyForcibly();
        from.close();
        bus.close();
    }
}
