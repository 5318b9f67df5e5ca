package org.catfollow.detector.fetch;

import java.io.IOException;
import java.io.InputStream;
import org.catfollow.detector.catalogue.CatalogueModel;
import org.catfollow.detector.catalogue.PublishedFile;

/** Where the files of a model are taken from. */
public interface FileOrigin {
    /** Returns the address or path from which a file is taken, for people. */
    String where(CatalogueModel model, PublishedFile file);

    /**
     * Opens a file.
     *
     * @throws IOException with a message that says what is wrong in a few words; so do the stream's
     */
    InputStream open(CatalogueModel model, PublishedFile file) throws IOException;

    /** Returns what the user can do when a file cannot be had. */
    String remedy();
}
