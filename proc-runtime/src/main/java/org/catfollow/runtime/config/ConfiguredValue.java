package org.catfollow.runtime.config;

/**
 * A value that somebody gave.
 *
 * @param setting of what
 * @param value as it was written, without quotes
 * @param origin {@code file:line} or {@code environment NAME}
 */
public record ConfiguredValue(Setting setting, String value, String origin) {}
