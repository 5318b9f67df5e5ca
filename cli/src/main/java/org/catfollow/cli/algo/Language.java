package org.catfollow.cli.algo;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** In what an algorithm is written: whether its manifest names a class or a command. */
enum Language {
    /** A class, run by a JVM that we start. */
    JAVA,
    /** A command; {@code import catfollow} works in it. */
    PYTHON,
    /** A command, compiled with {@code catfollow.h}. */
    C,
    /** A command. */
    OTHER;

    /** Returns the word in the manifest. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Language> of(String word) {
        return Arrays.stream(values()).filter(one -> one.word().equals(word)).findFirst();
    }

    static String words() {
        return Arrays.stream(values()).map(Language::word).collect(Collectors.joining(", "));
    }
}
