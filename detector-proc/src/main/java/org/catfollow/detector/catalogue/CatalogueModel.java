package org.catfollow.detector.catalogue;

import java.util.List;

/**
 * A model that can be fetched.
 *
 * @param name what {@code --model} takes
 * @param what it is, in a few words
 * @param publisher who it comes from
 * @param licence under which it is published
 * @param kind as {@code --model-type} says it
 * @param input width and height of its picture, such as 300x300
 * @param classes how many it knows
 * @param goodFor what it is of use for
 * @param model the TensorFlow Lite file
 * @param labels its label file; null for labels inside the model
 */
public record CatalogueModel(
        String name,
        String what,
        String publisher,
        String licence,
        String kind,
        String input,
        int classes,
        String goodFor,
        PublishedFile model,
        PublishedFile labels) {
    /** Returns all that belongs to it, the model last: when that is there, all is. */
    public List<PublishedFile> files() {
        return labels == null ? List.of(model) : List.of(labels, model);
    }

    /** Returns the size of all its files together. */
    public long bytes() {
        return files().stream().mapToLong(PublishedFile::bytes).sum();
    }
}
