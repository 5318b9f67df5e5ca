package org.catfollow.deploy.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import java.util.List;
import java.util.Set;
import org.catfollow.shm.slots.StateSlot;
import org.opencv.core.Mat;

/** Where the world is touched: memory, native code, pictures, files, clocks; and where it is not. */
final class PortRules {
    /** Take values and return values. */
    private static final String[] PURE = {
        "org.catfollow.shm.layout..",
        "org.catfollow.shm.slots..",
        "org.catfollow.shm.sequence..",
        "org.catfollow.shm.commands..",
        "org.catfollow.shm.counters..",
        "org.catfollow.capture.pacing..",
        "org.catfollow.detector.decode..",
        "org.catfollow.detector.looks..",
        "org.catfollow.detector.schedule..",
        "org.catfollow.tracker.appearance..",
        "org.catfollow.tracker.filter..",
        "org.catfollow.tracker.lifecycle..",
        "org.catfollow.control.command..",
        "org.catfollow.control.motion..",
        "org.catfollow.control.sensing..",
        "org.catfollow.control.states..",
    };

    /** See pictures. The agents among them hand them on. */
    private static final String[] PICTURES = {
        "org.catfollow.runtime.vision..",
        "org.catfollow.runtime.natives..",
        "org.catfollow.runtime.recording..",
        "org.catfollow.replay..",
        "org.catfollow.capture.source..",
        "org.catfollow.detector",
        "org.catfollow.detector.gate..",
        "org.catfollow.detector.preprocess..",
        "org.catfollow.tracker",
        "org.catfollow.tracker.appearance..",
        "org.catfollow.tracker.filter..",
        "org.catfollow.tracker.lifecycle..",
        "org.catfollow.tracker.sequence..",
        "org.catfollow.cli..",
        "org.catfollow.view.pictures..",
    };

    /** The trackers of OpenCV that need a model look at its files when they are made. */
    private static final Set<String> MODEL_OPENERS =
            Set.of("VisualTrackers", "TrackerModels", "NanoTracker", "VitTracker");

    private static final Set<String> SIZE = Set.of("rows", "cols");

    private PortRules() {}

    static List<Rule> all() {
        return List.of(
                memory(),
                nativeCode(),
                pictures(),
                hat(),
                truth(),
                trackLife(),
                decisions(),
                clock(),
                wallClock());
    }

    private static Rule memory() {
        return new Rule(
                "only the contract, the journal and the HAT in a file touch raw memory",
                noClasses()
                        .that()
                        .resideOutsideOfPackages(
                                "org.catfollow.shm..",
                                "org.catfollow.runtime.journal..",
                                "org.catfollow.runtime.standin..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage("net.openhft..", "sun.misc..", "jdk.internal..")
                        .orShould()
                        .dependOnClassesThat()
                        .haveFullyQualifiedName("java.lang.invoke.VarHandle"),
                "java.lang.invoke.VarHandle.fullFence()",
                org.catfollow.capture.Planted.class);
    }

    private static Rule nativeCode() {
        return new Rule(
                "only the contract and the port to TensorFlow Lite call native functions; the HAT"
                        + " in a file maps memory by the same package",
                noClasses()
                        .that()
                        .resideOutsideOfPackages(
                                "org.catfollow.shm..",
                                "org.catfollow.detector.inference..",
                                "org.catfollow.runtime.standin..",
                                "org.catfollow.runtime.systemcalls..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage("java.lang.foreign..", "org.bytedeco.."),
                "java.lang.foreign.Linker",
                org.catfollow.capture.Planted.class);
    }

    private static Rule pictures() {
        return new Rule(
                "only ports touch OpenCV",
                noClasses()
                        .that()
                        .resideOutsideOfPackages(PICTURES)
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage("org.opencv.."),
                "org.opencv.core.Mat",
                org.catfollow.control.motion.PlantedUtil.class);
    }

    /** So that nobody loads Pi4J who does not drive a PiCar-X. */
    private static Rule hat() {
        return new Rule(
                "only the HAT's two ports touch Pi4J",
                noClasses()
                        .that()
                        .haveNameNotMatching(
                                "org\\.catfollow\\.control\\.car\\.picarx\\.(Pi4jHat|Pi4jBus|GpiodEchoLine)")
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage("com.pi4j.."),
                "com.pi4j.Pi4J",
                org.catfollow.control.Planted.class);
    }

    /** Capture writes it; who reads it is a test, a viewer or the twin that says so in its name. */
    private static Rule truth() {
        return new Rule(
                "nobody knows the simulator's ground truth but its writer, the command line and the"
                        + " detector's declared twin",
                noClasses()
                        .that()
                        .resideOutsideOfPackages(
                                "org.catfollow.shm..",
                                "org.catfollow.capture..",
                                "org.catfollow.cli..",
                                "org.catfollow.detector.truth..")
                        .should()
                        .dependOnClassesThat(
                                describe(
                                        "are the ground truth",
                                        (JavaClass type) ->
                                                type.getName().contains(".slots.GroundTruth")))
                        .orShould()
                        .accessField(StateSlot.class, StateSlot.GROUND_TRUTH.name()),
                "org.catfollow.shm.slots.GroundTruth",
                org.catfollow.control.Planted.class);
    }

    private static Rule trackLife() {
        return new Rule(
                "the life of a track hands pictures on and does not look into them",
                noClasses()
                        .that()
                        .resideInAPackage("org.catfollow.tracker.lifecycle..")
                        .should()
                        .dependOnClassesThat(
                                describe(
                                        "are OpenCV's, other than Mat",
                                        (JavaClass type) ->
                                                type.getPackageName().startsWith("org.opencv")
                                                        && !type.isEquivalentTo(Mat.class)))
                        .orShould()
                        .callMethodWhere(
                                describe(
                                        "a picture is asked for more than its size",
                                        (JavaMethodCall call) ->
                                                call.getTargetOwner().isEquivalentTo(Mat.class)
                                                        && !SIZE.contains(call.getName()))),
                "org.opencv.core.Mat.get(int, int)",
                org.catfollow.tracker.lifecycle.Planted.class);
    }

    private static Rule decisions() {
        return new Rule(
                "decisions touch no file, no log, no region and no car",
                noClasses()
                        .that()
                        .resideInAnyPackage(PURE)
                        .and(
                                describe(
                                        "open no model",
                                        (JavaClass type) ->
                                                !MODEL_OPENERS.contains(type.getSimpleName())))
                        .should()
                        .dependOnClassesThat(
                                resideInAnyPackage(
                                        "java.io..",
                                        "java.nio.file..",
                                        "java.net..",
                                        "org.slf4j..",
                                        "java.util.logging..",
                                        "org.catfollow.shm.region..",
                                        "org.catfollow.control.car..")),
                "java.io.File",
                org.catfollow.control.motion.PlantedUtil.class);
    }

    private static Rule clock() {
        return new Rule(
                "decisions never ask the clock",
                noClasses()
                        .that()
                        .resideInAnyPackage(PURE)
                        .should()
                        .callMethod(System.class, "nanoTime")
                        .orShould()
                        .callMethod(System.class, "currentTimeMillis")
                        .orShould()
                        .dependOnClassesThat()
                        .haveNameMatching("java\\.time\\.(Clock|Instant)"),
                "java.lang.System.nanoTime()",
                org.catfollow.control.motion.PlantedUtil.class);
    }

    /** The hour may jump, when the network comes or somebody sets it: no wheel may depend on it. */
    private static Rule wallClock() {
        return new Rule(
                "what drives never asks for the hour",
                noClasses()
                        .that()
                        .resideInAnyPackage(
                                "org.catfollow.shm..",
                                "org.catfollow.control..",
                                "org.catfollow.runtime",
                                "org.catfollow.runtime.standin..")
                        .should()
                        .callMethod(System.class, "currentTimeMillis")
                        .orShould()
                        .dependOnClassesThat()
                        .haveNameMatching(
                                "java\\.time\\.(Clock|Instant|Local.*|Zoned.*|Offset.*)"
                                        + "|java\\.util\\.(Date|Calendar|Timer)"),
                "java.lang.System.currentTimeMillis()",
                org.catfollow.control.Planted.class);
    }
}
