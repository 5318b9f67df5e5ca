package org.catfollow.detector.catalogue;

import com.google.gson.Gson;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** The models that can be fetched, in the order in which they are listed. */
public record Catalogue(List<CatalogueModel> models) {
    private static final String RESOURCE = "catalogue.json";

    /** Returns the one that comes with the program. */
    public static Catalogue shipped() {
        try (InputStream in = Catalogue.class.getResourceAsStream(RESOURCE)) {
            InputStreamReader text = new InputStreamReader(in, StandardCharsets.UTF_8);
            return new Catalogue(List.of(new Gson().fromJson(text, CatalogueModel[].class)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the model of that name. */
    public Optional<CatalogueModel> find(String name) {
        return models.stream().filter(model -> model.name().equals(name)).findFirst();
    }

    /** Returns all names. */
    public List<String> names() {
        return models.stream().map(CatalogueModel::name).toList();
    }
}
