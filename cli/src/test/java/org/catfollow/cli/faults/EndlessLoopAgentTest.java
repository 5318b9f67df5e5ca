package org.catfollow.cli.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.classfile.ClassFile;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.Method;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class EndlessLoopAgentTest {
    private static final String PROPERTY = "cat-follow.loop";

    /** A class of the agent's victim's name, whose method returns 7. */
    private static byte[] victim() {
        return ClassFile.of()
                .build(
                        ClassDesc.of(EndlessLoopAgent.CLASS),
                        type ->
                                type.withMethodBody(
                                        "doWork",
                                        MethodTypeDesc.of(ConstantDescs.CD_int),
                                        ClassFile.ACC_PUBLIC | ClassFile.ACC_STATIC,
                                        code -> code.bipush(7).ireturn()));
    }

    private static byte[] looped() {
        return new EndlessLoopAgent.Before()
                .transform(null, EndlessLoopAgent.CLASS.replace('.', '/'), null, null, victim());
    }

    @Test
    void aLoopStandsBeforeTheMethodAndTheMethodIsWhatItWas() throws ReflectiveOperationException {
        byte[] bytes = looped();
        boolean branches =
                ClassFile.of()
                        .parse(bytes)
                        .methods()
                        .getFirst()
                        .code()
                        .orElseThrow()
                        .elementStream()
                        .anyMatch(BranchInstruction.class::isInstance);
        assertThat(branches).isTrue();
        Method method = new Loader(bytes).type().getMethod("doWork");
        assertThat(method.invoke(null)).isEqualTo(7);
    }

    @Test
    void itLoopsWhileThePropertyIsSet() throws Exception {
        Method method = new Loader(looped()).type().getMethod("doWork");
        System.setProperty(PROPERTY, "true");
        try {
            Thread thread =
                    Thread.ofPlatform()
                            .daemon()
                            .start(
                                    () -> {
                                        try {
                                            Object ignored = method.invoke(null);
                                        } catch (ReflectiveOperationException e) {
                                            throw new IllegalStateException(e);
                                        }
                                    });
            assertThat(thread.join(Duration.ofMillis(100))).isFalse();
            System.clearProperty(PROPERTY);
            thread.join();
        } finally {
            System.clearProperty(PROPERTY);
        }
    }

    @Test
    void anotherClassIsLeftAlone() {
        assertThat(
                        new EndlessLoopAgent.Before()
                                .transform(null, "org/catfollow/Other", null, null, victim()))
                .isNull();
    }

    private static final class Loader extends ClassLoader {
        private final byte[] bytes;

        Loader(byte[] bytes) {
            super(EndlessLoopAgentTest.class.getClassLoader());
            this.bytes = bytes;
        }

        Class<?> type() {
            return defineClass(EndlessLoopAgent.CLASS, bytes, 0, bytes.length);
        }
    }
}
