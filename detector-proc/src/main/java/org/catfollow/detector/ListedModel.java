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
import org.catfollow.detector.heads.HeadFinder;
import org.catfollow.detector.heads.ModelType;
import org.catfollow.detector.inference.DeclaredModel;
import org.catfollow.detector.inference.ModelDescription;
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
        ModelNames names = ModelNames.here();
        NamedModel own;
        try {
            own = names.ours();
        } catch (StageFailure e) {
            return new ListedModel(OwnModel.NAME, MISSING, "", "", 0, OwnModel.GOOD_FOR, null);
        }
        return looked(
                OwnModel.NAME,
                agrees(own, names) ? BUILT_IN : FetchState.DAMAGED.toString(),
                OwnModel.GOOD_FOR,
                own.file());
    }

    private static boolean agrees(NamedModel own, ModelNames names) {
        try {
            return Provenance.of(own, names).agrees();
        } catch (StageFailure e) {
            // It cannot be read.
            return false;
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

    /** Kind and input are the model's own word; it is not run, as that may end the process. */
    private static ListedModel looked(String name, String state, String goodFor, Path file) {
        try {
            Optional<ModelDescription> declared = DeclaredModel.read(file);
            return new ListedModel(
                    name,
                    state,
                    declared.map(ListedModel::kind).orElse(""),
                    declared.map(d -> d.inputWidth() + "x" + d.inputHeight()).orElse(""),
                    size(file),
                    goodFor,
                    file);
        } catch (StageFailure e) {
            String unusable = FetchState.DAMAGED.toString();
            return new ListedModel(name, unusable, "", "", size(file), goodFor, file);
        }
    }

    private static String kind(ModelDescription declared) {
        // Its results have their shapes only once it is built.
        return declared.postProcess().isPresent()
                ? ModelType.SSD.toString()
                : HeadFinder.find(declared).map(found -> found.type().toString()).orElse("");
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            return 0;
        }
    }
}
