package org.catfollow.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import org.catfollow.shm.layout.HeaderLayout;
import org.catfollow.shm.region.RegionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Exit code and output of a command, as its user sees them. */
class ProcessExitTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private enum Colour {
        RED,
        BLUE
    }

    @Command(
            name = "example",
            mixinStandardHelpOptions = true,
            versionProvider = ProductVersion.class)
    @Subcommands({Verb.class, Other.class})
    private static final class Example implements Callable<Integer> {
        private final RuntimeException failure;

        @Option(names = "--count")
        private int count;

        @Option(names = "--colour")
        private Colour colour = Colour.RED;

        Example(RuntimeException failure) {
            this.failure = failure;
        }

        @Override
        public Integer call() {
            if (failure != null) {
                throw failure;
            }
            return colour == Colour.BLUE ? count : 0;
        }
    }

    @Command(name = "verb", mixinStandardHelpOptions = true, subcommands = Leaf.class)
    private static final class Verb implements Runnable {
        @Override
        public void run() {}
    }

    /** Prints for as long as somebody reads. */
    @Command(name = "endless")
    private static final class Endless implements Callable<Integer> {
        private static final int MOST = 1_000;

        @Spec private CommandSpec spec;
        private int lines;

        @Override
        public Integer call() {
            while (lines < MOST && !spec.commandLine().getOut().checkError()) {
                spec.commandLine().getOut().println("line " + lines++);
            }
            return ExitCode.DONE.code();
        }
    }

    @Test
    void whoPrintsLearnsThatNobodyReadsAnyMore() {
        PrintStream before = System.out;
        Endless endless = new Endless();
        OutputStream closed =
                new OutputStream() {
                    @Override
                    public void write(int octet) throws IOException {
                        throw new IOException("Broken pipe");
                    }
                };
        try (PrintStream stream = new PrintStream(closed, false, StandardCharsets.UTF_8)) {
            System.setOut(stream);
            assertThat(ProcessExit.execute(endless, new String[] {})).isZero();
        } finally {
            System.setOut(before);
        }
        assertThat(endless.lines).isEqualTo(1);
    }

    @Command(name = "other")
    private static final class Other implements Runnable {
        static int made;

        /** Picocli makes an object to put this in. */
        @Spec CommandSpec spec;

        Other() {
            made++;
        }

        @Override
        public void run() {
            assertThat(spec.name()).isEqualTo("other");
        }
    }

    @Command(name = "leaf", mixinStandardHelpOptions = true)
    private static final class Leaf implements Runnable {
        @Override
        public void run() {}
    }

    private int run(RuntimeException failure, String... arguments) {
        CommandLine line = ProcessExit.commandLine(new Example(failure));
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return line.execute(arguments);
    }

    private List<String> errorLines() {
        return err.toString().lines().toList();
    }

    @Test
    void theCommandsOwnCodeIsTheExitCode() {
        assertThat(run(null, "--colour", "blue", "--count", "7")).isEqualTo(7);
        assertThat(err.toString()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(ExitCode.class)
    void aFailureEndsWithItsCodeAndItsLine(ExitCode code) {
        assertThat(run(new StageFailure(code, "cannot do it; do that"))).isEqualTo(code.code());
        assertThat(errorLines()).containsExactly("example: cannot do it; do that");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void theCauseOfAFailureIsNotShownToTheUser() {
        Throwable cause = new IllegalStateException("inner");
        run(new StageFailure(ExitCode.MODEL, "cannot read model", cause));
        assertThat(errorLines()).containsExactly("example: cannot read model");
    }

    @Test
    void aRegionsFailureIsCodeThree() {
        assertThat(run(new RegionException("cannot attach to region /x"))).isEqualTo(3);
        assertThat(errorLines()).containsExactly("example: cannot attach to region /x");
    }

    @Test
    void aMessageOfSeveralLinesBecomesOne() {
        run(new StageFailure(ExitCode.FAILED, "cannot read:\n  first\r\n\tsecond\n"));
        assertThat(errorLines()).containsExactly("example: cannot read: first second");
    }

    @Test
    void anUnexpectedFailureIsCodeOneAndAsksForAReport() {
        assertThat(run(new IllegalStateException("oops"))).isEqualTo(1);
        assertThat(errorLines())
                .containsExactly(
                        "example: unexpected failure: java.lang.IllegalStateException: oops;"
                                + " please report it with the log");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--wrong", "surplus", "--count=many", "--colour=green", "--count"})
    void wrongUsageIsCodeTwoAndOneLine(String argument) {
        assertThat(run(null, argument)).isEqualTo(2);
        assertThat(errorLines())
                .singleElement()
                .asString()
                .startsWith("example: ")
                .contains(argument.replaceFirst("=.*", ""))
                .endsWith("; see `example --help`");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void wrongUsageOfAVerbNamesTheVerb() {
        assertThat(run(null, "verb", "leaf", "--wrong")).isEqualTo(2);
        assertThat(errorLines())
                .containsExactly(
                        "example verb leaf: Unknown option: '--wrong'; see `example verb leaf"
                                + " --help`");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "verb --help", "verb leaf --help"})
    void everyHelpListsEveryExitCode(String arguments) {
        assertThat(run(null, arguments.split(" "))).isZero();
        assertThat(out.toString()).contains("Exit codes:");
        List<String> lines = out.toString().lines().map(String::strip).toList();
        for (ExitCode code : ExitCode.values()) {
            assertThat(lines).anyMatch(line -> line.matches(code.code() + "\\s+" + code.meaning()));
        }
        assertThat(err.toString()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"other, 1", "verb, 0", "verb leaf, 0", "--count 0, 0"})
    void ofTheCommandsOnlyTheOneThatIsAskedForIsMade(String arguments, int made) {
        Other.made = 0;
        assertThat(ProcessExit.execute(new Example(null), arguments.split(" "))).isZero();
        assertThat(Other.made).isEqualTo(made);
    }

    @Test
    void theCodesAreTheDocumentedOnes() {
        assertThat(List.of(ExitCode.values()))
                .extracting(code -> code.code() + " " + code.name())
                .containsExactly(
                        "0 DONE", "1 FAILED", "2 USAGE", "3 REGION", "4 HARDWARE", "5 MODEL");
    }

    @Test
    void theVersionNamesReleaseLayoutAndJava() {
        assertThat(run(null, "--version")).isZero();
        assertThat(out.toString().lines())
                .hasSize(3)
                .anyMatch(line -> line.startsWith("cat-follow "))
                .contains("layout version " + HeaderLayout.VERSION)
                .contains("Java " + System.getProperty("java.version"));
    }
}
