package org.catfollow.detector;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.catfollow.detector.catalogue.Catalogue;
import org.catfollow.detector.catalogue.FetchState;
import org.catfollow.runtime.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code model list}: the models that have a name, and whether they are here. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Lists the models that have a name, and says whether they are on this machine.")
final class ModelListCommand implements Callable<Integer> {
    private static final double BYTES_PER_MEGABYTE = 1e6;
    private static final String UNKNOWN = "-";
    private static final List<String> HEADING =
            List.of("name", "state", "kind", "input", "size", "good for", "file");

    @Option(names = "--json", description = "One JSON array in place of the table.")
    private boolean json;

    @Mixin private ModelsFolderOptions folder;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        List<ListedModel> models = ListedModel.all(folder.folder());
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(json(models));
        } else {
            table(models, out);
            hint(models, FetchState.NOT_FETCHED, "fetch", out);
            hint(models, FetchState.DAMAGED, "fetch --force", out);
        }
        out.flush();
        return ExitCode.DONE.code();
    }

    private static void table(List<ListedModel> models, PrintWriter out) {
        List<List<String>> rows = models.stream().map(ModelListCommand::cells).toList();
        int[] widths = new int[HEADING.size()];
        for (int i = 0; i < widths.length; i++) {
            int column = i;
            widths[i] =
                    Math.max(
                            HEADING.get(i).length(),
                            rows.stream()
                                    .mapToInt(row -> row.get(column).length())
                                    .max()
                                    .orElse(0));
        }
        print(HEADING, widths, out);
        rows.forEach(row -> print(row, widths, out));
    }

    private static void print(List<String> cells, int[] widths, PrintWriter out) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            line.append(String.format(Locale.ROOT, "%-" + (widths[i] + 2) + "s", cells.get(i)));
        }
        out.println(line.toString().stripTrailing());
    }

    private static List<String> cells(ListedModel model) {
        return List.of(
                model.name(),
                model.state(),
                orUnknown(model.kind()),
                orUnknown(model.input()),
                model.bytes() == 0
                        ? UNKNOWN
                        : String.format(Locale.ROOT, "%.1f MB", model.bytes() / BYTES_PER_MEGABYTE),
                orUnknown(model.goodFor()),
                model.file() == null ? UNKNOWN : model.file().toString());
    }

    private static String orUnknown(String text) {
        return text.isEmpty() ? UNKNOWN : text;
    }

    private static void hint(
            List<ListedModel> models, FetchState state, String words, PrintWriter out) {
        models.stream()
                .filter(model -> model.state().equals(state.toString()))
                .filter(model -> Catalogue.shipped().find(model.name()).isPresent())
                .findFirst()
                .ifPresent(
                        model ->
                                out.println(
                                        state
                                                + ": `cat-follow model "
                                                + words
                                                + " "
                                                + model.name()
                                                + "`"));
    }

    private static JsonArray json(List<ListedModel> models) {
        JsonArray array = new JsonArray();
        for (ListedModel model : models) {
            JsonObject object = new JsonObject();
            object.addProperty("name", model.name());
            object.addProperty("state", model.state());
            object.addProperty("kind", model.kind());
            object.addProperty("input", model.input());
            object.addProperty("bytes", model.bytes());
            object.addProperty("goodFor", model.goodFor());
            object.addProperty("file", model.file() == null ? null : model.file().toString());
            array.add(object);
        }
        return array;
    }
}
