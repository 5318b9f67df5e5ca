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
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;

/** A control that can be made to run in a circle. It must be killed afterwards. */
final class LoopedProcess {
    private static final List<Class<?>> PACKED =
            List.of(EndlessLoopAgent.class, EndlessLoopAgent.Before.class);

    private final long pid;
    private final Path trigger;

    private LoopedProcess(long pid, Path trigger) {
        this.pid = pid;
        this.trigger = trigger;
    }

    /**
     * Loads what is needed into the process; it goes on as before.
     *
     * @param scratch a folder for that
     * @throws StageFailure when it cannot be loaded
     */
    static LoopedProcess prepare(long pid, Path scratch) {
        try {
            Path jar = pack(scratch.resolve("endless-loop-agent.jar"));
            Path trigger = scratch.resolve("loop-" + pid);
            VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
            try {
                machine.loadAgent(jar.toString(), trigger.toString());
            } finally {
                machine.detach();
            }
            return new LoopedProcess(pid, trigger);
        } catch (IOException
                | AttachNotSupportedException
                | AgentLoadException
                | AgentInitializationException e) {
            throw new StageFailure(
                    ExitCode.FAILED, "no agent can be loaded into process " + pid + ": " + e, e);
        }
    }

    private static Path pack(Path jar) throws IOException {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.putValue("Agent-Class", EndlessLoopAgent.class.getName());
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

    /** Lets it run in a circle from its next round on; returns when that was asked for. */
    long begin() {
        long now = System.nanoTime();
        try {
            Files.createFile(trigger);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return now;
    }

    long pid() {
        return pid;
    }
}
