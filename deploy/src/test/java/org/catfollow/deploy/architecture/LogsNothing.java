package org.catfollow.deploy.architecture;

import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

/** A method calls no logger itself. What is logged on a change of state is called by another one. */
final class LogsNothing extends ArchCondition<JavaMethod> {
    LogsNothing() {
        super("log nothing");
    }

    @Override
    public void check(JavaMethod method, ConditionEvents events) {
        for (JavaMethodCall call : method.getMethodCallsFromSelf()) {
            if (call.getTargetOwner().getPackageName().startsWith("org.slf4j")) {
                events.add(SimpleConditionEvent.violated(method, call.getDescription()));
            }
        }
    }
}
