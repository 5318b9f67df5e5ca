package org.catfollow.detector.accuracy;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;

/**
 * Reads annotations in the form of COCO's {@code instances_*.json}: lists {@code images}, {@code
 * annotations} and {@code categories}. What else is in there, such as outlines, is left out.
 */
public final class CocoAnnotations {
    private static final int SHOWN_NAMES = 8;

    private final Path file;

    /** What the file contains of use to us; anything may be missing. */
    private record Contents(
            List<Image> images, List<Annotation> annotations, List<Category> categories) {}

    /** A picture; the names are COCO's. */
    private record Image(Long id, String file_name, int width, int height) {}

    /** A thing in a picture; the names are COCO's. */
    private record Annotation(
            Long id, Long image_id, Long category_id, List<Double> bbox, int iscrowd) {}

    private record Category(Long id, String name) {}

    private CocoAnnotations(Path file) {
        this.file = file;
    }

    /**
     * Reads the pictures and, of what is in them, one class.
     *
     * @param file the annotations
     * @param folder where the pictures are
     * @param className as in the annotations' categories, whatever the case
     * @return by COCO's number of the picture, at least one; all are there
     * @throws StageFailure (usage) naming what is wrong, where
     */
    public static List<AnnotatedPicture> read(Path file, Path folder, String className) {
        return new CocoAnnotations(file).pictures(folder, className);
    }

    private List<AnnotatedPicture> pictures(Path folder, String className) {
        Contents contents = contents();
        long wanted = category(contents.categories, className);
        Map<Long, Image> images = new TreeMap<>();
        Map<Long, List<TrueBox>> boxes = new TreeMap<>();
        for (Image image : contents.images) {
            if (image.id == null || image.file_name == null) {
                throw unusable("an image has no id or no file_name: " + image);
            }
            if (images.put(image.id, image) != null) {
                throw unusable("image " + image.id + " is there twice; give each one its own id");
            }
            boxes.put(image.id, new ArrayList<>());
        }
        for (Annotation annotation : contents.annotations) {
            if (annotation.category_id == null || annotation.category_id != wanted) {
                continue;
            }
            if (annotation.image_id == null || !boxes.containsKey(annotation.image_id)) {
                throw unusable(
                        "annotation "
                                + annotation.id
                                + " belongs to image "
                                + annotation.image_id
                                + ", which is not in the list of images");
            }
            boxes.get(annotation.image_id).add(box(annotation));
        }
        List<AnnotatedPicture> pictures = new ArrayList<>();
        for (Image image : images.values()) {
            Path picture = folder.resolve(image.file_name);
            if (!Files.isRegularFile(picture)) {
                throw unusable(
                        "picture "
                                + picture
                                + " of image "
                                + image.id
                                + " is missing; pass the folder with --images");
            }
            pictures.add(
                    new AnnotatedPicture(picture, image.width, image.height, boxes.get(image.id)));
        }
        return pictures;
    }

    private Contents contents() {
        if (!Files.isRegularFile(file)) {
            throw unusable(Files.exists(file) ? "not a regular file" : "no such file");
        }
        Contents contents;
        try (Reader reader = Files.newBufferedReader(file)) {
            contents = new Gson().fromJson(reader, Contents.class);
        } catch (IOException e) {
            throw unusable("cannot be read: " + e);
        } catch (JsonParseException e) {
            // Beyond the first line it is advice for programmers.
            throw unusable(
                    "no JSON in COCO's form: " + e.getMessage().lines().findFirst().orElse(""));
        }
        if (contents == null
                || contents.images == null
                || contents.annotations == null
                || contents.categories == null) {
            throw unusable("the lists images, annotations and categories are not all there");
        }
        if (contents.images.isEmpty()) {
            throw unusable("the list images is empty");
        }
        for (List<?> list : List.of(contents.images, contents.annotations, contents.categories)) {
            if (list.stream().anyMatch(Objects::isNull)) {
                throw unusable("one of the lists has an empty entry (null)");
            }
        }
        return contents;
    }

    private long category(List<Category> categories, String className) {
        for (Category category : categories) {
            if (category.id != null && className.equalsIgnoreCase(category.name)) {
                return category.id;
            }
        }
        String known =
                categories.stream()
                        .map(category -> String.valueOf(category.name))
                        .limit(SHOWN_NAMES)
                        .collect(Collectors.joining(", "));
        throw unusable(
                "no category '"
                        + className
                        + "'; it has "
                        + (known.isEmpty() ? "none" : known)
                        + (categories.size() > SHOWN_NAMES ? ", ..." : "")
                        + "; choose one with --class");
    }

    private TrueBox box(Annotation annotation) {
        List<Double> bbox = annotation.bbox;
        boolean sound =
                bbox != null
                        && bbox.size() == 4
                        && bbox.stream().allMatch(each -> each != null && Double.isFinite(each))
                        && bbox.get(2) >= 0
                        && bbox.get(3) >= 0;
        if (!sound) {
            throw unusable(
                    "annotation "
                            + annotation.id
                            + " has bbox "
                            + bbox
                            + "; it must be [x, y, width, height] in pixels, none of the sizes below"
                            + " 0");
        }
        return new TrueBox(
                bbox.get(0), bbox.get(1), bbox.get(2), bbox.get(3), annotation.iscrowd != 0);
    }

    private StageFailure unusable(String reason) {
        return new StageFailure(ExitCode.USAGE, "--annotations " + file + ": " + reason);
    }
}
