package org.catfollow.shm.slots;

import java.util.Locale;
import org.catfollow.shm.layout.Section;
import org.catfollow.shm.layout.TwoCellLayout;

/** The state slots: whose each is, and where it lies in its owner's section. */
public enum StateSlot {
    /** What the newest inference found. */
    DETECTIONS(Section.DETECTOR, 4096, DetectionsCell.CODEC),
    /** Where the target is. */
    TRACK(Section.TRACKER, 4096, TrackCell.CODEC),
    /** What control does and why. */
    CONTROL_STATUS(Section.CONTROL, 4096, ControlStatusCell.CODEC),
    /** Where the robot believes it is. */
    POSE(Section.CONTROL, 8192, PoseCell.CODEC),
    /** What a simulated car really does. */
    SIMULATED_CAR(Section.CONTROL, 12288, SimulatedCarCell.CODEC),
    /** What there really is in a simulated frame; not for the stages, but for one declared twin. */
    GROUND_TRUTH(Section.CAPTURE, 4096, GroundTruthCell.CODEC),
    /** Which model the detector should take; written by senders, under the command lock. */
    MODEL_REQUEST(Section.COMMANDS, 4096, ModelRequestCell.CODEC),
    /** What became of that. */
    MODEL_ANSWER(Section.DETECTOR, 12288, ModelAnswerCell.CODEC),
    /** Everything that is tracked, the target among it. */
    TRACKS(Section.TRACKER, 8192, TracksCell.CODEC),
    /** What the car's sensors say. */
    SENSORS(Section.CONTROL, 16384, SensorsCell.CODEC),
    /** How long pictures take to become motion. */
    LATENCY(Section.CONTROL, 20480, LatencyCell.CODEC),
    /** What the guard does. */
    GUARD_STATUS(Section.GUARD, 4096, GuardStatusCell.CODEC),
    /** What the sensors of a simulated car see. */
    SIMULATED_SENSORS(Section.CAPTURE, 8192, SimulatedSensorsCell.CODEC);

    private final Section section;
    private final int offset;

    // Codecs have no state.
    @SuppressWarnings("ImmutableEnumChecker")
    private final CellCodec<?> codec;

    StateSlot(Section section, int offset, CellCodec<?> codec) {
        this.section = section;
        this.offset = offset;
        this.codec = codec;
    }

    /** Returns the section it lies in, whose owner alone writes it; of COMMANDS, one sender at a time. */
    public Section section() {
        return section;
    }

    /** Returns its first byte in that section. */
    public int offset() {
        return offset;
    }

    /** Returns its length in bytes. */
    public int bytes() {
        return TwoCellLayout.slotBytes(codec.bytes());
    }

    /** Returns how its value lies in a cell. */
    public CellCodec<?> codec() {
        return codec;
    }

    /** Returns the name of its table: {@code detections}, {@code track}, ... */
    public String tableName() {
        StringBuilder name = new StringBuilder();
        for (String word : name().split("_", -1)) {
            name.append(
                    name.isEmpty()
                            ? word.toLowerCase(Locale.ROOT)
                            : word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT));
        }
        return name.toString();
    }
}
