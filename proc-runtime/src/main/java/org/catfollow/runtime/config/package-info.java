/**
 * The configuration file, and which value of a setting is in force.
 *
 * <pre>
 *  picocli's options of all processes --build--&gt; conf/settings.tsv, conf/cat-follow.conf
 *
 *  command line  &gt;  environment  &gt;  file  &gt;  the option's own default
 *  (picocli)        Configuration, by {@link org.catfollow.runtime.config.ConfiguredDefaults}
 * </pre>
 *
 * <p>A setting is an option: its key is {@code section.name}, where {@code --name} is the flag and the
 * section is the process, {@code robot} for what several of them must agree on, {@code region} for what
 * all know, {@code launcher} for what the scripts read. {@link org.catfollow.runtime.config.SettingKeys}
 * is the one place that says so.
 *
 * <p>Everything here runs once, before a process begins its work, on its main thread. ADR 0028 has the
 * reasons.
 */
package org.catfollow.runtime.config;
