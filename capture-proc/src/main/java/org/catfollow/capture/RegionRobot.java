package org.catfollow.capture;

import org.catfollow.capture.source.SimulatedRobot;
import org.catfollow.runtime.StageContext;
import org.catfollow.shm.sequence.TwoCellReader;
import org.catfollow.shm.sequence.TwoCellWriter;
import org.catfollow.shm.slots.GroundTruth;
import org.catfollow.shm.slots.GroundTruthCell;
import org.catfollow.shm.slots.SimulatedCarCell;
import org.catfollow.shm.slots.SimulatedCarState;
import org.catfollow.shm.slots.SimulatedSensors;
import org.catfollow.shm.slots.SimulatedSensorsCell;
import org.catfollow.shm.slots.StateSlot;

/** The simulated robot as the region has it: control writes the car, capture the truth and
 * what the car senses. */
final class RegionRobot implements SimulatedRobot {
    private final StageContext context;
    private final TwoCellReader<SimulatedCarState> cars;
    private final TwoCellWriter<GroundTruth> truths;
    private final TwoCellWriter<SimulatedSensors> sensed;
    private final SimulatedCarState scratch = new SimulatedCarState();

    RegionRobot(StageContext context) {
        this.context = context;
        this.cars = context.region().stateReader(StateSlot.SIMULATED_CAR, SimulatedCarCell.CODEC);
        this.truths = context.claim().stateWriter(StateSlot.GROUND_TRUTH, GroundTruthCell.CODEC);
        this.sensed =
                context.claim()
                        .stateWriter(StateSlot.SIMULATED_SENSORS, SimulatedSensorsCell.CODEC);
    }

    @Override
    public boolean car(SimulatedCarState out) {
        boolean told = cars.read(scratch) == TwoCellReader.Answer.VALUE;
        if (told) {
            out.set(scratch);
        }
        return told;
    }

    @Override
    public void publish(GroundTruth truth) {
        truths.write(truth);
    }

    @Override
    public void publish(SimulatedSensors now) {
        sensed.write(now);
    }

    @Override
    public long worldStartNanos() {
        return context.region().header().createdNanos();
    }
}
