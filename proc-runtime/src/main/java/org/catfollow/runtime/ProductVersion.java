package org.catfollow.runtime;

import org.catfollow.shm.layout.HeaderLayout;
import picocli.CommandLine;

/** What {@code --version} prints: the release, and the layout version that must agree. */
public final class ProductVersion implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
        String release = ProductVersion.class.getPackage().getImplementationVersion();
        return new String[] {
            "cat-follow " + (release == null ? "(unpacked classes)" : release),
            "layout version " + HeaderLayout.VERSION,
            "Java " + System.getProperty("java.version")
        };
    }
}
