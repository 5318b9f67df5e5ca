package org.catfollow.cli.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodModel;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.ProtectionDomain;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * Loaded into a running stage from outside: puts a call of its own before some methods, which does nothing
 * until a file appears in a folder, and nothing again when it is gone. So nothing in the product is made for
 * it. Knows the JDK's classes and {@link Sabotage} only, for it is packed into a jar by itself.
 */
public final class SabotageAgent {
    /** Written when the sabotage is prepared. */
    static final String READY = "READY";

    /** Holds what the process takes the hour to be, milliseconds of the epoch, written again and again. */
    static final String HOUR = "HOUR";

    private static final long LOOK_NANOS = 500_000;
    private static final float WIDEST_JUMP = 540;
    private static final float HIGHEST_JUMP = 380;
    private static final int X = 4;
    private static final int Y = 5;

    private static volatile boolean looping;
    private static volatile boolean frozen;
    private static volatile boolean jumping;
    private static volatile boolean garbage;

    /** The last picture that was shown, and how many were kept back: for the painting thread. */
    private static long shown;

    private static long keptBack;

    private SabotageAgent() {}

    /**
     * Called by the JVM.
     *
     * @param folder where the files are looked for
     */
    public static void agentmain(String folder, Instrumentation instrumentation)
            throws UnmodifiableClassException, IOException {
        Path files = Path.of(folder);
        for (Class<?> type : instrumentation.getAllLoadedClasses()) {
            for (Sabotage sabotage : Sabotage.values()) {
                if (type.getName().equals(sabotage.type())) {
                    instrumentation.addTransformer(new Before(sabotage.type()), true);
                    instrumentation.retransformClasses(type);
                    break;
                }
            }
        }
        Thread thread = Thread.ofPlatform().daemon().start(() -> watch(files));
        Files.writeString(files.resolve(READY), thread.getName());
    }

    private static void watch(Path folder) {
        try {
            while (Files.exists(folder)) {
                look(folder);
                LockSupport.parkNanos(LOOK_NANOS);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Begins what is asked for, and ends what is not any more. */
    static void look(Path folder) throws IOException {
        looping = Files.exists(folder.resolve(Sabotage.LOOP.name()));
        frozen = Files.exists(folder.resolve(Sabotage.FREEZE.name()));
        jumping = Files.exists(folder.resolve(Sabotage.JUMPING_BOXES.name()));
        garbage = Files.exists(folder.resolve(Sabotage.GARBAGE_BOXES.name()));
        Path hour = folder.resolve(HOUR);
        if (Files.exists(hour) && Files.size(hour) == 0) {
            Files.writeString(hour, Long.toString(System.currentTimeMillis()));
        }
    }

    /** Does not return while it is asked for: before control's duty cycle. */
    public static void loop() {
        while (looping) {
            Thread.onSpinWait();
        }
    }

    /** Returns which picture is painted instead of this one: before the test pattern is painted. */
    public static long picture(long index) {
        if (frozen) {
            keptBack = index - shown;
        }
        shown = index - keptBack;
        return shown;
    }

    /**
     * Returns what a number of a box is instead: before a box is added.
     *
     * @param which the number's place among the method's variables
     */
    public static float box(int which, float value) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        if (garbage) {
            return Float.intBitsToFloat(random.nextInt());
        }
        if (jumping && which == X) {
            return random.nextFloat() * WIDEST_JUMP;
        }
        return jumping && which == Y ? random.nextFloat() * HIGHEST_JUMP : value;
    }

    /** Puts the call before the methods of one class that are to be changed. */
    static final class Before implements ClassFileTransformer {
        private static final ClassDesc SELF = ClassDesc.of(SabotageAgent.class.getName());
        private static final int FIRST_NUMBER = 3;
        private static final int LAST_NUMBER = 7;

        private final String victim;

        Before(String victim) {
            this.victim = victim;
        }

        @Override
        public byte[] transform(
                ClassLoader loader,
                String name,
                Class<?> type,
                ProtectionDomain domain,
                byte[] bytes) {
            if (!victim.equals(name.replace('/', '.'))) {
                return null;
            }
            ClassFile classes = ClassFile.of();
            return classes.transformClass(
                    classes.parse(bytes),
                    ClassTransform.transformingMethodBodies(this::isMeant, new Call(victim)));
        }

        private boolean isMeant(MethodModel method) {
            for (Sabotage sabotage : Sabotage.values()) {
                if (sabotage.type().equals(victim)
                        && method.methodName().equalsString(sabotage.method())) {
                    return true;
                }
            }
            return false;
        }

        /** What is put before. */
        private static final class Call implements CodeTransform {
            private final String victim;

            Call(String victim) {
                this.victim = victim;
            }

            @Override
            public void atStart(CodeBuilder code) {
                if (victim.equals(Sabotage.LOOP.type())) {
                    code.invokestatic(SELF, "loop", MethodTypeDesc.of(ConstantDescs.CD_void));
                } else if (victim.equals(Sabotage.FREEZE.type())) {
                    code.lload(1)
                            .invokestatic(
                                    SELF,
                                    "picture",
                                    MethodTypeDesc.of(ConstantDescs.CD_long, ConstantDescs.CD_long))
                            .lstore(1);
                } else {
                    for (int number = FIRST_NUMBER; number <= LAST_NUMBER; number++) {
                        code.bipush(number)
                                .fload(number)
                                .invokestatic(
                                        SELF,
                                        "box",
                                        MethodTypeDesc.of(
                                                ConstantDescs.CD_float,
                                                ConstantDescs.CD_int,
                                                ConstantDescs.CD_float))
                                .fstore(number);
                    }
                }
            }

            @Override
            public void accept(CodeBuilder code, CodeElement element) {
                code.with(element);
            }
        }
    }
}
