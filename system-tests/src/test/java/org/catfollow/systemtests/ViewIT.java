package org.catfollow.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.catfollow.shm.counters.Counter;
import org.catfollow.shm.slots.Boxes;
import org.catfollow.shm.slots.ControlState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The page of a robot that runs: in a real browser, and when the view is killed. */
class ViewIT {
    /** What a person calls "over the cat". */
    private static final float OVER = 0.4f;

    private final Instance instance = new Instance("view");

    @AfterEach
    void leavesNothing() {
        instance.close();
    }

    private String address() {
        try {
            return Files.readString(
                            instance.folder
                                    .resolve("state")
                                    .resolve(instance.name)
                                    .resolve("view.address"))
                    .strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int status(String address) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(address)).build();
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    private String path(String path) {
        return address().replaceAll("#.*", "") + path;
    }

    @Test
    void killingItDisturbsNobody() {
        // Slots for two seconds: so long a machine may stand, and no reader is overtaken.
        instance.up(
                "--source", "test:", "--model", "none", "--slots", "64", "--view", "--port", "0");
        assertThat(instance.launch("status").out()).contains("view      running");
        assertThat(status(path("latest.jpg"))).isEqualTo(200);
        try (LiveRegion live = instance.attach()) {
            Map<String, Long> pids = live.pids();
            long torn = live.count("tracker", Counter.TORN);
            String before = address();
            Instance.signal("KILL", instance.pid("view"));
            instance.awaitLog("launcher", "view: ended by signal 9");
            Await.until("another page", () -> !address().equals(before));
            Await.until("its picture", () -> status(path("latest.jpg")) == 200);
            live.awaitFrames(10, "capture", "tracker");
            assertThat(live.pids()).isEqualTo(pids);
            assertThat(live.count("tracker", Counter.TORN)).isEqualTo(torn);
            live.assertNothingTornWasUsed();
        }
    }

    @Test
    void showsTheCatAndStopsTheRobot() throws IOException {
        // The cat is in sight from the beginning on.
        instance.up(
                "--source",
                "sim:",
                "--sim-seed",
                "4",
                "--model",
                "truth:",
                "--view",
                "--port",
                "0");
        Path folder = Distribution.newFolder("browser");
        try (LiveRegion live = instance.attach();
                Browser browser = new Browser(folder);
                TruthRecord truth = new TruthRecord(live.region())) {
            browser.resize(1280, 1000);
            browser.open(address());
            assertTheTokenIsNotInTheAddress(browser);
            assertThePictureMoves(browser);
            assertABoxIsOverTheCat(browser, truth);
            browser.screenshot(folder.resolve("page.png"));
            assertLayersSwitch(browser);
            assertStopStops(browser, live);
            assertDrivingEndsWithTheKey(browser, live);
            assertStopSaysThatItHasNotArrived(browser, live);
            assertAPhoneShowsAllOfIt(browser);
            browser.screenshot(folder.resolve("phone.png"));
        }
    }

    private static void assertTheTokenIsNotInTheAddress(Browser browser) {
        assertThat(browser.run("return location.href").getAsString()).doesNotContain("token");
    }

    private static long frame(Browser browser) {
        return browser.run("return Number(document.getElementById('overlay').dataset.frame || 0)")
                .getAsLong();
    }

    /** A sum over the picture's own pixels. */
    private static String pixels(Browser browser) {
        return browser.run(
                        "const c = document.getElementById('picture');"
                                + "const d = c.getContext('2d').getImageData(0, 0, c.width, c.height)"
                                + ".data; let s = 0;"
                                + "for (let i = 0; i < d.length; i += 97) s = (s * 31 + d[i]) | 0;"
                                + "return String(s)")
                .getAsString();
    }

    private static void assertThePictureMoves(Browser browser) {
        Await.until("a picture in the page", () -> frame(browser) > 0);
        long first = frame(browser);
        String seen = pixels(browser);
        Await.until("later frames", () -> frame(browser) > first + 10);
        Await.until("another picture", () -> !pixels(browser).equals(seen));
    }

    private static void assertABoxIsOverTheCat(Browser browser, TruthRecord truth) {
        Await.until(
                () -> "a box over the cat, last drawn: " + drawn(browser),
                Await.PATIENCE,
                () -> isOverTheCat(drawn(browser), truth));
        // And it is there to be seen.
        Await.until("the target's colour on the overlay", () -> isGreen(browser));
    }

    /** Returns whether the target's colour is at the left edge of its box, as long as it is sure. */
    private static boolean isGreen(Browser browser) {
        return browser.run(
                        "const c = document.getElementById('overlay');"
                                + "if (!c.dataset.target) return false;"
                                + "const b = c.dataset.target.split(',').map(Number);"
                                + "const d = c.getContext('2d').getImageData("
                                + "Math.max(0, b[0]), Math.max(0, b[1] + b[3] / 2), 4, 1).data;"
                                + "return [...Array(4).keys()].some(i => d[4 * i + 1] > 150"
                                + " && d[4 * i] < 120 && d[4 * i + 3] > 100)")
                .getAsBoolean();
    }

    /** Returns frame and box as the page has drawn them: {@code frame,x,y,width,height}. */
    private static String drawn(Browser browser) {
        return browser.run(
                        "const d = document.getElementById('overlay').dataset;"
                                + "return d.frame + ',' + (d.target || '')")
                .getAsString();
    }

    private static boolean isOverTheCat(String drawn, TruthRecord truth) {
        String[] words = drawn.split(",", -1);
        if (words.length != 5) {
            return false;
        }
        Optional<float[]> cat = truth.cat(Long.parseLong(words[0]));
        return cat.isPresent()
                && Boxes.iou(
                                Float.parseFloat(words[1]),
                                Float.parseFloat(words[2]),
                                Float.parseFloat(words[3]),
                                Float.parseFloat(words[4]),
                                cat.get()[0],
                                cat.get()[1],
                                cat.get()[2],
                                cat.get()[3])
                        >= OVER;
    }

    private static String layers(Browser browser) {
        return browser.run("return document.getElementById('overlay').dataset.layers")
                .getAsString();
    }

    private static boolean isMapShown(Browser browser) {
        return browser.run("return !document.getElementById('map').hidden").getAsBoolean();
    }

    private static void assertLayersSwitch(Browser browser) {
        assertThat(layers(browser)).isEqualTo("boxes,map,tracks");
        assertThat(isMapShown(browser)).isTrue();
        for (String layer : new String[] {"boxes", "map", "tracks", "window", "latency"}) {
            browser.click("[data-layer=" + layer + "]");
        }
        assertThat(layers(browser)).isEqualTo("latency,window");
        assertThat(isMapShown(browser)).isFalse();
        for (String layer : new String[] {"boxes", "map", "tracks"}) {
            browser.click("[data-layer=" + layer + "]");
        }
        assertThat(layers(browser)).isEqualTo("boxes,latency,map,tracks,window");
    }

    private static void assertStopStops(Browser browser, LiveRegion live) {
        long stops = live.region().stopLatch().count();
        browser.click("#stop");
        Await.until("control to stop", () -> live.control().state == ControlState.STOPPED);
        assertThat(live.region().stopLatch().count()).isEqualTo(stops + 1);
        assertThat(live.control().speedMetresPerSecond).isZero();
        Await.until("the page to say so", () -> state(browser).startsWith("STOPPED"));
        browser.click("[data-order=resume]");
        Await.until("control to go on", () -> live.control().state != ControlState.STOPPED);
        // The focus is on the button for resume: a space must stop all the same, and press nothing
        // else.
        browser.key(" ");
        Await.until("a space to stop it", () -> live.control().state == ControlState.STOPPED);
        assertThat(live.region().stopLatch().count()).isEqualTo(stops + 2);
        Await.until("the page to have heard", () -> outcome(browser).contains("stopped (stop"));
        assertThat(live.control().state).isEqualTo(ControlState.STOPPED);
    }

    private static void key(Browser browser, String type, String key) {
        browser.run(
                "dispatchEvent(new KeyboardEvent('" + type + "', {key: '" + key + "'})); return 0");
    }

    private static void assertDrivingEndsWithTheKey(Browser browser, LiveRegion live) {
        browser.click("[data-order=resume]");
        Await.until("control to go on", () -> live.control().state != ControlState.STOPPED);
        key(browser, "keydown", "w");
        Await.until(
                () -> "control to drive, the page says: " + outcome(browser),
                Await.PATIENCE,
                () -> {
                    // One word that a busy machine delays is refused, and that ends it for good.
                    if (outcome(browser).startsWith("driving has ended")) {
                        key(browser, "keydown", "w");
                    }
                    return live.control().state == ControlState.MANUAL;
                });
        key(browser, "keydown", "Shift");
        // The same key as before, under another name.
        key(browser, "keyup", "W");
        Await.until("it to stand", () -> live.control().state != ControlState.MANUAL);
    }

    /** A view that hangs is, for the browser, a network that takes a request and answers nothing. */
    private void assertStopSaysThatItHasNotArrived(Browser browser, LiveRegion live) {
        noteWhatIsSaid(browser, "outcome", "stop");
        long view = instance.pid("view");
        Instance.signal("STOP", view);
        try {
            browser.click("#stop");
            Await.until(
                    "the page to say that nobody has answered",
                    () -> said(browser, "outcome").contains("STOP IS NOT CONFIRMED"));
            // On the button, which on a phone alone is in sight.
            Await.until(
                    "the button to say so", () -> said(browser, "stop").contains("NOT CONFIRMED"));
        } finally {
            Instance.signal("CONT", view);
        }
        Await.until("it to arrive", () -> live.control().state == ControlState.STOPPED);
        Await.until("the page to have heard", () -> outcome(browser).contains("stopped (stop"));
    }

    /** Has the page keep all that elements say from now on: some of it is there for a moment only. */
    private static void noteWhatIsSaid(Browser browser, String... elements) {
        browser.run("window.said = {}; return 0");
        for (String id : elements) {
            browser.run(
                    "const e = document.getElementById('%s');".formatted(id)
                            + "const words = said[e.id] = [];"
                            + "new MutationObserver(() => words.push(e.textContent))"
                            + ".observe(e, {childList: true, characterData: true, subtree: true});"
                            + "return 0");
        }
    }

    private static String said(Browser browser, String id) {
        return browser.run("return said['%s'].join('\\n')".formatted(id)).getAsString();
    }

    private static String state(Browser browser) {
        return browser.run("return document.getElementById('state').textContent").getAsString();
    }

    private static String outcome(Browser browser) {
        return browser.run("return document.getElementById('outcome').textContent").getAsString();
    }

    private static void assertAPhoneShowsAllOfIt(Browser browser) {
        browser.becomeAPhone(390, 844);
        assertThat(
                        browser.run(
                                        "return document.documentElement.scrollWidth"
                                                + " <= window.innerWidth")
                                .getAsBoolean())
                .as("nothing is wider than the screen")
                .isTrue();
        assertThat(
                        browser.run(
                                        "const r = document.getElementById('stop')"
                                                + ".getBoundingClientRect();"
                                                + "return r.bottom <= window.innerHeight && r.height > 60")
                                .getAsBoolean())
                .as("STOP is on the screen")
                .isTrue();
    }
}
