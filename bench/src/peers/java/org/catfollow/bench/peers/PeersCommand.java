package org.catfollow.bench.peers;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.ProcessExit;
import org.catfollow.tracker.sequence.BenchOptions;
import org.catfollow.tracker.sequence.Contender;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench/tracker.sh}: what {@code tracker-proc bench} does, with OpenCV's trackers beside ours. */
@Command(
        name = "tracker.sh",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Measures our trackers and OpenCV's KCF and CSRT on recorded sequences, all on the same"
                        + " pictures in one process.")
final class PeersCommand implements Callable<Integer> {
    @Option(
            names = "--peer",
            paramLabel = "KIND",
            split = ",",
            defaultValue = "kcf,csrt",
            description = "OpenCV's trackers: ${COMPLETION-CANDIDATES}. Default: all of them.")
    private List<PeerKind> peers = new ArrayList<>();

    @Mixin private BenchOptions options;

    @Spec private CommandSpec spec;

    public static void main(String[] args) {
        ProcessExit.runAndExit(new PeersCommand(), args);
    }

    @Override
    public Integer call() {
        options.run(this::contenders, spec.commandLine().getOut());
        return ExitCode.DONE.code();
    }

    private List<Contender> contenders() {
        OpenCvPeer.load();
        return peers.stream().distinct().<Contender>map(OpenCvPeer::new).toList();
    }
}
