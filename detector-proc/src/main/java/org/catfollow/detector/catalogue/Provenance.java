package org.catfollow.detector.catalogue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;

/**
 * Where a model comes from, and whether its files are what was published or recorded.
 *
 * @param facts to be told, in order
 * @param agrees false where a file differs
 */
public record Provenance(List<Fact> facts, boolean agrees) {
    private static final Provenance UNKNOWN = new Provenance(List.of(), true);

    /** A word and what there is to say to it. */
    public record Fact(String name, String text) {}

    /**
     * Returns what is known of a model; nothing for a path, and for a model that somebody put into the
     * folder himself.
     *
     * @throws StageFailure (model) where a file of it cannot be read
     */
    public static Provenance of(NamedModel model, ModelNames names) {
        if (OwnModel.NAME.equals(model.name())) {
            return ofOwn(names.own().get());
        }
        return ofPublished(model.name(), names.folder());
    }

    /** Returns what is known of a published model, whether it is fetched or not. */
    public static Provenance ofPublished(String name, ModelsFolder folder) {
        return Catalogue.shipped()
                .find(name)
                .map(published -> ofPublished(published, folder))
                .orElse(UNKNOWN);
    }

    private static Provenance ofPublished(CatalogueModel model, ModelsFolder folder) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("what", model.what()));
        facts.add(new Fact("good for", model.goodFor()));
        facts.add(new Fact("publisher", model.publisher()));
        facts.add(new Fact("licence", model.licence()));
        boolean agrees = true;
        for (FetchedFile file : folder.files(model)) {
            String difference = file.difference();
            agrees &= difference.isEmpty();
            facts.add(new Fact("published", file.published().url().toString()));
            facts.add(new Fact("sha256", compared(file, difference)));
        }
        return new Provenance(facts, agrees);
    }

    private static String compared(FetchedFile file, String difference) {
        if (difference.isEmpty()) {
            return file.published().sha256() + ", as published";
        }
        return file.isThere()
                ? "DIFFERS: " + difference + "; fetch it with --force"
                : file.published().sha256() + ", not on this machine";
    }

    private static Provenance ofOwn(OwnModel own) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("what", "our own, comes with cat-follow"));
        facts.add(new Fact("good for", OwnModel.GOOD_FOR));
        String seen = sha256(own.requireFile());
        try {
            ModelRecord record = ModelRecord.read(own.record());
            Optional<String> recorded = record.sha256();
            boolean agrees = recorded.isEmpty() || recorded.get().equalsIgnoreCase(seen);
            facts.add(new Fact("sha256", seen + compared(recorded, agrees)));
            record.entries()
                    .forEach((key, text) -> facts.add(new Fact("record", key + ": " + text)));
            return new Provenance(facts, agrees);
        } catch (StageFailure e) {
            facts.add(new Fact("sha256", seen + ", compared with nothing"));
            facts.add(new Fact("record", "none that can be used: " + e.getMessage()));
            return new Provenance(facts, true);
        }
    }

    private static String compared(Optional<String> recorded, boolean agrees) {
        if (recorded.isEmpty()) {
            return ", of which its record says nothing";
        }
        return agrees ? ", as recorded" : ", which DIFFERS from its record's " + recorded.get();
    }

    private static String sha256(Path file) {
        try {
            return Sha256.of(file);
        } catch (IOException e) {
            throw new StageFailure(ExitCode.MODEL, file + " cannot be read: " + e, e);
        }
    }
}
