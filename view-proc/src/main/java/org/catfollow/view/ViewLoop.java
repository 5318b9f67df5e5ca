package org.catfollow.view;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.ReadyPipe;
import org.catfollow.runtime.natives.NativeLibraries;
import org.catfollow.runtime.systemcalls.ServiceNotifier;
import org.catfollow.shm.kernel.Syscall;
import org.catfollow.shm.region.Region;
import org.catfollow.shm.region.RegionException;
import org.catfollow.view.events.Announcer;
import org.catfollow.view.live.LiveRegion;
import org.catfollow.view.live.Looks;
import org.catfollow.view.metrics.ViewCounters;
import org.catfollow.view.pictures.PictureKind;
import org.catfollow.view.pictures.PictureMaker;
import org.catfollow.view.pictures.Viewers;
import org.catfollow.view.web.WebServer;
import org.catfollow.view.web.WebSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The life of the view: listen, attach to a region when there is one, make pictures for those who look,
 * attach anew when another region lies under the path. The main thread's; the web server has its own.
 */
final class ViewLoop {
    private static final Logger LOG = LoggerFactory.getLogger("view");
    private static final long HOUSEKEEPING_NANOS = 1_000_000_000;
    private static final int NICE = 5;
    private static final long HUNG_NANOS = 5_000_000_000L;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration ATTACH_PATIENCE = Duration.ofMillis(200);

    private final ViewConfig config;
    private final BooleanSupplier stopping;
    private final LiveRegion live;
    private final Looks looks;
    private final Viewers viewers;
    private final ViewCounters counters = new ViewCounters();
    private final ServiceNotifier notifier = ServiceNotifier.ofThisProcess();
    private HeartbeatFile heartbeat;
    private long housekeepingNanos;
    private volatile long roundNanos = System.nanoTime();
    private String said = "";

    ViewLoop(ViewConfig config, BooleanSupplier stopping) {
        this.config = config;
        this.stopping = stopping;
        this.live = new LiveRegion(config.files());
        this.looks = new Looks(live);
        this.viewers =
                new Viewers(config.mostClients(), new PictureKind(config.quality(), Set.of()));
    }

    /** Runs until it is asked to stop; returns the exit code. */
    int run() {
        NativeLibraries.loadOpenCv();
        boolean given = !config.token().isEmpty();
        TokenFile token =
                given ? new TokenFile(config.token(), false) : TokenFile.of(config.tokenFile());
        try (Announcer announcer = new Announcer(looks, config.mostClients());
                WebServer server = server(token.token(), announcer)) {
            announcer.start();
            // Before there is anything to ask: a first request finds the robot that runs.
            Region first = attach();
            server.start();
            tell(server, token, given);
            yieldToTheRobot();
            loop(server, first);
        } finally {
            live.leave("the view ends");
            closeHeartbeat();
            notifier.close();
        }
        return ExitCode.DONE.code();
    }

    private WebServer server(String token, Announcer announcer) {
        WebSettings settings =
                new WebSettings(
                        config.host(),
                        config.port(),
                        config.allowedNames(),
                        token,
                        config.mostClients(),
                        config.mostFramesPerSecond(),
                        config.quality(),
                        PATIENCE,
                        () -> System.nanoTime() - roundNanos < HUNG_NANOS);
        return new WebServer(settings, live, looks, viewers, announcer, counters);
    }

    /**
     * Pictures are to be late before anything of the robot's is. Of this thread alone: the web server's
     * threads were made before, and a STOP waits for nobody.
     */
    private static void yieldToTheRobot() {
        long result = new Syscall(Syscall.Call.SETPRIORITY).call(0, 0, NICE, 0, 0);
        if (result != 0) {
            LOG.warn("pictures are made at the priority of the stages: error {}", -result);
        }
    }

    /** Says where the page is: to people, and to the launcher. */
    private void tell(WebServer server, TokenFile token, boolean given) {
        String address = PageAddress.of(config.host(), server.port());
        LOG.info("page: {}", address);
        if (!PageAddress.isLoopback(config.host())) {
            LOG.warn("{} shows the picture to everybody in the network", config.host());
        }
        ViewConfig.LauncherFiles launcher = config.launcher();
        if (launcher.address() != null) {
            write(launcher.address(), PageAddress.withToken(address, token.token()));
        } else if (token.made()) {
            // Once, and not in the log.
            System.out.println(
                    "page with commands: " + PageAddress.withToken(address, token.token()));
        } else if (!given) {
            System.out.println(
                    "page with commands: "
                            + address
                            + "#token=... (it lies in "
                            + config.tokenFile()
                            + ")");
        }
        System.out.flush();
        if (launcher.beat() != null) {
            try {
                heartbeat = new HeartbeatFile(launcher.beat());
                heartbeat.beat();
            } catch (IOException e) {
                LOG.warn("the launcher is told of no heartbeat: {}", e.getMessage());
            }
        }
        notifier.ready("page: " + address);
        if (launcher.readyPipe() != null) {
            ReadyPipe.announce(launcher.readyPipe(), "view", LOG);
        }
    }

    private static void write(Path file, String line) {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            Files.deleteIfExists(part);
            Files.createFile(
                    part,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
            Files.writeString(part, line + "\n", StandardCharsets.US_ASCII);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            LOG.warn("cannot write {}: {}", file, e.getMessage());
        }
    }

    private void loop(WebServer server, Region first) {
        Region region = first;
        while (!stopping.getAsBoolean()) {
            if (region == null) {
                round(server);
                viewers.endAll("there is no robot: " + live.why());
                region = attach();
                continue;
            }
            show(server, region);
            live.leave("the region is being made anew");
            region = null;
        }
        viewers.endAll("the view ends");
    }

    /** Attaches to the region that is there now; returns null where there is none. */
    private Region attach() {
        try {
            Region region = Region.attach(config.files(), ATTACH_PATIENCE);
            live.enter(region);
            said = "";
            LOG.info("attached to {}", config.files().region());
            return region;
        } catch (RegionException e) {
            live.leave(e.getMessage());
            if (!said.equals(e.getMessage())) {
                said = e.getMessage();
                LOG.info("waiting: {}", said);
            }
            return null;
        }
    }

    /** Until the region is gone, or the end. */
    private void show(WebServer server, Region region) {
        try (PictureMaker pictures = new PictureMaker(region, viewers, looks, counters)) {
            while (!stopping.getAsBoolean() && !region.isLost()) {
                pictures.round();
                if (round(server) && region.isReplaced()) {
                    break;
                }
            }
        } catch (InternalError e) {
            // The region was cut short between two looks.
            LOG.warn("region {} was cut short", region.files().region());
        }
    }

    /** Once a round; returns whether a second has passed. */
    private boolean round(WebServer server) {
        long now = System.nanoTime();
        roundNanos = now;
        notifier.alive(now);
        if (now - housekeepingNanos < HOUSEKEEPING_NANOS) {
            return false;
        }
        housekeepingNanos = now;
        server.look();
        if (heartbeat != null) {
            try {
                heartbeat.beat();
            } catch (IOException e) {
                LOG.warn("no heartbeat: {}", e.getMessage());
            }
        }
        return true;
    }

    private void closeHeartbeat() {
        if (heartbeat != null) {
            try {
                heartbeat.close();
            } catch (IOException e) {
                LOG.warn("{}", e.getMessage());
            }
        }
    }
}
