package org.catfollow.bench.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.catfollow.bench.figures.Case;
import org.catfollow.bench.figures.Row;
import org.catfollow.bench.figures.Turn;
import org.catfollow.runtime.terminal.WorkBar;
import org.catfollow.shm.layout.Geometry;

/** A run: each number of readers at each rate, all contenders in turns. One thread. */
public final class RingBench implements AutoCloseable {
    private final BenchPlan plan;
    private final BooleanSupplier interrupted;
    private final Geometry geometry;
    private final MeetingPlace place = MeetingPlace.make();
    private final Path programs;
    private final Floor floor;

    /**
     * Makes what the run needs: a folder in memory, and the floor's program.
     *
     * @param interrupted whether to end before all is measured; asked often
     */
    public RingBench(BenchPlan plan, BooleanSupplier interrupted) {
        this.plan = plan;
        this.interrupted = interrupted;
        this.geometry =
                new Geometry(Geometry.DEFAULT.slotCount(), plan.widthPixels(), plan.heightPixels());
        try {
            programs = Files.createTempDirectory("cat-follow-bench");
        } catch (IOException e) {
            place.close();
            throw new UncheckedIOException(e);
        }
        this.floor = Floor.compile(programs);
    }

    /** Returns whether the floor can be measured. */
    public boolean hasFloor() {
        return floor.isThere();
    }

    /** Returns the compiler of the floor, or why there is none. */
    public String compiler() {
        return floor.compiler();
    }

    /**
     * Measures.
     *
     * @param done told of each case when all of its turns are over
     */
    public void run(Consumer<Case> done) {
        List<Entry> entries = Entry.of(plan, floor.isThere());
        for (int receivers : plan.readers()) {
            measure(entries, receivers).forEach(done);
        }
    }

    private List<Case> measure(List<Entry> entries, int receivers) {
        List<Contender> contenders = new ArrayList<>();
        int steps = entries.size() * (1 + plan.rates().size() * plan.turns());
        String task = receivers + (receivers == 1 ? " reader" : " readers");
        try (WorkBar bar = new WorkBar(task, steps)) {
            for (Entry entry : entries) {
                contenders.add(contender(entry, receivers));
                contenders.get(contenders.size() - 1).warmUp(plan.warmUpSeconds());
                bar.at(contenders.size());
            }
            List<Case> cases = new ArrayList<>();
            for (double rate : plan.rates()) {
                int before = entries.size() * (1 + cases.size() * plan.turns());
                Map<String, List<Turn>> turns = turns(contenders, rate, bar, before);
                List<Row> rows = new ArrayList<>();
                turns.forEach((name, own) -> rows.add(new Row(name, receivers, own)));
                cases.add(new Case(receivers, rate, Entry.floor(entries), rows));
            }
            return cases;
        } finally {
            contenders.forEach(Contender::close);
            place.clear();
        }
    }

    private Map<String, List<Turn>> turns(
            List<Contender> contenders, double rate, WorkBar bar, int before) {
        Map<String, List<Turn>> turns = new LinkedHashMap<>();
        contenders.forEach(each -> turns.put(each.entry().name(), new ArrayList<>()));
        int step = before;
        for (int round = 0; round < plan.turns(); round++) {
            for (int i = 0; i < contenders.size(); i++) {
                // Another one first each time: whatever comes with a place in the order evens out.
                Contender next = contenders.get((round + i) % contenders.size());
                turns.get(next.entry().name()).add(next.turn(rate, plan.seconds(), true));
                step++;
                bar.at(step);
            }
        }
        return turns;
    }

    private Contender contender(Entry entry, int receivers) {
        String name = entry.name() + "-" + receivers;
        Path path = entry.isRing() ? place.region(name, geometry) : place.folder(name);
        return new Contender(
                entry, receivers, interrupted, (end, of) -> command(end, of, path, receivers));
    }

    private List<String> command(String end, Entry entry, Path path, int receivers) {
        Entry.End language = end.equals("sender") ? entry.sender() : entry.receiver();
        return language == Entry.End.C
                ? floor.command(end, path, geometry, plan, entry.waiting())
                : JavaWorkers.command(end, entry, path, plan, receivers);
    }

    @Override
    public void close() {
        place.close();
        try {
            Files.deleteIfExists(programs.resolve("floor"));
            Files.deleteIfExists(programs.resolve("floor.c"));
            Files.deleteIfExists(programs);
        } catch (IOException e) {
            // A few kilobytes among what is temporary.
        }
    }
}
