package org.catfollow.simulator.dataset;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes annotations as COCO does (cocodataset.org, "Data format", object detection), with one category,
 * {@code cat}. A cat of which hardly anything is seen is {@code iscrowd}: neither finding nor missing it
 * counts.
 */
final class CocoFile {
    private static final int CAT = 1;

    private CocoFile() {}

    static void write(Path file, List<String> names, int width, int height, List<AnnotatedCat> cats)
            throws IOException {
        try (JsonWriter json = new JsonWriter(Files.newBufferedWriter(file))) {
            json.beginObject();
            json.name("categories").beginArray().beginObject();
            json.name("id").value(CAT).name("name").value("cat");
            json.endObject().endArray();
            json.name("images").beginArray();
            for (int i = 0; i < names.size(); i++) {
                json.beginObject();
                json.name("id").value(i).name("file_name").value(names.get(i));
                json.name("width").value(width).name("height").value(height);
                json.endObject();
            }
            json.endArray();
            json.name("annotations").beginArray();
            for (int i = 0; i < cats.size(); i++) {
                write(json, i + 1, cats.get(i));
            }
            json.endArray();
            json.endObject();
        }
    }

    private static void write(JsonWriter json, int id, AnnotatedCat cat) throws IOException {
        json.beginObject();
        json.name("id").value(id).name("image_id").value(cat.picture());
        json.name("category_id").value(CAT);
        json.name("bbox").beginArray();
        json.value(cat.x()).value(cat.y()).value(cat.width()).value(cat.height());
        json.endArray();
        json.name("area").value(cat.width() * cat.height());
        json.name("iscrowd").value(cat.hardlySeen() ? 1 : 0);
        json.name("visible").value(round(cat.visible()));
        json.name("inside").value(round(cat.inside()));
        json.name("distance_metres").value(round(cat.distanceMetres()));
        json.endObject();
    }

    private static double round(double value) {
        return Math.rint(value * 1000) / 1000;
    }
}
