package org.catfollow.detector;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.catfollow.detector.catalogue.Catalogue;
import org.catfollow.detector.catalogue.CatalogueModel;
import org.catfollow.detector.catalogue.FetchState;
import org.catfollow.detector.catalogue.ModelNames;
import org.catfollow.detector.catalogue.ModelsFolder;
import org.catfollow.detector.catalogue.NamedModel;
import org.catfollow.detector.catalogue.OwnModel;
import org.catfollow.detector.catalogue.Provenance;
import org.catfollow.detector.heads.FoundHead;
import org.catfollow.detector.heads.HeadFinder;
import org.catfollow.detector.inference.TfliteModel;
import org.catfollow.runtime.StageFailure;

/**
 * A model that has a name.
 *
 * @param name what {@code --model} takes
 * @param state built in, fetched, not fetched, damaged, or put there by somebody
 * @param kind as {@code --model-type} says it; empty where nobody knows
 * @param input width and height of its picture; empty where nobody knows
 * @param bytes its size with its labels; 0 where nobody knows
 * @param goodFor what it is of use for; empty where nobody knows
 * @param file where it lies; null where it is not on this machine
 */
record ListedModel(
        String name,
        String state,
        String kind,
        String input,
        long bytes,
        String goodFor,
        Path file) {
    private static final String BUILT_IN = "built in";
    private static final String MISSING = "missing";
    private static final String YOURS = "yours";

    /** Returns all: ours, those that can be fetched, those that somebody put into the folder. */
    static List<ListedModel> all(ModelsFolder folder) {
        List<ListedModel> all = new ArrayList<>(List.of(own()));
        Catalogue catalogue = Catalogue.shipped();
        catalogue.models().forEach(model -> all.add(published(model, folder)));
        folder.names().stream()
                .filter(name -> catalogue.find(name).isEmpty() && !name.equals(OwnModel.NAME))
                .forEach(name -> all.add(looked(name, YOURS, "", folder.model(name))));
        return all;
    }

    private static ListedModel own() {
        try {
            OwnModel own = OwnModel.here();
            NamedModel named = new NamedModel(OwnModel.NAME, own.requireFile(), null);
            boolean agrees = Provenance.of(named, ModelNames.here()).agrees();
            String state = agrees ? BUILT_IN : FetchState.DAMAGED.toString();
            return looked(OwnModel.NAME, state, OwnModel.GOOD_FOR, own.file());
        } catch (StageFailure e) {
            return new ListedModel(OwnModel.NAME, MISSING, "", "", 0, OwnModel.GOOD_FOR, null);
        }
    }

    private static ListedModel published(CatalogueModel model, ModelsFolder folder) {
        FetchState state = folder.state(model);
        return new ListedModel(
                model.name(),
                state.toString(),
                model.kind(),
                model.input(),
                model.bytes(),
                model.goodFor(),
                state == FetchState.NOT_FETCHED ? null : folder.model(model.name()));
    }

    /** Kind and input are the model's own word. */
    private static ListedModel looked(String name, String state, String goodFor, Path file) {
        try (TfliteModel model = TfliteModel.open(file, 1, false)) {
            Optional<FoundHead> head = HeadFinder.find(model.description());
            List<Integer> shape = model.description().input().shape();
            return new ListedModel(
                    name,
                    state,
                    head.map(found -> found.type().toString()).orElse(""),
                    shape.size() == 4 ? shape.get(2) + "x" + shape.get(1) : "",
                    size(file),
                    goodFor,
                    file);
        } catch (StageFailure e) {
            String unusable = FetchState.DAMAGED.toString();
            return new ListedModel(name, unusable, "", "", size(file), goodFor, file);
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            return 0;
        }
    }
}
