package org.catfollow.detector.catalogue;

import java.nio.file.Path;

/**
 * What a name or a path stands for.
 *
 * @param name what it is called; null for a path
 * @param file the TensorFlow Lite file
 * @param labels its label file; null where it has none of its own
 */
public record NamedModel(String name, Path file, Path labels) {}
