package org.catfollow.shm.layout;

/**
 * One field of a layout table.
 *
 * @param name what the field is called, camel case
 * @param offset bytes from the start of its table
 * @param bytes its length
 * @param access how it is read and written: {@code plain}, {@code opaque}, {@code release/acquire},
 *     {@code atomic} or {@code table} (a table of its own lies there)
 */
public record Field(String name, int offset, int bytes, String access) {}
