package org.catfollow.detector;

import java.nio.file.Path;
import org.catfollow.detector.catalogue.ModelsFolder;
import picocli.CommandLine.Option;

/** The flag for where fetched models lie. */
final class ModelsFolderOptions {
    @Option(
            names = "--dir",
            paramLabel = "FOLDER",
            description =
                    "Where fetched models lie. Default: $"
                            + ModelsFolder.VARIABLE
                            + ", or else $XDG_DATA_HOME/cat-follow/models, or else"
                            + " ~/.local/share/cat-follow/models.")
    private Path path;

    /** Returns the folder. */
    ModelsFolder folder() {
        return path == null
                ? ModelsFolder.usual()
                : new ModelsFolder(path.toAbsolutePath().normalize());
    }

    /** Returns whether {@code --model NAME} looks there. */
    boolean isUsual() {
        return folder().equals(ModelsFolder.usual());
    }
}
