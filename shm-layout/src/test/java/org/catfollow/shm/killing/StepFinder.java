package org.catfollow.shm.killing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Instruction;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.InvokeInstruction;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.catfollow.shm.kernel.Syscall;

/** Finds the {@link Step}s in the byte code of a class. */
final class StepFinder {
    private static final Set<String> FILES =
            Set.of(
                    "java/nio/file/Files",
                    "java/nio/channels/FileChannel",
                    "net/openhft/chronicle/core/OS");

    private StepFinder() {}

    /**
     * Where a step is.
     *
     * @param method its method's name
     * @param descriptor its method's descriptor
     * @param index of the call's instruction, bytes from the start of the method's code
     * @param step what it is
     */
    record Found(String method, String descriptor, int index, Step step) {}

    /** Returns the steps of {@code className}, in the order of the code. */
    static List<Found> find(String className) {
        List<Found> found = new ArrayList<>();
        if (className.equals(Syscall.class.getName())) {
            // Its callers are the steps.
            return found;
        }
        for (MethodModel method : ClassFile.of().parse(bytesOf(className)).methods()) {
            int index = 0;
            for (CodeElement element :
                    method.code().map(code -> code.elementList()).orElse(List.of())) {
                if (element instanceof InvokeInstruction invoke && isStep(invoke)) {
                    found.add(found(className, method, index, invoke));
                }
                if (element instanceof Instruction instruction) {
                    index += instruction.sizeInBytes();
                }
            }
        }
        return found;
    }

    private static Found found(
            String className, MethodModel method, int index, InvokeInstruction invoke) {
        String name = method.methodName().stringValue();
        String owner = invoke.owner().asInternalName();
        Step step =
                new Step(
                        className.substring(className.lastIndexOf('.') + 1) + "." + name,
                        owner.substring(owner.lastIndexOf('/') + 1)
                                + "."
                                + invoke.name().stringValue());
        return new Found(name, method.methodType().stringValue(), index, step);
    }

    private static boolean isStep(InvokeInstruction invoke) {
        String owner = invoke.owner().asInternalName();
        String name = invoke.name().stringValue();
        if (owner.startsWith("net/openhft/chronicle/bytes/")) {
            return name.startsWith("write") || name.startsWith("addAndGet");
        }
        return switch (owner) {
            case "java/lang/invoke/VarHandle" -> name.endsWith("Fence");
            // A call of the kernel, and of the C library: open, fcntl, statx, futex;
            // posix_fallocate.
            case "org/catfollow/shm/kernel/Syscall" ->
                    name.equals("call") || name.equals("callBare");
            case "java/lang/invoke/MethodHandle" -> name.equals("invokeExact");
            case "java/nio/ByteBuffer" -> name.startsWith("put");
            default -> FILES.contains(owner);
        };
    }

    private static byte[] bytesOf(String className) {
        String file = "/" + className.replace('.', '/') + ".class";
        try (InputStream stream = StepFinder.class.getResourceAsStream(file)) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
