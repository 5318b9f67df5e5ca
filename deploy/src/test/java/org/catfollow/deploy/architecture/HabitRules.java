package org.catfollow.deploy.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.util.List;
import org.catfollow.control.motion.PlantedUtil;
import org.catfollow.runtime.StageAgent;
import org.catfollow.tracker.PlantedAgent;

/** How classes are named, shown, and kept quiet. */
final class HabitRules {
    private HabitRules() {}

    static List<Rule> all() {
        return List.of(names(), quietRounds(), visibility());
    }

    private static Rule names() {
        return new Rule(
                "a class says what it is",
                noClasses()
                        .should()
                        .haveNameMatching(
                                ".*(Util|Utils|Utility|Helper|Helpers|Manager|Impl|Common)(\\$.*)?"),
                "PlantedUtil",
                PlantedUtil.class);
    }

    private static Rule quietRounds() {
        return new Rule(
                "a round of the duty cycle logs nothing",
                methods()
                        .that()
                        .areDeclaredInClassesThat()
                        .areAssignableTo(StageAgent.class)
                        .and()
                        .haveName("doWork")
                        .should(new LogsNothing()),
                "org.slf4j.Logger.info(java.lang.String)",
                PlantedAgent.class);
    }

    private static Rule visibility() {
        return new Rule(
                "what is public is used in another package",
                classes()
                        .that(
                                describe(
                                        "are public at the top level",
                                        (JavaClass type) ->
                                                type.isTopLevelClass()
                                                        && type.getModifiers()
                                                                .contains(JavaModifier.PUBLIC)))
                        .should(new UsedElsewhere()),
                "org.catfollow.control.motion.PlantedUtil",
                PlantedUtil.class);
    }
}
