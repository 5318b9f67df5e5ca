package org.catfollow.deploy.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.lang.instrument.Instrumentation;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A class is used by one of another package, is in the signature of something public there, is a
 * program, is loaded into another as an agent, or is one that Logback makes by its name.
 */
final class UsedElsewhere extends ArchCondition<JavaClass> {
    UsedElsewhere() {
        super("be used in another package or have a main method");
    }

    @Override
    public void check(JavaClass type, ConditionEvents events) {
        boolean program =
                type.tryGetMethod("main", String[].class)
                        .map(main -> main.getModifiers().contains(JavaModifier.STATIC))
                        .orElse(false);
        // What an agent puts into other classes' methods is called from there.
        boolean agent =
                type.tryGetMethod("agentmain", String.class, Instrumentation.class).isPresent();
        boolean used =
                type.getDirectDependenciesToSelf().stream()
                        .anyMatch(
                                dependency ->
                                        !dependency
                                                .getOriginClass()
                                                .getPackageName()
                                                .equals(type.getPackageName()));
        boolean provider = type.isAssignableTo("ch.qos.logback.classic.spi.Configurator");
        if (!program && !agent && !used && !provider && !isInPublicSignature(type)) {
            events.add(
                    SimpleConditionEvent.violated(
                            type, type.getName() + " is public and used in its own package only"));
        }
    }

    private static boolean isInPublicSignature(JavaClass type) {
        Stream<JavaMember> members =
                Stream.of(
                                type.getMethodsWithParameterTypeOfSelf(),
                                type.getMethodsWithReturnTypeOfSelf(),
                                type.getConstructorsWithParameterTypeOfSelf(),
                                type.getFieldsWithTypeOfSelf())
                        .flatMap(Set::stream);
        return members.anyMatch(
                member ->
                        !member.getOwner().equals(type)
                                && member.getModifiers().contains(JavaModifier.PUBLIC)
                                && member.getOwner().getModifiers().contains(JavaModifier.PUBLIC));
    }
}
