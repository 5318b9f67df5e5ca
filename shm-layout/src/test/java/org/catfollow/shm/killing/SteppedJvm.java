package org.catfollow.shm.killing;

import com.sun.jdi.Bootstrap;
import com.sun.jdi.ClassType;
import com.sun.jdi.Location;
import com.sun.jdi.Method;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.ThreadReference;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.Connector;
import com.sun.jdi.connect.IllegalConnectorArgumentsException;
import com.sun.jdi.connect.ListeningConnector;
import com.sun.jdi.event.BreakpointEvent;
import com.sun.jdi.event.Event;
import com.sun.jdi.event.EventSet;
import com.sun.jdi.request.BreakpointRequest;
import com.sun.jdi.request.EventRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.catfollow.shm.ChildJvm;

/**
 * Another process whose threads are stopped right before any {@link Step} of production code, through
 * the debugger's interface: the code under test is the one that is shipped. One thread works on one
 * region, so that a single SIGKILL ends writers at every step of a protocol at once.
 */
final class SteppedJvm implements AutoCloseable {
    private static final String OURS = "org.catfollow.shm.";
    private static final long AT_MOST_MILLIS = 60_000;
    private static final int NEVER = Integer.MAX_VALUE;
    private static final String STEP = "step";

    private final ChildJvm child;
    private final VirtualMachine machine;
    private final List<BreakpointRequest> requests = new ArrayList<>();
    private final Map<ThreadReference, String> regions = new HashMap<>();
    private final Map<String, ThreadReference> standing = new HashMap<>();
    private final Map<String, List<Step>> seen = new HashMap<>();
    private BreakpointRequest end;

    private SteppedJvm(ChildJvm child, VirtualMachine machine) {
        this.child = child;
        this.machine = machine;
    }

    /** Starts one, which runs {@link SteppedProgram}. */
    static SteppedJvm start() throws IOException {
        ListeningConnector connector =
                Bootstrap.virtualMachineManager().listeningConnectors().stream()
                        .filter(each -> each.name().equals("com.sun.jdi.SocketListen"))
                        .findFirst()
                        .orElseThrow();
        Map<String, Connector.Argument> arguments = connector.defaultArguments();
        arguments.get("localAddress").setValue("127.0.0.1");
        arguments.get("port").setValue("0");
        arguments.get("timeout").setValue(Long.toString(AT_MOST_MILLIS));
        try {
            String address = connector.startListening(arguments);
            String agent =
                    "-agentlib:jdwp=transport=dt_socket,server=n,suspend=n,address=127.0.0.1:"
                            + address.substring(address.lastIndexOf(':') + 1);
            ChildJvm child = ChildJvm.start(SteppedProgram.class, List.of(agent));
            SteppedJvm started = null;
            try {
                started = new SteppedJvm(child, connector.accept(arguments));
                return started;
            } finally {
                connector.stopListening(arguments);
                if (started == null) {
                    child.close();
                }
            }
        } catch (IllegalConnectorArgumentsException e) {
            throw new IllegalStateException(e);
        }
    }

    long pid() {
        return child.pid();
    }

    /** Lets a thread do everything up to the first step; it is known by the region's path. */
    void prepare(String operation, String region) throws IOException {
        child.say("prepare " + operation + " " + region);
        String line = child.line();
        if (!("prepared " + region).equals(line)) {
            throw new IllegalStateException("not prepared but: " + line);
        }
    }

    /** Lets a prepared thread work to its end; returns its steps. */
    List<Step> runToEnd(String region) throws IOException, InterruptedException {
        runTo(Map.of(region, NEVER));
        return seen(region);
    }

    /**
     * Lets prepared threads work, each until it stands right before the step of the given number (from
     * 0), or has ended.
     */
    void runTo(Map<String, Integer> stops) throws IOException, InterruptedException {
        enableStops();
        for (String region : stops.keySet()) {
            seen.put(region, new ArrayList<>());
            child.say("go " + region);
        }
        int going = stops.size();
        while (going > 0) {
            EventSet events = machine.eventQueue().remove(AT_MOST_MILLIS);
            if (events == null) {
                throw new IllegalStateException(going + " threads do not come to their stops");
            }
            for (Event event : events) {
                if (event instanceof BreakpointEvent hit) {
                    going -= handle(hit, stops) ? 1 : 0;
                }
            }
        }
        requests.forEach(BreakpointRequest::disable);
    }

    /** Notes the step and lets the thread go on, or leaves it standing; returns whether it is done. */
    private boolean handle(BreakpointEvent hit, Map<String, Integer> stops) {
        ThreadReference thread = hit.thread();
        String region = regions.computeIfAbsent(thread, ThreadReference::name);
        List<Step> steps = seen.get(region);
        if (steps == null || hit.request().equals(end)) {
            thread.resume();
            return steps != null;
        }
        if (steps.size() == stops.get(region)) {
            standing.put(region, thread);
            return true;
        }
        steps.add((Step) hit.request().getProperty(STEP));
        thread.resume();
        return false;
    }

    /** Returns the steps that a region's thread has done. */
    List<Step> seen(String region) {
        return seen.get(region);
    }

    /** Lets a standing thread go on to its end; returns what its operation answered. */
    String goOn(String region) throws IOException {
        standing.remove(region).resume();
        return answer();
    }

    /** Returns what an operation answered that came to its end. */
    String answer() throws IOException {
        return child.line();
    }

    private void enableStops() {
        if (requests.isEmpty()) {
            // Every class is loaded by now: a prepared thread has done the same on another region.
            for (ReferenceType type : machine.allClasses()) {
                // A lambda's own class only calls the method that its code is in.
                if (type instanceof ClassType
                        && type.name().startsWith(OURS)
                        && !type.name().contains("$$")) {
                    addStops(type);
                }
            }
            Method marker =
                    machine.classesByName(SteppedProgram.class.getName())
                            .get(0)
                            .methodsByName("end")
                            .get(0);
            end = request(marker.location());
        }
        requests.forEach(BreakpointRequest::enable);
    }

    private void addStops(ReferenceType type) {
        for (StepFinder.Found found : StepFinder.find(type.name())) {
            Method method = type.methodsByName(found.method(), found.descriptor()).get(0);
            request(method.locationOfCodeIndex(found.index())).putProperty(STEP, found.step());
        }
    }

    private BreakpointRequest request(Location location) {
        BreakpointRequest request = machine.eventRequestManager().createBreakpointRequest(location);
        request.setSuspendPolicy(EventRequest.SUSPEND_EVENT_THREAD);
        requests.add(request);
        return request;
    }

    /** Ends the process by SIGKILL, with all its threads where they are. */
    void kill() throws InterruptedException {
        child.kill();
    }

    @Override
    public void close() throws IOException {
        child.close();
    }
}
