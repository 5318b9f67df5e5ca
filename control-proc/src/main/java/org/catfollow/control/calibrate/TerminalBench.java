package org.catfollow.control.calibrate;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;
import org.catfollow.runtime.terminal.RawTerminal;
import org.catfollow.shm.commands.CalibrationPart;
import org.catfollow.shm.commands.Command;
import org.catfollow.shm.commands.CommandKind;
import org.catfollow.shm.commands.CommandResult;
import org.catfollow.shm.layout.Role;
import org.catfollow.shm.region.Region;
import org.catfollow.shm.region.RoleLock;
import org.catfollow.shm.sequence.TwoCellReader;
import org.catfollow.shm.slots.ControlStatus;
import org.catfollow.shm.slots.ControlStatusCell;
import org.catfollow.shm.slots.FloorState;
import org.catfollow.shm.slots.Sensors;
import org.catfollow.shm.slots.SensorsCell;
import org.catfollow.shm.slots.StateSlot;

/**
 * A person at a terminal and a car that control drives. A trial lives half a second and is renewed while
 * it is shown: when this ends, however it does, the car ends the trial by itself.
 */
final class TerminalBench implements CarBench {
    private static final long LEASE_NANOS = 500_000_000;
    private static final long RENEW_NANOS = 100_000_000;
    private static final long LOOK_NANOS = 20_000_000;
    private static final long FRESH_NANOS = 1_000_000_000;
    private static final Duration LOCK_PATIENCE = Duration.ofMillis(200);
    private static final int BACKSPACE = 8;
    private static final int DELETE = 127;

    private final Region region;
    private final RawTerminal terminal;
    private final PrintWriter out;
    private final Command command = new Command();
    private final Sensors sensors = new Sensors();
    private final TwoCellReader<Sensors> sensorsReader;
    private long lastSent;

    TerminalBench(Region region, RawTerminal terminal, PrintWriter out) {
        this.region = region;
        this.terminal = terminal;
        this.out = out;
        this.sensorsReader = region.stateReader(StateSlot.SENSORS, SensorsCell.CODEC);
    }

    @Override
    public void say(String line) {
        out.println(line);
        out.flush();
    }

    @Override
    public char key(CalibrationPart part, double value) {
        long due = System.nanoTime();
        while (true) {
            int key = read();
            if (key >= 0) {
                return key == '\r' ? '\n' : (char) Character.toLowerCase(key);
            }
            long now = System.nanoTime();
            if (part != CalibrationPart.NONE && now - due >= 0) {
                due = now + RENEW_NANOS;
                show(part, value);
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    private int read() {
        try {
            return terminal.read();
        } catch (IOException e) {
            throw new StageFailure(
                    ExitCode.FAILED, "cannot read the terminal: " + e.getMessage(), e);
        }
    }

    /** Tells control, and fails when it has refused what it was told before. */
    void show(CalibrationPart part, double value) {
        requireControl(region);
        if (lastSent > 0 && region.result(lastSent) == CommandResult.REFUSED) {
            throw refused();
        }
        command.kind = CommandKind.CALIBRATE;
        command.part = part;
        command.value = value;
        command.senderPid = ProcessHandle.current().pid();
        command.expiresNanos = System.nanoTime() + LEASE_NANOS;
        lastSent = region.send(command, LOCK_PATIENCE);
    }

    private StageFailure refused() {
        ControlStatus status = new ControlStatus();
        region.stateReader(StateSlot.CONTROL_STATUS, ControlStatusCell.CODEC).read(status);
        return new StageFailure(
                ExitCode.FAILED,
                "control refuses to try a calibration in "
                        + status.state
                        + " ("
                        + status.reason.meaning()
                        + "); `cat-follow send resume` after a stop, and it needs --car picar-x");
    }

    static void requireControl(Region region) {
        if (region.isLost() || !RoleLock.isHeld(region.files(), Role.CONTROL)) {
            throw new StageFailure(
                    ExitCode.FAILED,
                    "control does not run on "
                            + region.files().region()
                            + "; see `deploy/launch.sh status`");
        }
    }

    @Override
    public String line(String question) {
        out.print(question);
        out.flush();
        StringBuilder line = new StringBuilder();
        while (true) {
            char key = key(CalibrationPart.NONE, 0);
            if (key == '\n') {
                out.println();
                return line.toString();
            }
            if ((key == BACKSPACE || key == DELETE) && !line.isEmpty()) {
                line.setLength(line.length() - 1);
                out.print("\b \b");
            } else if (key >= ' ' && key < DELETE) {
                line.append(key);
                out.print(key);
            }
            out.flush();
        }
    }

    @Override
    public void drive(double percent, long millis) {
        long end = System.nanoTime() + millis * 1_000_000;
        long left = end - System.nanoTime();
        while (left > 0) {
            show(CalibrationPart.DRIVE, percent);
            LockSupport.parkNanos(Math.min(left, RENEW_NANOS));
            left = end - System.nanoTime();
        }
        // Not when its lease ends: the way is measured.
        show(CalibrationPart.DRIVE, 0);
    }

    @Override
    public int[] floor() {
        boolean read = sensorsReader.read(sensors) == TwoCellReader.Answer.VALUE;
        boolean fresh =
                read
                        && sensors.floor != FloorState.NONE
                        && System.nanoTime() - sensors.grayscaleNanos < FRESH_NANOS;
        return fresh ? sensors.grayscale.clone() : null;
    }
}
