package org.catfollow.runtime;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The commands below a process's own, in the order of its help; {@link ProcessExit#commandLine} adds them.
 * In place of picocli's {@code subcommands}, which reads all that each of them knows at every start: a
 * tenth of a stage's, and half of {@code cat-follow}'s, for commands that nobody asked for.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Subcommands {
    /** Classes with picocli's annotation. */
    Class<?>[] value();
}
