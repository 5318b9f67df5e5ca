package org.catfollow.detector;

import java.nio.file.Path;
import org.catfollow.detector.heads.ModelType;

/**
 * The model that flags name, found.
 *
 * @param file the TensorFlow Lite file, or the name of a stand-in ({@code test:}, {@code truth:...});
 *     null for none
 * @param labels the label file; null for the labels inside the model
 * @param type its kind; null to find it out
 */
record ModelChoice(Path file, Path labels, ModelType type) {}
