package org.catfollow.simulator.sense;

/**
 * A car's outline on the floor, a rectangle, and where its ultrasonic sensor sits; metres from the
 * middle of its rear axle, which is the place that a simulated car's state names.
 *
 * @param rear how far it reaches behind the axle
 * @param front how far it reaches before the axle
 * @param halfWidth from its middle to its side
 * @param height of what may hit something
 * @param sensorForward of the ultrasonic sensor before the axle, looking straight ahead
 * @param sensorHeight of the ultrasonic sensor above the floor
 */
public record CarBody(
        double rear,
        double front,
        double halfWidth,
        double height,
        double sensorForward,
        double sensorHeight) {
    /**
     * A PiCar-X, with the camera on it. The vendor states neither its outline nor the sensor's place:
     * these are assumed from the wheel base of 0.095 m and the vendor's pictures, rounded up.
     */
    public static final CarBody PICAR_X = new CarBody(0.06, 0.16, 0.08, 0.16, 0.16, 0.06);
}
