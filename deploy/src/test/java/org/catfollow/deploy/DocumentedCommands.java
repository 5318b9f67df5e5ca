package org.catfollow.deploy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.catfollow.capture.CaptureCommand;
import org.catfollow.cli.CatFollowCommand;
import org.catfollow.control.ControlCommand;
import org.catfollow.control.guard.GuardCommand;
import org.catfollow.detector.DetectorCommand;
import org.catfollow.runtime.ProcessExit;
import org.catfollow.tracker.TrackerCommand;
import org.catfollow.view.ViewCommand;

/**
 * Command lines as documentation shows them, parsed by the commands themselves and run by nobody.
 * Words in capitals stand for a value.
 */
final class DocumentedCommands {
    private static final String LAUNCHER = "deploy/launch.sh";
    private static final String TOOL = "deploy/cat-follow";
    private static final Pattern STAGE =
            Pattern.compile("(?:deploy/target/cat-follow/)?bin/(.+)-proc");
    private static final Pattern PLACEHOLDER = Pattern.compile("[A-Z]+");
    private static final Set<String> WITH_STAGE =
            Set.of("start", "stop", "restart", "kill", "logs");

    /** Flags of {@code up} that no stage has, and how many values each takes. */
    private static final Map<String, Integer> LAUNCHERS_OWN =
            Map.of(
                    "--foreground", 0,
                    "--view", 0,
                    "--no-recorder", 0,
                    "--record", 1,
                    "--record-format", 1,
                    "--record-buffer-mb", 1);

    private static final Map<String, Class<?>> STAGES = new LinkedHashMap<>();

    static {
        STAGES.put("capture", CaptureCommand.class);
        STAGES.put("tracker", TrackerCommand.class);
        STAGES.put("detector", DetectorCommand.class);
        STAGES.put("control", ControlCommand.class);
        STAGES.put("guard", GuardCommand.class);
        STAGES.put("view", ViewCommand.class);
    }

    private final Set<String> verbs;
    private final Map<String, String[]> flags = new LinkedHashMap<>();

    /** Takes the launcher's own text, for its verbs. */
    DocumentedCommands(String launcher) {
        verbs = verbsOf(launcher);
        StageFlags.table(STAGES)
                .lines()
                .filter(row -> row.startsWith("-"))
                .map(row -> row.split("\t", -1))
                .forEach(row -> flags.put(row[0], row));
    }

    /** The patterns of {@code case $verb in}, without the launcher's inner one. */
    private static Set<String> verbsOf(String launcher) {
        String block = launcher.substring(launcher.indexOf("case $verb in"));
        Matcher pattern =
                Pattern.compile("(?m)^        ([a-z][a-z| -]*)\\)")
                        .matcher(block.substring(0, block.indexOf("\n    esac")));
        Set<String> verbs = new LinkedHashSet<>();
        while (pattern.find()) {
            verbs.addAll(Arrays.asList(pattern.group(1).split(" \\| ", -1)));
        }
        verbs.remove("supervise");
        return verbs;
    }

    static boolean isCommand(String line) {
        String program = line.strip().split("\\s+", 2)[0];
        return program.equals(LAUNCHER) || program.equals(TOOL) || STAGE.matcher(program).matches();
    }

    /** Throws where a program would not understand the line. */
    void check(String line) {
        List<String> words = new ArrayList<>(Arrays.asList(line.strip().split("\\s+", -1)));
        String program = words.remove(0);
        Matcher stage = STAGE.matcher(program);
        if (program.equals(TOOL)) {
            parse(new CatFollowCommand(), words);
        } else if (stage.matches()) {
            parse(commandOf(stage.group(1)), words);
        } else {
            checkLauncher(words);
        }
    }

    private static Object commandOf(String stage) {
        require(STAGES.containsKey(stage), "no stage " + stage);
        return switch (stage) {
            case "capture" -> new CaptureCommand();
            case "tracker" -> new TrackerCommand();
            case "detector" -> new DetectorCommand();
            case "guard" -> new GuardCommand();
            case "view" -> new ViewCommand();
            default -> new ControlCommand();
        };
    }

    private static void parse(Object command, List<String> words) {
        List<String> given = new ArrayList<>();
        for (String word : words) {
            // A value may be shown by its name; where a number is wanted, 1 is one.
            given.add(PLACEHOLDER.matcher(word).matches() ? "1" : word);
        }
        ProcessExit.commandLine(command).parseArgs(given.toArray(new String[0]));
    }

    private void checkLauncher(List<String> words) {
        for (String anywhere : List.of("--name", "--config")) {
            int at = words.indexOf(anywhere);
            if (at >= 0) {
                require(words.size() > at + 1, anywhere + " needs a value");
                words.subList(at, at + 2).clear();
            }
        }
        if (words.isEmpty()) {
            return; // the program is only named
        }
        String verb = words.remove(0);
        require(verbs.contains(verb), "no verb " + verb + " in " + verbs);
        if (verb.equals("up")) {
            checkUp(words);
        } else if (WITH_STAGE.contains(verb)) {
            checkStage(verb, words);
        } else {
            require(words.isEmpty(), verb + " takes nothing more");
        }
    }

    private static void checkStage(String verb, List<String> words) {
        if (verb.equals("logs") && words.size() == 2) {
            require(words.remove(1).equals("-f"), "logs knows -f only");
        }
        require(words.size() == 1, verb + " takes one stage");
        String stage = words.get(0);
        require(
                STAGES.containsKey(stage)
                        || PLACEHOLDER.matcher(stage).matches()
                        || (verb.equals("logs")
                                && (stage.equals("launcher") || stage.equals("recorder"))),
                "no stage " + stage);
    }

    private void checkUp(List<String> words) {
        Map<String, List<String>> routed = new LinkedHashMap<>();
        STAGES.keySet().forEach(stage -> routed.put(stage, new ArrayList<>()));
        for (int i = 0; i < words.size(); i++) {
            String flag = words.get(i);
            if (LAUNCHERS_OWN.containsKey(flag)) {
                i += LAUNCHERS_OWN.get(flag);
                require(i < words.size(), flag + " needs a value");
                continue;
            }
            require(flags.containsKey(flag), "up: unknown flag " + flag);
            int values = Character.digit(flags.get(flag)[1].charAt(0), 10);
            require(i + values < words.size(), flag + " needs a value");
            for (String stage : flags.get(flag)[2].split(",", -1)) {
                routed.get(stage).addAll(words.subList(i, i + values + 1));
            }
            i += values;
        }
        routed.forEach((stage, given) -> parse(commandOf(stage), given));
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
