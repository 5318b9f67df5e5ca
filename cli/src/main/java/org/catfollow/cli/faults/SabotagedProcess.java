package org.catfollow.cli.faults;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;

/** A stage with {@link SabotageAgent} in it. */
final class SabotagedProcess {
    private static final List<Class<?>> PACKED =
            List.of(
                    SabotageAgent.class,
                    SabotageAgent.Before.class,
                    classNamed(SabotageAgent.class.getName() + "$Before$Call"),
                    Sabotage.class);

    private static final long LOOK_NANOS = 500_000;
    private static final long ANSWER_NANOS = 2_000_000_000L;

    private final Path folder;

    private SabotagedProcess(Path folder) {
        this.folder = folder;
    }

    private static Class<?> classNamed(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Loads what is needed into the process; it goes on as before.
     *
     * @param scratch a folder for that
     * @throws StageFailure when it cannot be loaded
     */
    static SabotagedProcess prepare(long pid, Path scratch) {
        try {
            Path jar = pack(scratch.resolve("sabotage-agent.jar"));
            Path folder = Files.createDirectories(scratch.resolve("sabotage-" + pid));
            VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
            try {
                machine.loadAgent(jar.toString(), folder.toString());
            } finally {
                machine.detach();
            }
            if (!Files.exists(folder.resolve(SabotageAgent.READY))) {
                throw new StageFailure(
                        ExitCode.FAILED, "the agent in process " + pid + " does not say READY");
            }
            return new SabotagedProcess(folder);
        } catch (IOException
                | AttachNotSupportedException
                | AgentLoadException
                | AgentInitializationException e) {
            throw new StageFailure(
                    ExitCode.FAILED, "no agent can be loaded into process " + pid + ": " + e, e);
        }
    }

    private static Path pack(Path jar) throws IOException {
        if (Files.exists(jar)) {
            return jar;
        }
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.putValue("Agent-Class", SabotageAgent.class.getName());
        main.putValue("Can-Retransform-Classes", "true");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, manifest)) {
            for (Class<?> type : PACKED) {
                String name = type.getName().replace('.', '/') + ".class";
                out.putNextEntry(new JarEntry(name));
                try (InputStream bytes = type.getClassLoader().getResourceAsStream(name)) {
                    bytes.transferTo(out);
                }
                out.closeEntry();
            }
        }
        return jar;
    }

    /** Lets it begin within a millisecond; returns when that was asked for. */
    long begin(Sabotage sabotage) {
        long now = System.nanoTime();
        try {
            Files.createFile(folder.resolve(sabotage.name()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return now;
    }

    /** Ends whatever was begun. */
    void end() {
        try {
            for (Sabotage sabotage : Sabotage.values()) {
                Files.deleteIfExists(folder.resolve(sabotage.name()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns what the process takes the hour to be, milliseconds of the epoch. */
    long hourMillis() {
        Path hour = folder.resolve(SabotageAgent.HOUR);
        long deadline = System.nanoTime() + ANSWER_NANOS;
        try {
            Files.deleteIfExists(hour);
            Files.createFile(hour);
            while (System.nanoTime() - deadline < 0) {
                String said = Files.readString(hour);
                if (!said.isEmpty()) {
                    return Long.parseLong(said);
                }
                LockSupport.parkNanos(LOOK_NANOS);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new StageFailure(ExitCode.FAILED, "the agent does not say what the hour is");
    }
}
