package org.catfollow.cli;

import java.time.Duration;
import java.util.Locale;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;
import org.catfollow.runtime.report.RegionReport;
import org.catfollow.runtime.report.SensorWords;
import org.catfollow.runtime.sending.StopPress;
import org.catfollow.shm.commands.Command;
import org.catfollow.shm.commands.CommandKind;
import org.catfollow.shm.commands.CommandResult;
import org.catfollow.shm.layout.Role;
import org.catfollow.shm.region.Region;
import org.catfollow.shm.region.RegionException;
import org.catfollow.shm.region.RoleLock;
import org.catfollow.shm.slots.BatteryState;
import org.catfollow.shm.slots.ControlStatus;
import org.catfollow.shm.slots.ControlStatusCell;
import org.catfollow.shm.slots.EchoState;
import org.catfollow.shm.slots.Sensors;
import org.catfollow.shm.slots.SensorsCell;
import org.catfollow.shm.slots.SpeedLimit;
import org.catfollow.shm.slots.StateSlot;

/** From keys to commands, and from the region to the line that the driver sees. One thread. */
final class ManualDrive {
    /** A motion lives so long: three sendings may be late or lost. */
    static final long LEASE_NANOS = 500_000_000;

    private static final long RESUME_NANOS = 2_000_000_000;

    /** No longer than until the next sending. */
    private static final Duration LOCK_PATIENCE = Duration.ofMillis(80);

    /** A region that is replaced is there again within this, and a STOP is worth the wait. */
    private static final Duration ATTACH_PATIENCE = Duration.ofSeconds(2);

    private final Region region;
    private final Command command = new Command();
    private long lastSent;
    private boolean leftOut;

    ManualDrive(Region region) {
        this.region = region;
        requireControl();
    }

    /** Does what a key wishes; returns whether to go on. */
    boolean obey(ManualKeys.Wish wish) {
        switch (wish) {
            case STOP ->
                    StopPress.inThisOrTheNext(
                            region, () -> Region.attach(region.files(), ATTACH_PATIENCE));
            case RESUME -> {
                command.kind = CommandKind.RESUME;
                command.stopCount = region.stopLatch().count();
                send(RESUME_NANOS);
            }
            case QUIT -> {
                return false;
            }
            case NONE -> {}
        }
        return true;
    }

    /** Sends what the keys ask for now, if they ask for anything. */
    void send(ManualKeys keys, long nowNanos) {
        switch (keys.sending(nowNanos)) {
            case MOTION -> motion(keys, keys.speedMetresPerSecond(), keys.steeringDegrees());
            case STANDING -> stand(keys);
            case NOTHING -> requireControl();
        }
    }

    /** Lets the wheels stand now, not when the last command's lease ends. */
    void stand(ManualKeys keys) {
        motion(keys, 0, 0);
    }

    private void motion(ManualKeys keys, double speed, double steering) {
        requireControl();
        command.kind = CommandKind.MANUAL;
        command.speedMetresPerSecond = speed;
        command.steeringDegrees = steering;
        command.panDegrees = keys.panDegrees();
        command.tiltDegrees = keys.tiltDegrees();
        send(LEASE_NANOS);
    }

    /**
     * A ring that is full is left alone: what is in it is older and lives no longer than a lease. So is
     * one that somebody else writes to: a motion is sent again soon.
     */
    private void send(long leaseNanos) {
        command.senderPid = ProcessHandle.current().pid();
        command.expiresNanos = System.nanoTime() + leaseNanos;
        leftOut = false;
        try {
            lastSent = region.send(command, LOCK_PATIENCE);
        } catch (RegionException e) {
            lastSent = 0;
            leftOut = true;
        }
    }

    private void requireControl() {
        if (region.isLost() || region.isReplaced()) {
            throw new StageFailure(
                    ExitCode.REGION, "the region was replaced; start `cat-follow manual` again");
        }
        if (!RoleLock.isHeld(region.files(), Role.CONTROL)) {
            throw new StageFailure(
                    ExitCode.FAILED,
                    "control does not run; see " + region.files().launcher("status"));
        }
    }

    /** Returns the line that the driver sees. */
    String line(ManualKeys keys) {
        ControlStatus status =
                RegionReport.value(
                                region,
                                StateSlot.CONTROL_STATUS,
                                ControlStatusCell.CODEC,
                                new ControlStatus())
                        .orElseGet(ControlStatus::new);
        Sensors sensors =
                RegionReport.value(region, StateSlot.SENSORS, SensorsCell.CODEC, new Sensors())
                        .orElseGet(Sensors::new);
        boolean refused = lastSent > 0 && region.result(lastSent) == CommandResult.REFUSED;
        return line(keys, status, sensors, refused)
                + (leftOut ? "  NOT SENT (somebody else sends; press again)" : "");
    }

    static String line(ManualKeys keys, ControlStatus status, Sensors sensors, boolean refused) {
        StringBuilder line =
                new StringBuilder(
                        String.format(
                                Locale.ROOT,
                                "%-8s %5.2f m/s  steer %3.0f  pan %3.0f  tilt %3.0f  pace %.2f",
                                status.state,
                                status.speedMetresPerSecond,
                                status.steeringDegrees,
                                status.panDegrees,
                                status.tiltDegrees,
                                keys.paceMetresPerSecond()));
        if (sensors.echo != EchoState.NONE) {
            line.append("  ahead ").append(SensorWords.distance(sensors));
        }
        if (sensors.battery != BatteryState.NONE) {
            line.append("  battery ").append(SensorWords.battery(sensors));
        }
        if (status.limit != SpeedLimit.NONE) {
            line.append("  limited: ").append(status.limit.meaning());
        }
        if (refused) {
            line.append("  REFUSED (").append(status.reason.meaning()).append(')');
        }
        return line.toString();
    }
}
