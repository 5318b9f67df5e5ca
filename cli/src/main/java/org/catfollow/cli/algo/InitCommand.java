package org.catfollow.cli.algo;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.natives.NativeLibraries;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cat-follow algo init}: an example that works, to be changed. */
@Command(
        name = "init",
        mixinStandardHelpOptions = true,
        description =
                "Writes an example that works: how bright and how sharp a picture is. Nothing that is"
                        + " there is overwritten.")
public final class InitCommand implements Callable<Integer> {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
    private static final int LONGEST_NAME = 40;

    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

    @Parameters(
            index = "0",
            paramLabel = "NAME",
            description = "Small letters and digits, a letter first, words with '-' in between.")
    private String name;

    @Option(
            names = "--language",
            paramLabel = "LANGUAGE",
            defaultValue = "python",
            converter = ExampleLanguage.class,
            description = "java, python or c (default: ${DEFAULT-VALUE}).")
    private Language language = Language.PYTHON;

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description = "Where it is written (default: a folder NAME here).")
    private Path folder;

    @Override
    public Integer call() {
        if (name.length() > LONGEST_NAME || !NAME.matcher(name).matches()) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(),
                    "NAME must be 1 to "
                            + LONGEST_NAME
                            + " small letters and digits, a letter first, words with '-' in between, not"
                            + " '"
                            + name
                            + "'");
        }
        Path target = folder != null ? folder : Path.of(name);
        Example.of(language, name).write(target);
        PrintWriter out = spec.commandLine().getOut();
        out.println("wrote an example into " + target + "; now:");
        if (language != Language.PYTHON) {
            out.println("  " + compilation(target));
        }
        out.println("  cat-follow algo validate " + target);
        out.println("  cat-follow algo run " + target + " --images FOLDER");
        out.flush();
        return ExitCode.DONE.code();
    }

    private String compilation(Path target) {
        String home =
                NativeLibraries.distribution()
                        .map(path -> "CAT_FOLLOW_HOME=" + path + " ")
                        .orElse("");
        String java =
                language == Language.JAVA
                        ? "JAVA_HOME=" + System.getProperty("java.home") + " "
                        : "";
        return home + java + target.resolve("compile.sh");
    }

    /** A language of which there is an example. */
    static final class ExampleLanguage implements CommandLine.ITypeConverter<Language> {
        @Override
        public Language convert(String word) {
            return Language.of(word.toLowerCase(Locale.ROOT))
                    .filter(language -> language != Language.OTHER)
                    .orElseThrow(
                            () ->
                                    new CommandLine.TypeConversionException(
                                            "it is java, python or c, not '"
                                                    + word
                                                    + "'; docs/other-programs.md says what a program"
                                                    + " in another language reads and writes"));
        }
    }
}
