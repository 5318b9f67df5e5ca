package org.catfollow.control.calibrate;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;
import org.catfollow.shm.commands.CalibrationPart;
import org.catfollow.shm.commands.Command;
import org.catfollow.shm.commands.CommandKind;
import org.catfollow.shm.commands.CommandResult;
import org.catfollow.shm.layout.Role;
import org.catfollow.shm.region.Region;
import org.catfollow.shm.region.RegionException;
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
 * it is shown ({@link Showing}): when this ends, however it does, the car ends the trial by itself. While
 * nothing is shown the car is held by hand at speed 0, if control lets it be held. One thread.
 */
final class TerminalBench implements CarBench {
    /** Where keys are from: -1 for none now. */
    interface Keys {
        int read() throws IOException;
    }

    /** What time it is, and how it passes. */
    interface Time {
        Time REAL =
                new Time() {
                    @Override
                    public long nanos() {
                        return System.nanoTime();
                    }

                    @Override
                    public void pass(long nanos) {
                        LockSupport.parkNanos(nanos);
                    }
                };

        long nanos();

        void pass(long nanos);
    }

    private static final long LEASE_NANOS = 500_000_000;
    private static final long RELOAD_NANOS = 1_000_000_000;

    /** Taken just in time, it is answered a little later. */
    private static final long ANSWER_NANOS = 100_000_000;

    private static final long LOOK_NANOS = 20_000_000;
    private static final long FRESH_NANOS = 1_000_000_000;
    private static final Duration LOCK_PATIENCE = Duration.ofMillis(200);
    private static final int BACKSPACE = 8;
    private static final int DELETE = 127;

    private final Region region;
    private final Keys keys;
    private final Time time;
    private final PrintWriter out;
    private final Command command = new Command();
    private final Sensors sensors = new Sensors();
    private final TwoCellReader<Sensors> sensorsReader;
    private long lastSent;

    TerminalBench(Region region, Keys keys, Time time, PrintWriter out) {
        this.region = region;
        this.keys = keys;
        this.time = time;
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
        Showing showing = new Showing(part, value, time.nanos());
        boolean saidOver = false;
        // What was answered before is about something else.
        lastSent = 0;
        while (true) {
            int key = read();
            if (key >= 0) {
                return key == '\r' ? '\n' : (char) Character.toLowerCase(key);
            }
            long now = time.nanos();
            if (showing.due(now)) {
                tell(showing, now);
            }
            if (showing.isOver(now) && !saidOver) {
                saidOver = true;
                say("  it stands again; answer, or any other key shows it again");
            }
            time.pass(LOOK_NANOS);
        }
    }

    private void tell(Showing showing, long nowNanos) {
        if (showing.holds(nowNanos)) {
            hold();
        } else {
            show(showing.part(nowNanos), showing.value(nowNanos));
        }
    }

    private int read() {
        try {
            return keys.read();
        } catch (IOException e) {
            throw new StageFailure(
                    ExitCode.FAILED, "cannot read the terminal: " + e.getMessage(), e);
        }
    }

    /**
     * Keeps the car standing under a hand, or tries to: a car that cannot be held stands as control
     * does not run, or in a STOP or a fault, and the next trial says so.
     */
    private void hold() {
        if (isControlThere(region)) {
            send(CalibrationPart.DRIVE, 0, LEASE_NANOS);
        }
        lastSent = 0;
    }

    /** Tells control, and fails when it has refused what it was told before. */
    private void show(CalibrationPart part, double value) {
        if (!isControlThere(region)) {
            throw new TrialRefused(noControl(region));
        }
        requireTaken();
        send(part, value, LEASE_NANOS);
    }

    private void requireTaken() {
        if (lastSent > 0 && region.result(lastSent) == CommandResult.REFUSED) {
            lastSent = 0;
            throw new TrialRefused(refusal());
        }
    }

    /** Sends, or leaves this one out when somebody else sends: it is sent again soon. */
    private void send(CalibrationPart part, double value, long leaseNanos) {
        command.kind = CommandKind.CALIBRATE;
        command.part = part;
        command.value = value;
        command.senderPid = ProcessHandle.current().pid();
        command.expiresNanos = System.nanoTime() + leaseNanos;
        try {
            lastSent = region.send(command, LOCK_PATIENCE);
        } catch (RegionException e) {
            lastSent = 0;
        }
    }

    /** Has control read the file anew; returns what became of that, PENDING when nobody knows. */
    CommandResult reload() {
        send(CalibrationPart.RELOAD, 0, RELOAD_NANOS);
        long sequence = lastSent;
        lastSent = 0;
        long deadline = time.nanos() + RELOAD_NANOS + ANSWER_NANOS;
        CommandResult result = CommandResult.PENDING;
        while (sequence > 0 && result == CommandResult.PENDING && time.nanos() - deadline < 0) {
            result = region.result(sequence);
            if (result == CommandResult.PENDING) {
                time.pass(LOOK_NANOS);
            }
        }
        return result;
    }

    private String refusal() {
        ControlStatus status = new ControlStatus();
        region.stateReader(StateSlot.CONTROL_STATUS, ControlStatusCell.CODEC).read(status);
        return "control refuses to try a calibration in "
                + status.state
                + " ("
                + status.reason.meaning()
                + "); `cat-follow send resume` after a stop or a fault, and it needs --car picar-x";
    }

    private static boolean isControlThere(Region region) {
        return !region.isLost()
                && !region.isReplaced()
                && RoleLock.isHeld(region.files(), Role.CONTROL);
    }

    private static String noControl(Region region) {
        return "control does not run on "
                + region.files().region()
                + ", or on a new region since; see `deploy/launch.sh status`";
    }

    /** Fails when there is no control to try anything with. */
    static void requireControl(Region region) {
        if (!isControlThere(region)) {
            throw new StageFailure(ExitCode.FAILED, noControl(region));
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
        long begin = time.nanos();
        long end = begin + Math.min(millis * 1_000_000, Showing.MOST_TURNING_NANOS);
        Showing showing = new Showing(CalibrationPart.DRIVE, percent, begin);
        lastSent = 0;
        try {
            long now = begin;
            while (now - end < 0) {
                if (showing.due(now)) {
                    show(CalibrationPart.DRIVE, percent);
                }
                time.pass(Math.min(end - now, LOOK_NANOS));
                now = time.nanos();
            }
            requireTaken();
        } finally {
            // Not when its lease ends: the way is measured.
            hold();
        }
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
