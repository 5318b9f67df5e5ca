package org.catfollow.detector.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.catfollow.detector.catalogue.CatalogueModel;
import org.catfollow.detector.catalogue.ModelsFolder;
import org.catfollow.detector.catalogue.PublishedFile;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;

/**
 * Files that somebody has downloaded already: a folder that has them under the publisher's names or
 * ours; or the model's file, whatever its name, with its labels beside it.
 */
public final class LocalOrigin implements FileOrigin {
    private final Path folder;

    /** Null where a folder was named. */
    private final Path model;

    /**
     * Makes one.
     *
     * @throws StageFailure (usage) where there is nothing
     */
    public LocalOrigin(Path fileOrFolder) {
        if (!Files.exists(fileOrFolder)) {
            throw new StageFailure(
                    ExitCode.USAGE, "--from " + fileOrFolder + ": no such file or folder");
        }
        boolean isFolder = Files.isDirectory(fileOrFolder);
        this.folder = isFolder ? fileOrFolder : fileOrFolder.toAbsolutePath().getParent();
        this.model = isFolder ? null : fileOrFolder;
    }

    @Override
    public String where(CatalogueModel of, PublishedFile file) {
        return path(of, file).toString();
    }

    private Path path(CatalogueModel of, PublishedFile file) {
        boolean isModel = file.equals(of.model());
        if (isModel && model != null) {
            return model;
        }
        ModelsFolder ours = new ModelsFolder(folder);
        List<Path> names =
                List.of(
                        folder.resolve(file.fileName()),
                        isModel ? ours.model(of.name()) : ours.labels(of.name()));
        return names.stream().filter(Files::isRegularFile).findFirst().orElse(names.get(0));
    }

    @Override
    public InputStream open(CatalogueModel of, PublishedFile file) throws IOException {
        Path path = path(of, file);
        if (!Files.isRegularFile(path)) {
            throw new IOException(Files.exists(path) ? "not a regular file" : "no such file");
        }
        if (!Files.isReadable(path)) {
            throw new IOException("it may not be read by this user");
        }
        return Files.newInputStream(path);
    }

    @Override
    public String remedy() {
        return "`cat-follow model info NAME` says where it is published";
    }
}
