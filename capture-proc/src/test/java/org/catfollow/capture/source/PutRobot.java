package org.catfollow.capture.source;

import org.catfollow.shm.slots.GroundTruth;
import org.catfollow.shm.slots.SimulatedCarState;
import org.catfollow.shm.slots.SimulatedSensors;

/** A simulated robot that a test puts where it wants, and what was published about its pictures. */
final class PutRobot implements SimulatedRobot {
    final SimulatedCarState car = new SimulatedCarState();
    GroundTruth published;
    SimulatedSensors sensed;

    @Override
    public boolean car(SimulatedCarState out) {
        out.xMetres = car.xMetres;
        out.yMetres = car.yMetres;
        out.headingDegrees = car.headingDegrees;
        out.panDegrees = car.panDegrees;
        out.tiltDegrees = car.tiltDegrees;
        return true;
    }

    @Override
    public void publish(GroundTruth truth) {
        published = truth;
    }

    @Override
    public void publish(SimulatedSensors now) {
        sensed = now;
    }

    @Override
    public long worldStartNanos() {
        return System.nanoTime();
    }
}
