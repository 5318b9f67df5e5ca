package org.catfollow.control.car.picarx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pi4j.Pi4J;
import com.pi4j.context.Context;
import com.pi4j.exception.Pi4JException;
import com.pi4j.io.gpio.digital.DigitalOutput;
import com.pi4j.io.gpio.digital.DigitalState;
import com.pi4j.io.i2c.I2C;
import com.pi4j.io.i2c.I2CConfig;
import com.pi4j.io.i2c.I2CProvider;
import com.pi4j.plugin.mock.provider.gpio.digital.MockDigitalOutputProvider;
import com.pi4j.plugin.mock.provider.i2c.MockI2C;
import com.pi4j.plugin.mock.provider.i2c.MockI2CProviderImpl;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import org.catfollow.control.car.CarFailure;
import org.catfollow.control.motion.MotionCommand;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** On Pi4J's mock of the bus and the pins: what Pi4J is told, byte by byte. */
class Pi4jHatTest {
    private final Bus bus = new Bus();
    private final Edges edges = new Edges();
    private final Context context =
            Pi4J.newContextBuilder().add(bus, MockDigitalOutputProvider.newInstance()).build();

    /** A bus with one microcontroller. */
    private static final class Bus extends MockI2CProviderImpl {
        private int answering = 0x14;
        private boolean dead;
        private final List<String> telegrams = new ArrayList<>();
        private final Deque<Integer> answers = new ArrayDeque<>();

        @Override
        public I2C create(I2CConfig config) {
            I2C device = new Device(this, config, this);
            context.registry().add(device);
            return device;
        }
    }

    private static final class Device extends MockI2C {
        private final Bus bus;

        Device(I2CProvider provider, I2CConfig config, Bus bus) {
            super(provider, config);
            this.bus = bus;
        }

        private void acknowledge() {
            if (bus.dead || device() != bus.answering) {
                throw new Pi4JException(
                        "Failed to execute action for device " + device(),
                        new IOException("Remote I/O error"));
            }
        }

        @Override
        public int write(byte[] data, int offset, int length) {
            acknowledge();
            bus.telegrams.add(HexFormat.of().formatHex(data, offset, offset + length));
            return length;
        }

        @Override
        public int read() {
            acknowledge();
            return 0;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            acknowledge();
            bus.telegrams.add("read " + length);
            int count = 0;
            while (count < length && !bus.answers.isEmpty()) {
                buffer[offset + count++] = bus.answers.remove().byteValue();
            }
            return count;
        }
    }

    /** Edges of the echo pin; those without a pulse before them are there already. */
    private static final class Edges implements EchoLine {
        private record Edge(boolean rising, long nanos) {}

        private final Deque<Edge> stale = new ArrayDeque<>();
        private final Deque<Edge> coming = new ArrayDeque<>();
        private Edge last;
        private boolean closed;

        @Override
        public boolean awaitEdge(long nanos) {
            Deque<Edge> from = nanos == 0 ? stale : coming;
            last = from.isEmpty() ? last : from.peek();
            return from.poll() != null;
        }

        @Override
        public boolean rising() {
            return last.rising;
        }

        @Override
        public long edgeNanos() {
            return last.nanos;
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    private Pi4jHat opened() throws IOException {
        return new Pi4jHat(context, () -> edges);
    }

    private DigitalState state(int gpio) {
        DigitalOutput output = context.registry().get("cat-follow-" + gpio, DigitalOutput.class);
        return output.state();
    }

    @AfterEach
    void end() {
        if (!context.isShutdown()) {
            context.shutdown();
        }
    }

    @Test
    void aRegisterIsWrittenInThreeBytesHighFirst() throws IOException {
        Pi4jHat hat = opened();
        hat.write(0x2D, 3071);
        hat.write(0x20, 0);
        hat.write(0x33, 65535);
        // 3071 is 0x0BFF.
        assertThat(bus.telegrams).containsExactly("2d0bff", "200000", "33ffff");
    }

    @Test
    void anInputIsAskedForAndReadHighFirst() throws IOException {
        Pi4jHat hat = opened();
        bus.answers.addAll(List.of(0x0C, 0x1E, 0x00, 0xFF));
        assertThat(hat.readAdc(4)).isEqualTo(0x0C1E);
        assertThat(hat.readAdc(0)).isEqualTo(255);
        assertThat(bus.telegrams).containsExactly("130000", "read 2", "170000", "read 2");
    }

    /** The same as in {@link PicarXTest}, in the bytes that come on the bus. */
    @Test
    void forward50Steer20Stop() throws IOException, CarFailure {
        PicarX car =
                new PicarX(
                        opened(),
                        () -> CarCalibration.DEFAULT,
                        PicarX.DEFAULT_PATIENCE,
                        nanos -> {});
        MotionCommand command = new MotionCommand();
        command.speedMetresPerSecond = 0.4;
        car.apply(command, 0);
        assertThat(state(23)).isEqualTo(DigitalState.LOW);
        assertThat(state(24)).isEqualTo(DigitalState.HIGH);
        command.steeringDegrees = 20;
        car.apply(command, 0);
        car.stop();
        assertThat(bus.telegrams)
                .containsExactly(
                        // both motors 0; timer 3: 4095, 9; timer 0: 4095, 351 (0x015F)
                        "2d0000",
                        "2c0000",
                        "470fff",
                        "430009",
                        "440fff",
                        "40015f",
                        // forward: servos 307 (0x0133), motors 3071 (0x0BFF)
                        "2d0000",
                        "2c0000",
                        "220133",
                        "200133",
                        "210133",
                        "2d0bff",
                        "2c0bff",
                        // steer: right motor 2866 (0x0B32), steering 352 (0x0160)
                        "2c0b32",
                        "220160",
                        // stop
                        "2d0000",
                        "2c0000");
        car.close();
        assertThat(context.isShutdown()).isTrue();
        assertThat(edges.closed).isTrue();
    }

    @Test
    void takesTheFirstAddressThatAnswers() throws IOException {
        bus.answering = 0x16;
        opened().write(0x20, 1);
        assertThat(bus.telegrams).containsExactly("200001");
    }

    @Test
    void saysThatNobodyAnswers() {
        bus.answering = 0x40;
        assertThatThrownBy(this::opened)
                .isInstanceOf(IOException.class)
                .hasMessage(
                        "no microcontroller answers at 0x14, 0x15 or 0x16 on I2C bus 1 (Remote I/O"
                                + " error)");
    }

    @Test
    void aTelegramThatNobodyTookIsAnErrorWithTheKernelsWords() throws IOException {
        Pi4jHat hat = opened();
        bus.dead = true;
        assertThatThrownBy(() -> hat.write(0x2D, 0)).hasMessage("I2C write: Remote I/O error");
        assertThatThrownBy(() -> hat.readAdc(0)).hasMessage("I2C write: Remote I/O error");
    }

    @Test
    void halfAnAnswerAndOneOfMoreThanTwelveBitsAreNoReadings() throws IOException {
        Pi4jHat hat = opened();
        bus.answers.add(1);
        assertThatThrownBy(() -> hat.readAdc(0)).hasMessage("I2C read: 1 of 2 bytes");
        bus.answers.addAll(List.of(0xFF, 0xFF));
        assertThatThrownBy(() -> hat.readAdc(0))
                .hasMessage("I2C read: 65535 is no reading of 12 bits");
    }

    @Test
    void theMicrocontrollerIsNotResetByOpening() throws IOException {
        Pi4jHat hat = opened();
        assertThat(state(5)).isEqualTo(DigitalState.HIGH);
        hat.pin(5, false);
        assertThat(state(5)).isEqualTo(DigitalState.LOW);
    }

    @Test
    void directionPinsAreLeftAloneUntilTheyAreSet() throws IOException {
        Pi4jHat hat = opened();
        assertThat(context.registry().exists("cat-follow-23")).isFalse();
        hat.pin(23, true);
        assertThat(state(23)).isEqualTo(DigitalState.HIGH);
    }

    @Test
    void anEchoIsTimedByItsEdges() throws IOException {
        Pi4jHat hat = opened();
        List<DigitalState> pulse = new ArrayList<>();
        context.registry()
                .get("cat-follow-27", DigitalOutput.class)
                .addListener(e -> pulse.add(e.state()));
        edges.stale.add(new Edges.Edge(false, 50));
        edges.coming.add(new Edges.Edge(true, 1000));
        edges.coming.add(new Edges.Edge(false, 5_001_000));
        assertThat(hat.echoNanos()).isEqualTo(5_000_000);
        assertThat(pulse).containsExactly(DigitalState.HIGH, DigitalState.LOW);
        assertThat(edges.stale).isEmpty();
    }

    /** The sensor ends its pulse after 38 ms where nothing answers; a thread held up that long sees it. */
    @Test
    void aPulseLongerThanAnyEchoIsNone() throws IOException {
        Pi4jHat hat = opened();
        edges.coming.add(new Edges.Edge(true, 1_000_000_000));
        edges.coming.add(new Edges.Edge(false, 1_038_000_000));
        assertThat(hat.echoNanos()).isEqualTo(Hat.NO_ECHO);
    }

    @Test
    void withoutBothEdgesThereIsNoEcho() throws IOException {
        Pi4jHat hat = opened();
        assertThat(hat.echoNanos()).isEqualTo(Hat.NO_ECHO);
        edges.coming.add(new Edges.Edge(true, 1000));
        assertThat(hat.echoNanos()).isEqualTo(Hat.NO_ECHO);
        // The end of that one, which came too late.
        edges.coming.add(new Edges.Edge(false, 40_000_000));
        assertThat(hat.echoNanos()).isEqualTo(Hat.NO_ECHO);
    }
}
