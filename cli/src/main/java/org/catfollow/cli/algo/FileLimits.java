package org.catfollow.cli.algo;

/** How large a package may be, to make as to unpack. */
final class FileLimits {
    /** Bytes of a file. */
    static final long FILE_BYTES = 256L << 20;

    /** Bytes of all files. */
    static final long ALL_BYTES = 512L << 20;

    /** Files. */
    static final int FILES = 5_000;

    /** Bytes of the sums: as many files as there may be, with names of 200 letters, three bytes each. */
    static final int SUMS_BYTES = 4 << 20;

    /** The file in a package that names all others. */
    static final String SUMS = "SHA256SUMS";

    private FileLimits() {}
}
