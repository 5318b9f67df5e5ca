package org.catfollow.cli;

import com.google.gson.GsonBuilder;
import java.util.concurrent.Callable;
import org.catfollow.runtime.report.JsonReport;
import org.catfollow.runtime.report.RegionReport;
import org.catfollow.shm.region.Region;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code cat-follow stat}: one look at everything. */
@Command(
        name = "stat",
        mixinStandardHelpOptions = true,
        description = "Shows how every stage is doing, the track, the detections and the motion.")
final class StatCommand implements Callable<Integer> {
    @CommandLine.ParentCommand private CatFollowCommand parent;
    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

    @Option(names = "--json", description = "As one JSON object.")
    private boolean json;

    @Override
    public Integer call() {
        try (Region region = parent.attach()) {
            RegionReport report = RegionReport.of(region);
            String text =
                    json
                            ? new GsonBuilder()
                                    .setPrettyPrinting()
                                    .create()
                                    .toJson(JsonReport.of(report))
                            : TextReport.of(report);
            spec.commandLine().getOut().println(text);
        }
        return 0;
    }
}
