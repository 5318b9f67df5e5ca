package org.catfollow.runtime;

/** A process that can say whether its settings are right without beginning its work. */
public interface SettingsCheck {
    /**
     * Makes the process's settings of its flags, and nothing else: touches no region and no hardware.
     *
     * @throws StageFailure with the usage exit code where they do not fit together
     */
    void checkSettings();
}
