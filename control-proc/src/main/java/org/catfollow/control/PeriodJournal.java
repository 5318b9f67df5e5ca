package org.catfollow.control;

import java.util.List;
import org.catfollow.control.car.SensorReadings;
import org.catfollow.runtime.journal.RecordKind;
import org.catfollow.runtime.journal.StageJournal;
import org.catfollow.shm.commands.Command;
import org.catfollow.shm.slots.ControlStatus;
import org.catfollow.shm.slots.ControlStatusCell;
import org.catfollow.shm.slots.Pose;
import org.catfollow.shm.slots.PoseCell;
import org.catfollow.shm.slots.Sensors;
import org.catfollow.shm.slots.SensorsCell;

/**
 * What control was told in each period and what it decided, for the journal: enough to run it again with
 * the same result. Control's thread; allocates nothing for a period.
 */
final class PeriodJournal {
    /** In a period's flags: the car did not do as told. */
    static final int FAILED = 1;

    static final int GUARD_THERE = 2;
    static final int GUARD_HOLDS = 4;
    static final int HAS_SENSORS = 8;

    /** The guard had taken the wheels before the period was decided. */
    static final int HALTED_BEFORE = 16;

    /** The car could not be told, or not in time, after it was decided. */
    static final int HALTED_AFTER = 32;

    /** What a hand tried was refused. */
    static final int TRIAL_REFUSED = 64;

    /** The track could not be read whole: the picture counted as none. */
    static final int NO_TRACK = 128;

    /** The tracked frame shows what the one before showed. */
    static final int PICTURE_SAME = 256;

    private final StageJournal journal;
    private final List<String> words;

    /** What the next record says of the period; the agent's to set, between step and car. */
    int flags;

    /** Generation of the track that the period had before it, 0 for none yet. */
    long trackGeneration;

    /** STOPs that the region had counted. */
    long stopCount;

    /**
     * Makes one.
     *
     * @param words the flags that control runs with
     */
    PeriodJournal(StageJournal journal, List<String> words) {
        this.journal = journal;
        this.words = List.copyOf(words);
    }

    /** Makes one that keeps nothing. */
    static PeriodJournal none() {
        return new PeriodJournal(StageJournal.none(), List.of());
    }

    /**
     * Control has begun on a region.
     *
     * @param last what a control before it had said, null for none
     */
    void begin(long epoch, long resumedThrough, Pose pose, ControlStatus last, long nowNanos) {
        journal.enter(epoch);
        if (journal.begin(RecordKind.START, 0, nowNanos)) {
            journal.putWords(words);
            journal.putLong(resumedThrough);
            journal.putCell(PoseCell.CODEC, pose);
            journal.putInt(last == null ? 0 : 1);
            if (last != null) {
                journal.putCell(ControlStatusCell.CODEC, last);
            }
            journal.commit();
        }
    }

    /** A command was offered to the controller. */
    void offered(Command command, long nowNanos) {
        if (journal.begin(RecordKind.COMMAND, 0, nowNanos)) {
            journal.putInt(command.kind.ordinal());
            journal.putInt(command.part.ordinal());
            journal.putLong(command.expiresNanos);
            journal.putLong(command.stopCount);
            journal.putDouble(command.x);
            journal.putDouble(command.y);
            journal.putDouble(command.value);
            journal.putDouble(command.speedMetresPerSecond);
            journal.putDouble(command.steeringDegrees);
            journal.putDouble(command.panDegrees);
            journal.putDouble(command.tiltDegrees);
            journal.commit();
        }
    }

    /** Notes what is known of the car before the period is decided: the car may change it. */
    void told(CarReport report, boolean halted) {
        flags =
                (report.failed ? FAILED : 0)
                        | (report.guardThere ? GUARD_THERE : 0)
                        | (report.guardHolds ? GUARD_HOLDS : 0)
                        | (report.hasSensors ? HAS_SENSORS : 0)
                        | (report.pictureSame ? PICTURE_SAME : 0)
                        | (halted ? HALTED_BEFORE : 0);
    }

    /** A period was decided and published. */
    void decided(SensorReadings readings, ControlStatus status, Pose pose, Sensors sensors) {
        if (!journal.begin(RecordKind.PERIOD, status.frameId, status.nanos)) {
            return;
        }
        journal.putLong(trackGeneration);
        journal.putLong(stopCount);
        journal.putInt(flags);
        journal.putDouble(readings.echoMetres);
        journal.putLong(readings.echoNanos);
        for (int i = 0; i < SensorReadings.GRAYSCALES; i++) {
            journal.putInt(readings.grayscale[i]);
            journal.putInt(readings.cliffReference[i]);
            journal.putLong(readings.grayscaleEachNanos[i]);
        }
        journal.putLong(readings.grayscaleNanos);
        journal.putDouble(readings.batteryVolts);
        journal.putLong(readings.batteryNanos);
        journal.putCell(ControlStatusCell.CODEC, status);
        journal.putCell(PoseCell.CODEC, pose);
        journal.putCell(SensorsCell.CODEC, sensors);
        journal.commit();
    }
}
