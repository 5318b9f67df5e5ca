package org.catfollow.runtime.journal;

import net.openhft.chronicle.wire.Wire;

/** How an entry lies in the queue: named fields, so that older and newer programs read each other's. */
final class EntryFormat {
    private EntryFormat() {}

    static void write(Wire wire, Transition entry) {
        wire.write("nanos").int64(entry.nanos);
        wire.write("wallMillis").int64(entry.wallMillis);
        wire.write("pid").int64(entry.pid);
        wire.write("epoch").int64(entry.epoch);
        wire.write("frameId").int64(entry.frameId);
        wire.write("missed").int64(entry.missed);
        wire.write("from").text(entry.from.name());
        wire.write("to").text(entry.to.name());
        wire.write("reason").text(entry.reason.name());
        wire.write("limit").text(entry.limit.name());
        wire.write("xMetres").float64(entry.xMetres);
        wire.write("yMetres").float64(entry.yMetres);
        wire.write("headingDegrees").float64(entry.headingDegrees);
        wire.write("speedMetresPerSecond").float64(entry.speedMetresPerSecond);
    }

    static JournalEntry read(Wire wire) {
        return new JournalEntry(
                wire.read("nanos").int64(),
                wire.read("wallMillis").int64(),
                wire.read("pid").int64(),
                wire.read("epoch").int64(),
                wire.read("frameId").int64(),
                wire.read("missed").int64(),
                word(wire, "from"),
                word(wire, "to"),
                word(wire, "reason"),
                word(wire, "limit"),
                wire.read("xMetres").float64(),
                wire.read("yMetres").float64(),
                wire.read("headingDegrees").float64(),
                wire.read("speedMetresPerSecond").float64());
    }

    private static String word(Wire wire, String field) {
        String word = wire.read(field).text();
        return word == null ? "" : word;
    }
}
