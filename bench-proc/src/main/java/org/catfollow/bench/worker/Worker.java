package org.catfollow.bench.worker;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.catfollow.bench.transport.FrameReceiver;
import org.catfollow.bench.transport.FrameSender;
import org.catfollow.bench.transport.Place;
import org.catfollow.bench.transport.Transport;
import org.catfollow.bench.transport.Transports;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.ProcessExit;
import org.catfollow.runtime.StageFailure;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** One end of one transport; started by the benchmark, by nobody else. */
@Command(name = "bench-worker", description = "One end of one transport, for the benchmark.")
public final class Worker implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "sender|receiver")
    private String end;

    @Parameters(index = "1", paramLabel = "TRANSPORT")
    private String name;

    @Parameters(index = "2", paramLabel = "PATH")
    private Path path;

    @Parameters(index = "3", paramLabel = "WIDTH")
    private int width;

    @Parameters(index = "4", paramLabel = "HEIGHT")
    private int height;

    @Parameters(index = "5", paramLabel = "RECEIVERS")
    private int receivers;

    private final BufferedReader in =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    private final PrintStream out = new PrintStream(System.out, false, StandardCharsets.US_ASCII);

    /** Runs it until its input ends. */
    public static void main(String[] args) {
        ProcessExit.runAndExit(new Worker(), args);
    }

    @Override
    public Integer call() throws IOException {
        Transport transport =
                Transports.named(name)
                        .orElseThrow(
                                () -> new StageFailure(ExitCode.USAGE, "no transport " + name));
        Place place = new Place(path, width, height, receivers);
        if (end.equals("sender")) {
            try (FrameSender sender = transport.openSender(place)) {
                send(new SendingTurn(sender, place));
            }
        } else {
            try (FrameReceiver receiver = transport.openReceiver(place)) {
                receive(new ReceivingTurn(receiver));
            }
        }
        return ExitCode.DONE.code();
    }

    private void say(String line) {
        out.println(line);
        out.flush();
    }

    private void send(SendingTurn turn) throws IOException {
        say("up");
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String[] words = line.split(" ", -1);
            switch (words[0]) {
                case "send" -> {
                    turn.run(
                            Long.parseLong(words[1]),
                            Long.parseLong(words[2]),
                            Long.parseLong(words[3]),
                            words[4].equals("1"));
                    say("done");
                }
                case "report" -> say(turn.report());
                default -> {
                    return;
                }
            }
        }
    }

    private void receive(ReceivingTurn turn) throws IOException {
        say("up");
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            switch (line) {
                case "listen" -> {
                    turn.begin();
                    say("listening");
                    turn.run();
                    say("done");
                }
                case "report" -> say(turn.report());
                default -> {
                    return;
                }
            }
        }
    }
}
