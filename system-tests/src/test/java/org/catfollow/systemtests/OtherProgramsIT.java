package org.catfollow.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.catfollow.shm.counters.Counter;
import org.catfollow.systemtests.Launched.Outcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Programs that are none of ours beside a robot that runs: numpy on the live ring, an algorithm. */
class OtherProgramsIT {
    private static final int FRAMES = 60;

    /** Looks at every pixel of each frame, and says what it saw. */
    private static final String READER =
            """
            import json, sys, catfollow
            frames, owned, valid = catfollow.Frames(name=sys.argv[1], newest=False, timeout=20), 0, 0
            for frame in frames:
                mean = frame.pixels.mean()
                owned += frame.pixels.flags.owndata
                valid += frame.still_valid()
                if frames.seen == %d:
                    break
            print(json.dumps({"seen": frames.seen, "valid": valid, "copies": int(owned),
                              "lapped": frames.lapped, "torn": frames.torn, "mean": mean}))
            """
                    .formatted(FRAMES);

    private final Instance instance = new Instance("others");

    @AfterEach
    void leavesNothing() {
        instance.close();
    }

    /** The machine's own Python first, whose numpy is Debian's. */
    private Map<String, String> withNumpy() {
        String path = System.getenv("PATH");
        for (String order : List.of("/usr/bin:" + path, path)) {
            Map<String, String> environment = new HashMap<>(Map.of("PATH", order));
            environment.put(
                    "PYTHONPATH",
                    Distribution.program("launch.sh").resolve("../../sdk/python").toString());
            environment.put("PYTHONDONTWRITEBYTECODE", "1");
            if (python(environment, "-c", "import numpy").finish().code() == 0) {
                return environment;
            }
        }
        assumeThat(path).as("a python3 with numpy is on the PATH").isNull();
        return Map.of();
    }

    /** By a shell, which looks for it in the PATH that it is given. */
    private Launched python(Map<String, String> environment, String... words) {
        List<String> command =
                new ArrayList<>(List.of("/bin/sh", "-c", "exec python3 \"$@\"", "sh"));
        command.addAll(List.of(words));
        return instance.start(environment, command);
    }

    @Test
    void numpySeesEachFrameOfALiveRobotWithoutACopyAndAnAlgorithmIsHandedThem() {
        Map<String, String> environment = withNumpy();
        // Many slots: a reader that a busy machine holds up is not to be overtaken.
        instance.up("--source", "test:", "--model", "test:", "--slots", "64");
        try (LiveRegion live = instance.attach()) {
            Outcome reader = python(environment, "-c", READER, instance.name).finish();
            assertThat(reader.code()).as(reader.err()).isZero();
            JsonObject said = JsonParser.parseString(reader.out()).getAsJsonObject();
            assertThat(said.get("seen").getAsInt()).isEqualTo(FRAMES);
            assertThat(said.get("copies").getAsInt()).isZero();
            assertThat(said.get("torn").getAsInt()).isZero();
            assertThat(said.get("valid").getAsInt()).isEqualTo(FRAMES);
            assertThat(said.get("mean").getAsDouble()).isBetween(1.0, 254.0);
            assertThat(live.row("capture").counter(Counter.TORN)).isZero();
        }
        runsAnAlgorithm(environment);
    }

    private void runsAnAlgorithm(Map<String, String> environment) {
        Path algorithm = instance.folder.resolve("bright");
        Outcome made =
                instance.catFollow(
                        "algo", "init", "bright", "--language", "python", "--dir", algorithm + "");
        assertThat(made.code()).as(made.err()).isZero();
        Outcome run =
                instance.start(
                                environment,
                                List.of(
                                        Distribution.program("cat-follow").toString(),
                                        "--name",
                                        instance.name,
                                        "algo",
                                        "run",
                                        algorithm.toString(),
                                        "--live",
                                        "--steps",
                                        "20"))
                        .finish();
        assertThat(run.code()).as(run.err()).isZero();
        List<JsonObject> results =
                run.out()
                        .lines()
                        .map(line -> JsonParser.parseString(line).getAsJsonObject())
                        .filter(line -> line.has("step"))
                        .toList();
        assertThat(results).hasSize(20);
        assertThat(results)
                .allSatisfy(
                        line -> {
                            assertThat(line.get("status").getAsString()).isEqualTo("OK");
                            JsonObject data = line.getAsJsonObject("data");
                            assertThat(data.get("brightness").getAsDouble()).isBetween(1.0, 254.0);
                            assertThat(data.get("substitute").getAsBoolean()).isFalse();
                        });
        assertThat(instance.files().images()).doesNotExist();
    }
}
