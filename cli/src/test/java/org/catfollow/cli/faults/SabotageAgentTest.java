package org.catfollow.cli.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.catfollow.shm.slots.Detections;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is put into a stage does nothing until it is asked for, and nothing again after. */
class SabotageAgentTest {
    private static final float X = 100;

    @TempDir private Path folder;

    @AfterEach
    void askForNothing() throws IOException {
        for (Sabotage sabotage : Sabotage.values()) {
            Files.deleteIfExists(folder.resolve(sabotage.name()));
        }
        SabotageAgent.look(folder);
    }

    private void ask(Sabotage sabotage) throws IOException {
        Files.createFile(folder.resolve(sabotage.name()));
        SabotageAgent.look(folder);
    }

    /** A class of control's name, whose method returns 7. */
    private static byte[] control() {
        return ClassFile.of()
                .build(
                        ClassDesc.of(Sabotage.LOOP.type()),
                        type ->
                                type.withMethodBody(
                                        Sabotage.LOOP.method(),
                                        MethodTypeDesc.of(ConstantDescs.CD_int),
                                        ClassFile.ACC_PUBLIC | ClassFile.ACC_STATIC,
                                        code -> code.bipush(7).ireturn()));
    }

    private static Class<?> changed(Sabotage sabotage, byte[] bytes) {
        byte[] after =
                new SabotageAgent.Before(sabotage.type())
                        .transform(null, sabotage.type().replace('.', '/'), null, null, bytes);
        return new Loader(sabotage.type(), after).type();
    }

    private static byte[] bytesOf(Class<?> type) throws IOException {
        String name = type.getName().replace('.', '/') + ".class";
        try (InputStream bytes = type.getClassLoader().getResourceAsStream(name)) {
            return bytes.readAllBytes();
        }
    }

    @Test
    void controlGoesInACircleOnlyWhileThatIsAskedFor() throws Exception {
        Method method = changed(Sabotage.LOOP, control()).getMethod(Sabotage.LOOP.method());
        assertThat(method.invoke(null)).isEqualTo(7);
        ask(Sabotage.LOOP);
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
        askForNothing();
        thread.join();
    }

    @Test
    void aFrozenPictureIsTheLastOneAndTheNextOneAfterItFollows() throws IOException {
        assertThat(SabotageAgent.picture(10)).isEqualTo(10);
        ask(Sabotage.FREEZE);
        assertThat(SabotageAgent.picture(11)).isEqualTo(10);
        assertThat(SabotageAgent.picture(12)).isEqualTo(10);
        askForNothing();
        assertThat(SabotageAgent.picture(13)).isEqualTo(11);
    }

    @Test
    void boxesAreWrongOnlyWhileThatIsAskedFor() throws Exception {
        Class<?> type = changed(Sabotage.JUMPING_BOXES, bytesOf(Detections.class));
        assertThat(type).isNotSameAs(Detections.class);
        assertThat(xOfBox(type)).isEqualTo(X);
        ask(Sabotage.JUMPING_BOXES);
        assertThat(xOfBox(type)).isNotEqualTo(X).isBetween(0f, 540f);
        askForNothing();
        ask(Sabotage.GARBAGE_BOXES);
        assertThat(xOfBox(type)).isNotEqualTo(xOfBox(type));
        askForNothing();
        assertThat(xOfBox(type)).isEqualTo(X);
    }

    private static float xOfBox(Class<?> type) throws ReflectiveOperationException {
        Object boxes = type.getConstructor().newInstance();
        Method add =
                type.getMethod(
                        Sabotage.JUMPING_BOXES.method(),
                        byte[].class,
                        int.class,
                        float.class,
                        float.class,
                        float.class,
                        float.class,
                        float.class);
        assertThat(add.invoke(boxes, new byte[1], 0, 0.9f, X, 2f, 3f, 4f)).isEqualTo(true);
        return (float) type.getMethod("x", int.class).invoke(boxes, 0);
    }

    @Test
    void anotherClassIsLeftAlone() {
        assertThat(
                        new SabotageAgent.Before(Sabotage.LOOP.type())
                                .transform(null, "org/catfollow/Other", null, null, control()))
                .isNull();
    }

    private static final class Loader extends ClassLoader {
        private final String name;
        private final byte[] bytes;

        Loader(String name, byte[] bytes) {
            super(SabotageAgentTest.class.getClassLoader());
            this.name = name;
            this.bytes = bytes;
        }

        Class<?> type() {
            return defineClass(name, bytes, 0, bytes.length);
        }
    }
}
