package org.catfollow.cli.faults;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Label;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.ProtectionDomain;
import java.util.concurrent.locks.LockSupport;

/**
 * Loaded into a running control from outside: puts a loop before its duty cycle, which turns while a system
 * property is set, and sets it when a file appears. So nothing in the product is made for it. Knows the
 * JDK's classes only, for it is packed into a jar by itself.
 */
final class EndlessLoopAgent {
    static final String CLASS = "org.catfollow.control.ControlAgent";

    private static final String METHOD = "doWork";
    private static final String PROPERTY = "cat-follow.loop";
    private static final long LOOK_NANOS = 500_000;

    private EndlessLoopAgent() {}

    /** Called by the JVM; {@code trigger} is the file to wait for. */
    public static void agentmain(String trigger, Instrumentation instrumentation)
            throws UnmodifiableClassException {
        for (Class<?> type : instrumentation.getAllLoadedClasses()) {
            if (type.getName().equals(CLASS)) {
                instrumentation.addTransformer(new Before(), true);
                instrumentation.retransformClasses(type);
                Thread.ofPlatform().daemon().start(() -> await(Path.of(trigger)));
                return;
            }
        }
        throw new IllegalStateException("there is no " + CLASS + " in this process");
    }

    private static void await(Path trigger) {
        while (!Files.exists(trigger)) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
        System.setProperty(PROPERTY, "true");
    }

    /** Puts {@code while (Boolean.getBoolean(PROPERTY)) {}} before the method. */
    static final class Before implements ClassFileTransformer, CodeTransform {
        @Override
        public byte[] transform(
                ClassLoader loader,
                String name,
                Class<?> type,
                ProtectionDomain domain,
                byte[] bytes) {
            if (!CLASS.equals(name.replace('/', '.'))) {
                return null;
            }
            ClassFile classes = ClassFile.of();
            return classes.transformClass(
                    classes.parse(bytes),
                    ClassTransform.transformingMethodBodies(
                            method -> method.methodName().equalsString(METHOD), this));
        }

        @Override
        public void atStart(CodeBuilder code) {
            Label again = code.newBoundLabel();
            code.ldc(PROPERTY)
                    .invokestatic(
                            ConstantDescs.CD_Boolean,
                            "getBoolean",
                            MethodTypeDesc.of(ConstantDescs.CD_boolean, ConstantDescs.CD_String))
                    .ifne(again);
        }

        @Override
        public void accept(CodeBuilder code, CodeElement element) {
            code.with(element);
        }
    }
}
