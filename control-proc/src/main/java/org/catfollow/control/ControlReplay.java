package org.catfollow.control;

import java.util.List;
import org.catfollow.control.car.SensorReadings;
import org.catfollow.control.motion.MotionCommand;
import org.catfollow.runtime.RecordedFlags;
import org.catfollow.runtime.journal.StageRecord;
import org.catfollow.shm.commands.CalibrationPart;
import org.catfollow.shm.commands.Command;
import org.catfollow.shm.commands.CommandKind;
import org.catfollow.shm.slots.ControlStatus;
import org.catfollow.shm.slots.ControlStatusCell;
import org.catfollow.shm.slots.Pose;
import org.catfollow.shm.slots.PoseCell;
import org.catfollow.shm.slots.Sensors;
import org.catfollow.shm.slots.Track;

/**
 * Control of one recorded run, run again: the same {@link Controller}, told in each period what the
 * recorded one was told, the time among it. There is no car. One thread.
 */
public final class ControlReplay {
    private static final CommandKind[] KINDS = CommandKind.values();
    private static final CalibrationPart[] PARTS = CalibrationPart.values();

    private final Controller controller;
    private final CarReport report = new CarReport();
    private final Command command = new Command();
    private final ControlStatus status = new ControlStatus();

    /**
     * Makes a control as the recorded one was when it began.
     *
     * @param start its record of that
     * @param changed flags to run with instead of the recorded ones
     * @throws org.catfollow.runtime.StageFailure (usage) for a flag that makes no sense
     */
    public ControlReplay(StageRecord start, List<String> changed) {
        ControlOptions options = new ControlOptions();
        RecordedFlags.fill(options, start.rewind().takeWords(), changed);
        controller = new Controller(options.toConfig(), start.takeLong());
        controller.goOnFrom(start.takeCell(PoseCell.CODEC, new Pose()));
        if (start.takeInt() != 0) {
            ControlStatus last = start.takeCell(ControlStatusCell.CODEC, new ControlStatus());
            controller.takeOver(last, start.nanos());
        }
    }

    /**
     * Returns those of a user's words that are no flag of it, nor a flag's value.
     *
     * @throws org.catfollow.runtime.StageFailure (usage) for a value that makes no sense
     */
    public static List<String> leftOf(List<String> words) {
        return RecordedFlags.leftOf(new ControlOptions(), words);
    }

    /** Returns whether control has such a flag. */
    public static boolean knows(String flag) {
        return RecordedFlags.knows(new ControlOptions(), flag);
    }

    /** Returns the generation of the track that a recorded period had before it, 0 for none. */
    public static long trackOf(StageRecord period) {
        return period.rewind().takeLong();
    }

    /** Offers a recorded command. */
    public void offer(StageRecord offered) {
        offered.rewind();
        command.kind = KINDS[index(offered.takeInt(), KINDS.length)];
        command.part = PARTS[index(offered.takeInt(), PARTS.length)];
        command.expiresNanos = offered.takeLong();
        command.stopCount = offered.takeLong();
        command.x = offered.takeDouble();
        command.y = offered.takeDouble();
        command.value = offered.takeDouble();
        command.speedMetresPerSecond = offered.takeDouble();
        command.steeringDegrees = offered.takeDouble();
        command.panDegrees = offered.takeDouble();
        command.tiltDegrees = offered.takeDouble();
        var unused = CommandInbox.offer(command, controller, offered.nanos());
    }

    private static int index(int ordinal, int count) {
        if (ordinal < 0 || ordinal >= count) {
            throw new IllegalArgumentException("a command's kind or part is " + ordinal);
        }
        return ordinal;
    }

    /**
     * Decides a period.
     *
     * @param period the record of it
     * @param track the one that {@link #trackOf} names; read only during the call
     */
    public void period(StageRecord period, Track track) {
        period.rewind();
        period.takeLong();
        long stopCount = period.takeLong();
        int flags = period.takeInt();
        takeReport(period, flags);
        Track seen = (flags & PeriodJournal.NO_TRACK) == 0 ? track : new Track();
        if ((flags & PeriodJournal.HALTED_BEFORE) != 0) {
            controller.halt();
        }
        long now = period.nanos();
        MotionCommand told = controller.step(now, seen, stopCount, report);
        if ((flags & PeriodJournal.TRIAL_REFUSED) != 0 && !controller.hand().calibrationRefused()) {
            controller.hand().refuseCalibration();
        }
        if ((flags & PeriodJournal.HALTED_AFTER) != 0) {
            controller.halt();
        }
        StatusPublisher.describe(told, seen, status);
        StatusPublisher.describe(controller, now, status);
        controller.pose().nanos = now;
    }

    private void takeReport(StageRecord period, int flags) {
        report.failed = (flags & PeriodJournal.FAILED) != 0;
        report.guardThere = (flags & PeriodJournal.GUARD_THERE) != 0;
        report.guardHolds = (flags & PeriodJournal.GUARD_HOLDS) != 0;
        report.hasSensors = (flags & PeriodJournal.HAS_SENSORS) != 0;
        report.pictureSame = (flags & PeriodJournal.PICTURE_SAME) != 0;
        SensorReadings readings = report.readings;
        readings.echoMetres = period.takeDouble();
        readings.echoNanos = period.takeLong();
        for (int i = 0; i < SensorReadings.GRAYSCALES; i++) {
            readings.grayscale[i] = period.takeInt();
            readings.cliffReference[i] = period.takeInt();
            readings.grayscaleEachNanos[i] = period.takeLong();
        }
        readings.grayscaleNanos = period.takeLong();
        readings.batteryVolts = period.takeDouble();
        readings.batteryNanos = period.takeLong();
    }

    /** Returns what was decided in the last period; the same holder at every call. */
    public ControlStatus status() {
        return status;
    }

    /** Returns where the car was believed to be in the last period; the same holder at every call. */
    public Pose pose() {
        return controller.pose();
    }

    /** Returns what was made of the sensors in the last period; the same holder at every call. */
    public Sensors sensors() {
        return controller.sensors();
    }
}
