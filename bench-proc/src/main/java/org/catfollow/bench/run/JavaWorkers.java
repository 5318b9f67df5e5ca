package org.catfollow.bench.run;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.catfollow.bench.run.BenchPlan.Waiting;
import org.catfollow.bench.transport.Transport;
import org.catfollow.bench.transport.Transports;
import org.catfollow.bench.worker.Worker;
import org.catfollow.runtime.natives.NativeLibraries;

/** How a process in Java is started: with the flags of the stage whose place it takes. */
final class JavaWorkers {
    private JavaWorkers() {}

    /** Returns the words that start one end of a transport. */
    static List<String> command(
            String end, Entry entry, Path place, BenchPlan plan, int receivers) {
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(flags(end.equals("sender") ? plan.writerFlags() : plan.readerFlags()));
        Transports.named(entry.transport()).map(Transport::jvmFlags).ifPresent(words::addAll);
        if (entry.waiting() == Waiting.POLL) {
            words.add("-Dcatfollow.noFutex=true");
        }
        words.addAll(List.of("-cp", System.getProperty("java.class.path"), Worker.class.getName()));
        words.addAll(List.of(end, entry.transport(), place.toString()));
        words.add(Integer.toString(plan.widthPixels()));
        words.add(Integer.toString(plan.heightPixels()));
        words.add(Integer.toString(receivers));
        return words;
    }

    /** Outside a distribution, as in tests, they have this JVM's own flags. */
    private static List<String> flags(String stage) {
        Optional<Path> home = NativeLibraries.distribution();
        if (home.isEmpty()) {
            return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                    .filter(flag -> !flag.startsWith("-agent") && !flag.startsWith("-javaagent"))
                    .toList();
        }
        Path jvm = home.get().resolve("jvm");
        return List.of("@" + jvm.resolve("common.args"), "@" + jvm.resolve(stage + ".args"));
    }
}
