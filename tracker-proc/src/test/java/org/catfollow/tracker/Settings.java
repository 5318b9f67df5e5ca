package org.catfollow.tracker;

import picocli.CommandLine;

/** The tracker's settings as flags make them. */
public final class Settings {
    @CommandLine.Command
    private static final class Flags {
        @CommandLine.Mixin final TrackerOptions options = new TrackerOptions();
    }

    private Settings() {}

    /** Returns what these flags make of the defaults. */
    public static TrackerConfig of(String... flags) {
        Flags all = new Flags();
        new CommandLine(all).parseArgs(flags);
        return all.options.toConfig();
    }
}
