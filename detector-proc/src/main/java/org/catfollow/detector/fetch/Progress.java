package org.catfollow.detector.fetch;

/** Is told how far a file has come. One thread. */
public interface Progress {
    /** A file begins to come. */
    void begin(String name, String where, long bytes);

    /** More of it has come. */
    void advance(long bytes);

    /** It has come, or will not. */
    void end();
}
