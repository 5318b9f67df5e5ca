package org.catfollow.cli.algo;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** SHA-256 of files, in the form of {@code sha256sum}: its {@code -c} reads what we write. */
final class Sums {
    private static final Pattern LINE = Pattern.compile("([0-9a-f]{64}) [ *](.+)");

    private Sums() {}

    static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            // Every Java platform has it.
            throw new IllegalStateException(e);
        }
    }

    static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }

    static byte[] file(SortedMap<String, String> sums) {
        StringBuilder text = new StringBuilder();
        for (Map.Entry<String, String> one : sums.entrySet()) {
            text.append(one.getValue()).append("  ").append(one.getKey()).append('\n');
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Returns sums by name; empty where a line is none. */
    static Optional<SortedMap<String, String>> parse(String text) {
        SortedMap<String, String> sums = new TreeMap<>();
        for (String line : text.split("\n")) {
            Matcher matcher = LINE.matcher(line);
            if (!matcher.matches() || sums.put(matcher.group(2), matcher.group(1)) != null) {
                return Optional.empty();
            }
        }
        return Optional.of(sums);
    }
}
