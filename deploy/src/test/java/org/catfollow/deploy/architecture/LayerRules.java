package org.catfollow.deploy.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.List;

/** Who may know whom: the contract, what every process has, the stages, what stands above them. */
final class LayerRules {
    private static final List<String> STAGES = List.of("capture", "detector", "tracker", "control");

    private LayerRules() {}

    static List<Rule> all() {
        List<Rule> rules =
                new ArrayList<>(
                        List.of(
                                contract(),
                                runtime(),
                                cli(),
                                view(),
                                sdk(),
                                writesNoMemory("sdk", org.catfollow.sdk.Planted.class),
                                writesNoMemory("cli", org.catfollow.cli.Planted.class),
                                writesNoMemory("view", org.catfollow.view.Planted.class)));
        rules.add(stage("capture", "detector", org.catfollow.capture.Planted.class));
        rules.add(stage("detector", "tracker", org.catfollow.detector.Planted.class));
        rules.add(stage("tracker", "control", org.catfollow.tracker.Planted.class));
        rules.add(stage("control", "capture", org.catfollow.control.Planted.class));
        rules.add(oneDirection());
        return rules;
    }

    private static ArchRule knowsNone(String module, List<String> others) {
        return noClasses()
                .that()
                .resideInAPackage("org.catfollow." + module + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        others.stream()
                                .map(other -> "org.catfollow." + other + "..")
                                .toArray(String[]::new));
    }

    private static List<String> stagesAnd(String... more) {
        List<String> all = new ArrayList<>(STAGES);
        all.addAll(List.of(more));
        return all;
    }

    private static Rule contract() {
        return new Rule(
                "the contract knows nobody",
                knowsNone(
                        "shm",
                        stagesAnd("runtime", "sdk", "cli", "view", "replay", "bench", "deploy")),
                "org.catfollow.runtime.ExitCode",
                org.catfollow.shm.Planted.class);
    }

    private static Rule runtime() {
        return new Rule(
                "the runtime knows the contract alone",
                knowsNone("runtime", stagesAnd("sdk", "cli", "view", "replay", "bench", "deploy")),
                "org.catfollow.capture.CaptureCommand",
                org.catfollow.runtime.Planted.class);
    }

    private static Rule stage(String stage, String neighbour, Class<?> planted) {
        List<String> others = stagesAnd("sdk", "cli", "view", "replay", "bench", "deploy");
        others.remove(stage);
        return new Rule(
                stage + " knows no other stage",
                knowsNone(stage, others),
                "<org.catfollow." + neighbour + ".",
                planted);
    }

    private static Rule cli() {
        return new Rule(
                "the command line knows no stage",
                knowsNone("cli", stagesAnd("view", "replay", "bench", "deploy")),
                "org.catfollow.tracker.TrackerCommand",
                org.catfollow.cli.Planted.class);
    }

    /** It is for programs that are no part of the robot. */
    private static Rule sdk() {
        return new Rule(
                "images for other programs know the contract alone",
                knowsNone("sdk", stagesAnd("runtime", "cli", "view", "replay", "bench", "deploy")),
                "org.catfollow.runtime.ExitCode",
                org.catfollow.sdk.Planted.class);
    }

    private static Rule view() {
        return new Rule(
                "the view knows no stage and not the command line",
                knowsNone("view", stagesAnd("sdk", "cli", "bench", "deploy")),
                "org.catfollow.tracker.TrackerCommand",
                org.catfollow.view.Planted.class);
    }

    private static Rule writesNoMemory(String module, Class<?> planted) {
        return new Rule(
                module + " writes no stage's memory",
                noClasses()
                        .that()
                        .resideInAPackage("org.catfollow." + module + "..")
                        .should()
                        .dependOnClassesThat(
                                nameMatching(
                                        "org\\.catfollow\\.shm\\..*(RoleClaim|Writer|Receiver|Waker)")),
                "org.catfollow.shm.region.RoleClaim",
                planted);
    }

    private static Rule oneDirection() {
        return new Rule(
                "packages depend on each other in one direction",
                slices().matching("org.catfollow.(**)")
                        .should()
                        .beFreeOfCycles()
                        // A stage's settings lie beside its command and go to whom they concern.
                        .ignoreDependency(
                                resideInAPackage("org.catfollow.*.*"),
                                nameMatching(
                                        "org\\.catfollow\\.[a-z]+\\.(\\w+Config|InitBox|TargetRule(\\$Order)?)")),
                "planted.one",
                org.catfollow.planted.one.Planted.class,
                org.catfollow.planted.two.Planted.class);
    }
}
