package org.catfollow.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.catfollow.control.car.CarFailure;
import org.catfollow.control.car.SimulatedCar;
import org.catfollow.control.command.CatLocation;
import org.catfollow.control.command.Validity;
import org.catfollow.control.motion.MotionCommand;
import org.catfollow.shm.slots.ControlState;
import org.catfollow.shm.slots.Pose;
import org.catfollow.shm.slots.Track;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Controller, simulated car and a fake camera in a loop, in simulated time. */
class ClosedLoopTest {
    private static final long PERIOD_NANOS = 20_000_000;
    private static final long SECOND = 1_000_000_000;

    /** A cat 0.25 m high fills 0.45 of a picture of 41 degrees from here: 0.25 / 0.45 / 2 tan 20.5. */
    private static final double HOLD_METRES = 0.743;

    private final Controller controller = new Controller(ControlConfig.DEFAULT, 0);
    private final SimulatedCar car = new SimulatedCar(0.095, new Pose());
    private final CarReport report = Reports.driving();
    private long now = SECOND;
    private MotionCommand command = new MotionCommand();
    private Track track = new Track();
    private double largestChange;

    private void period(FakeCamera camera) throws CarFailure {
        now += PERIOD_NANOS;
        car.advance(now);
        track = camera.at(now);
        double before = command.speedMetresPerSecond;
        command = controller.step(now, track, 0, report);
        largestChange = Math.max(largestChange, Math.abs(command.speedMetresPerSecond - before));
        car.apply(command, now);
    }

    private FakeCamera camera(double x, double y, long seed, int delayMillis, double jitter) {
        FakeCamera camera = new FakeCamera(car, new Random(seed), delayMillis * 1_000_000L, jitter);
        camera.catX = x;
        camera.catY = y;
        return camera;
    }

    /** Runs until the car has rested in TRACK for two seconds; returns the seconds it took. */
    private double untilAtRest(FakeCamera camera, double limitSeconds) throws CarFailure {
        long start = now;
        long resting = 0;
        while (resting < 2 * SECOND && now - start < limitSeconds * SECOND) {
            period(camera);
            boolean rests =
                    controller.state() == ControlState.TRACK && command.speedMetresPerSecond == 0;
            resting = rests ? resting + PERIOD_NANOS : 0;
        }
        assertThat(resting)
                .as("rests in TRACK, state %s reason %s", controller.state(), controller.reason())
                .isGreaterThanOrEqualTo(2 * SECOND);
        return (now - start - resting) * 1e-9;
    }

    private void assertHolds(FakeCamera camera) {
        assertThat(camera.distanceMetres()).isBetween(HOLD_METRES, HOLD_METRES * 1.35);
        double centre = (track.x + track.width / 2.0) / track.frameWidth;
        assertThat(centre).isBetween(0.45, 0.55);
        assertThat((track.y + track.height / 2.0) / track.frameHeight).isBetween(0.45, 0.55);
        assertThat(camera.largestSize).isLessThan(0.47);
    }

    @ParameterizedTest
    @CsvSource({
        "2, 0",
        "2, 0.8",
        "2, -0.8",
        "1.2, 1.2",
        "1, -1.5",
        "3, 1",
        "0.1, 2",
        "0.2, -1.5",
        "-1.5, 0.3",
        "-2, -1"
    })
    void findsCentresApproachesAndRests(double x, double y) throws CarFailure {
        FakeCamera camera = camera(x, y, 1, 60, 0);
        assertThat(untilAtRest(camera, 120)).as("seconds").isLessThan(40);
        assertHolds(camera);
        // Never a jump: the ramps are 0.4 and 1.0 m/s2.
        assertThat(largestChange).isLessThanOrEqualTo(1.0 * 0.02 + 1e-9);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void withJitterAndDelayItStillNeverComesTooNear(long seed) throws CarFailure {
        Random random = new Random(seed);
        double direction = Math.toRadians(random.nextInt(120) - 60);
        double metres = 1.2 + 2 * random.nextDouble();
        FakeCamera camera =
                camera(
                        metres * Math.cos(direction),
                        metres * Math.sin(direction),
                        seed,
                        40 + random.nextInt(100),
                        0.02);
        untilAtRest(camera, 120);
        assertThat(camera.largestSize).isLessThan(0.5);
        assertThat(camera.distanceMetres()).isBetween(HOLD_METRES * 0.95, HOLD_METRES * 1.4);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 60, 150})
    void theCameraSettlesWithoutSwinging(int delayMillis) throws CarFailure {
        FakeCamera camera = camera(3 * Math.cos(0.4), 3 * Math.sin(0.4), 1, delayMillis, 0);
        int turns = 0;
        double lastStep = 0;
        for (int i = 0; i < 150; i++) {
            double before = car.panDegrees();
            period(camera);
            double step = car.panDegrees() - before;
            if (Math.abs(step) > 0.05) {
                turns += step * lastStep < 0 ? 1 : 0;
                lastStep = step;
            }
        }
        // Towards the cat, and back to the middle while the car turns towards it.
        assertThat(turns).isLessThanOrEqualTo(1);
        double centre = (track.x + track.width / 2.0) / track.frameWidth;
        assertThat(centre).isBetween(0.45, 0.55);
    }

    @ParameterizedTest
    @CsvSource({"0, 0.1", "60, 0.1", "-90, 0.12", "30, 0.2"})
    void followsACatThatWalksAway(double degrees, double speed) throws CarFailure {
        FakeCamera camera = camera(1.5, 0, 5, 60, 0.01);
        untilAtRest(camera, 60);
        double worst = 0;
        int unfollowed = 0;
        for (int i = 0; i < 50 * 20; i++) {
            camera.catX += speed * 0.02 * Math.cos(Math.toRadians(degrees));
            camera.catY += speed * 0.02 * Math.sin(Math.toRadians(degrees));
            period(camera);
            worst = Math.max(worst, camera.distanceMetres());
            ControlState state = controller.state();
            unfollowed += state == ControlState.APPROACH || state == ControlState.TRACK ? 0 : 1;
        }
        assertThat(worst).isLessThan(2 * HOLD_METRES);
        assertThat(unfollowed).isEqualTo(0);
        assertThat(camera.largestSize).isLessThan(0.5);
    }

    @Test
    void aCatThatWalksUpStopsTheCarAndIsNotDrivenInto() throws CarFailure {
        FakeCamera camera = camera(2.5, 0, 5, 80, 0);
        double way = 0;
        for (int i = 0; i < 50 * 12; i++) {
            camera.catX = Math.max(camera.catX - 0.3 * 0.02, 0.3 + way);
            period(camera);
            if (camera.distanceMetres() < HOLD_METRES * 0.9) {
                assertThat(command.speedMetresPerSecond).isEqualTo(0);
            }
        }
        assertThat(car.speedMetresPerSecond()).isLessThan(1e-6);
        assertThat(camera.distanceMetres()).isPositive();
    }

    @Test
    void goesToAPlaceWhereItFindsTheCat() throws CarFailure {
        FakeCamera camera = camera(-3.5, 3, 5, 60, 0);
        for (int i = 0; i < 10; i++) {
            period(camera);
        }
        controller.offer(new CatLocation(-3, 2.5, new Validity(now, SECOND)), now);
        boolean went = false;
        for (int i = 0; i < 50 * 60 && controller.state() != ControlState.TRACK; i++) {
            period(camera);
            went |= controller.state() == ControlState.GOTO;
        }
        assertThat(went).isTrue();
        assertThat(controller.state()).isEqualTo(ControlState.TRACK);
    }

    @Test
    void odometryStaysNearTheSimulatedTruth() throws CarFailure {
        FakeCamera camera = camera(2.5, 1, 5, 60, 0);
        untilAtRest(camera, 60);
        Pose truth = new Pose();
        car.pose(truth);
        double error = controller.pose().distanceMetres(truth.xMetres, truth.yMetres);
        assertThat(error).isLessThan(0.1);
    }
}
