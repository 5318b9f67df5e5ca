package org.catfollow.control.calibrate;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.catfollow.control.car.picarx.CalibrationStore;
import org.catfollow.control.car.picarx.CarCalibration;
import org.catfollow.shm.commands.CalibrationPart;

/**
 * What is asked and tried, in which order, and what comes of the answers. Pure: the world is the {@link
 * CarBench}. Every step can be skipped and keeps what was there; q ends it all and keeps everything.
 */
final class CalibrationDialogue {
    /** Beyond this it is the horn on the servo that is wrong. */
    static final double MOST_OFFSET_DEGREES = 45;

    /** As little as the floor and an edge must differ by, of 4095. */
    static final int LEAST_CONTRAST = 60;

    static final double DRIVE_PERCENT = 30;
    static final long DRIVE_MILLIS = 2000;

    /** No car of this size is slower or faster. */
    private static final double LEAST_SPEED = 0.05;

    private static final double MOST_SPEED = 5;
    private static final double LEAST_BASE_METRES = 0.02;
    private static final double MOST_BASE_METRES = 2;

    private static final String[] SIDES = {"left", "middle", "right"};

    /** The person has had enough. */
    private static final class Abandoned extends RuntimeException {
        private static final long serialVersionUID = 1;

        Abandoned() {
            super("abandoned", null, false, false);
        }
    }

    private final CarBench bench;
    private final Draft draft;

    CalibrationDialogue(CarBench bench, CarCalibration before) {
        this.bench = bench;
        this.draft = new Draft(before);
    }

    /** Leads through all steps; returns what is to be kept, or nothing when it was abandoned. */
    Optional<CarCalibration> run() {
        try {
            bench.say("Enter keeps what is shown, s skips a step, q ends it and changes nothing.");
            step(this::steering);
            step(this::pan);
            step(this::tilt);
            motors();
            step(this::floor);
            step(this::speed);
            step(this::wheelBase);
            return confirmed();
        } catch (Abandoned e) {
            return Optional.empty();
        }
    }

    /** One step, again as often as the person wants when the car does not show what is tried. */
    private void step(Runnable step) {
        boolean done = false;
        while (!done) {
            try {
                step.run();
                done = true;
            } catch (TrialRefused e) {
                bench.say("  " + e.getMessage());
                bench.say(
                        "  What was found before stands. Enter tries this step again, s skips it (the"
                                + " file can still be written at the end), q ends it all");
                done = !entered();
            }
        }
    }

    /** Returns whether it was Enter, not s. */
    private boolean entered() {
        while (true) {
            switch (key(CalibrationPart.NONE, 0)) {
                case '\n' -> {
                    return true;
                }
                case 's' -> {
                    return false;
                }
                default -> bench.say("  Enter, s or q");
            }
        }
    }

    private void steering() {
        draft.steering =
                offset(
                        "steering",
                        "until the wheels point straight ahead",
                        CalibrationPart.STEERING,
                        draft.steering);
    }

    private void pan() {
        draft.pan =
                offset(
                        "pan",
                        "until the camera looks straight ahead",
                        CalibrationPart.PAN,
                        draft.pan);
    }

    private void tilt() {
        draft.tilt =
                offset("tilt", "until the camera looks level", CalibrationPart.TILT, draft.tilt);
    }

    private void motors() {
        bench.say(
                "Lift the car now: its wheels are going to turn. Enter when it is lifted, s or q");
        if (entered()) {
            step(() -> draft.leftSign = motor("left", CalibrationPart.LEFT_MOTOR, draft.leftSign));
            step(
                    () ->
                            draft.rightSign =
                                    motor("right", CalibrationPart.RIGHT_MOTOR, draft.rightSign));
        }
    }

    private char key(CalibrationPart part, double value) {
        char key = bench.key(part, value);
        if (key == 'q') {
            throw new Abandoned();
        }
        return key;
    }

    private double offset(String name, String until, CalibrationPart part, double before) {
        bench.say("The " + name + " servo: + and - by one degree " + until + ".");
        double tried = before;
        while (true) {
            bench.say(String.format(Locale.ROOT, "  %s offset %+.0f degrees", name, tried));
            switch (key(part, tried)) {
                case '+', '=' -> tried = Math.min(MOST_OFFSET_DEGREES, tried + 1);
                case '-', '_' -> tried = Math.max(-MOST_OFFSET_DEGREES, tried - 1);
                case '\n' -> {
                    return tried;
                }
                case 's' -> {
                    return before;
                }
                default -> bench.say("  + or -, Enter, s or q");
            }
        }
    }

    private int motor(String side, CalibrationPart part, int before) {
        int tried = before;
        while (true) {
            bench.say("Does the " + side + " wheel turn forward? y, n, s or q");
            switch (key(part, tried)) {
                case 'y' -> {
                    return tried;
                }
                // Shown before it is believed: the next answer is about the other direction.
                case 'n' -> tried = -tried;
                case 's' -> {
                    return before;
                }
                default -> bench.say("  y or n, s or q");
            }
        }
    }

    private void floor() {
        bench.say("Put the car on the floor that it is to drive on, and press Enter.");
        int[] floor = look();
        if (floor == null) {
            return;
        }
        bench.say("Now hold its front over an edge, a stair or the table's, and press Enter.");
        int[] edge = look();
        if (edge == null) {
            return;
        }
        for (int i = 0; i < SIDES.length; i++) {
            if (floor[i] - edge[i] < LEAST_CONTRAST) {
                bench.say(
                        String.format(
                                Locale.ROOT,
                                "  %s: floor %d, edge %d: too much alike to tell them apart; %d"
                                        + " stays",
                                SIDES[i],
                                floor[i],
                                edge[i],
                                draft.references.get(i)));
            } else {
                draft.references.set(i, (floor[i] + edge[i]) / 2);
                bench.say(
                        String.format(
                                Locale.ROOT,
                                "  %s: floor %d, edge %d: an edge is at or under %d",
                                SIDES[i],
                                floor[i],
                                edge[i],
                                draft.references.get(i)));
            }
        }
    }

    /** Returns the readings when the person says so; null when skipped or there are none. */
    private int[] look() {
        if (!entered()) {
            return null;
        }
        int[] readings = bench.floor();
        if (readings == null) {
            bench.say("  the floor sensors say nothing; the step is skipped");
        }
        return readings;
    }

    private void speed() {
        bench.say(
                String.format(
                        Locale.ROOT,
                        "Put the car on the floor with 2 m free before it. It is to drive straight"
                                + " ahead for %d s at %.0f %%. Enter, s or q",
                        DRIVE_MILLIS / 1000,
                        DRIVE_PERCENT));
        if (!entered()) {
            return;
        }
        bench.drive(DRIVE_PERCENT, DRIVE_MILLIS);
        double perMetre = 1000.0 / DRIVE_MILLIS * 100 / DRIVE_PERCENT;
        OptionalDouble metres =
                number(
                        "How many metres did it drive? ",
                        LEAST_SPEED / perMetre,
                        MOST_SPEED / perMetre);
        if (metres.isPresent()) {
            // To the millimetre: a tape measures no finer.
            draft.metresPerSecondAtFull = Math.rint(metres.getAsDouble() * perMetre * 1000) / 1000;
            bench.say(
                    String.format(
                            Locale.ROOT, "  %.3f m/s at full speed", draft.metresPerSecondAtFull));
        }
    }

    private void wheelBase() {
        OptionalDouble metres =
                number(
                        String.format(
                                Locale.ROOT,
                                "How many metres from the front axle to the rear one? (Enter keeps"
                                        + " %.3f) ",
                                draft.wheelBaseMetres),
                        LEAST_BASE_METRES,
                        MOST_BASE_METRES);
        if (metres.isPresent()) {
            draft.wheelBaseMetres = metres.getAsDouble();
        }
    }

    /** Asks until it is a number within the limits; nothing for an empty line or s. */
    private OptionalDouble number(String question, double low, double high) {
        while (true) {
            String text = bench.line(question).strip();
            if (text.equals("q")) {
                throw new Abandoned();
            }
            if (text.isEmpty() || text.equals("s")) {
                return OptionalDouble.empty();
            }
            try {
                double value = Double.parseDouble(text.replace(',', '.'));
                if (value >= low && value <= high) {
                    return OptionalDouble.of(value);
                }
            } catch (NumberFormatException e) {
                // Said below.
            }
            bench.say(
                    String.format(
                            Locale.ROOT,
                            "  a number from %.2f to %.2f, not '%s'",
                            low,
                            high,
                            text));
        }
    }

    private Optional<CarCalibration> confirmed() {
        CarCalibration found = draft.finished();
        CalibrationStore.lines(found).lines().forEach(line -> bench.say("  " + line));
        bench.say("Enter keeps this, q leaves everything as it was.");
        while (key(CalibrationPart.NONE, 0) != '\n') {
            bench.say("  Enter or q");
        }
        return Optional.of(found);
    }
}
