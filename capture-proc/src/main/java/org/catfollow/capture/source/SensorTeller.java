package org.catfollow.capture.source;

import org.catfollow.shm.slots.ObstacleKind;
import org.catfollow.shm.slots.SimulatedCarState;
import org.catfollow.shm.slots.SimulatedSensors;
import org.catfollow.simulator.sense.CarSenses;

/** Brings what the simulator says of a car's senses into the region's words. Allocates nothing. */
final class SensorTeller {
    private final CarSenses senses;
    private final SimulatedRobot robot;
    private final SimulatedSensors sensed = new SimulatedSensors();

    SensorTeller(CarSenses senses, SimulatedRobot robot) {
        this.senses = senses;
        this.robot = robot;
    }

    /** Before the frame is committed: who sees the frame finds what belongs to it, or later. */
    void tell(long frameId, long nowNanos, SimulatedCarState car) {
        senses.sense(frameId, car.xMetres, car.yMetres, car.headingDegrees);
        sensed.nanos = nowNanos;
        sensed.frameId = frameId;
        double echo = senses.echoMetres();
        sensed.echoMetres = echo == CarSenses.NO_ECHO ? SimulatedSensors.NO_ECHO : (float) echo;
        sensed.clearanceMetres = finite(senses.clearanceMetres());
        sensed.catMetres = finite(senses.catMetres());
        sensed.touches = senses.touches();
        sensed.nearest =
                switch (senses.nearest()) {
                    case NONE -> ObstacleKind.NONE;
                    case WALL -> ObstacleKind.WALL;
                    case FURNITURE -> ObstacleKind.FURNITURE;
                    case CAT -> ObstacleKind.CAT;
                    case DOG -> ObstacleKind.DOG;
                    case BALL -> ObstacleKind.BALL;
                    case CUSHION -> ObstacleKind.CUSHION;
                };
        robot.publish(sensed);
    }

    /** What is nowhere is far, and no reader takes an infinite number. */
    private static float finite(double metres) {
        return (float) Math.min(metres, Float.MAX_VALUE);
    }
}
