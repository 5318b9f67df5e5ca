import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Loads a view that runs and says what that costs the robot: {@code java bench/view/ViewLoad.java
 * --url http://127.0.0.1:8080 --pid PID --clients 0,1,5,20 --seconds 120 --abuse}. One program without
 * dependencies, outside of the build; what it prints is in docs/viewing.md.
 *
 * <p>For each number of clients: the rate at which capture, tracker and control work, the part of
 * capture's frames that the tracker left out, what each client was given, and the processor time of the
 * view. With {@code --abuse} beside them: clients that never read, that leave in the middle of a
 * picture, that send garbage, that trickle, and a storm of small requests.
 */
public final class ViewLoad {
    private static final Pattern FRAMES =
            Pattern.compile("cat_follow_frames_total\\{stage=\"([a-z]+)\"} ([0-9.e+]+)");
    private static final Pattern DROPPED =
            Pattern.compile("cat_follow_frames_dropped_total\\{stage=\"([a-z]+)\"} ([0-9.e+]+)");
    private static final Pattern OWN = Pattern.compile("(cat_follow_view_[a-z_]+) ([0-9.e+-]+)");
    private static final Pattern PART_LENGTH = Pattern.compile("Content-Length: ([0-9]+)");

    private final URI url;
    private final long pid;
    private final AtomicBoolean ending = new AtomicBoolean();
    private final AtomicLong stormed = new AtomicLong();

    private ViewLoad(URI url, long pid) {
        this.url = url;
        this.pid = pid;
    }

    public static void main(String[] arguments) throws Exception {
        Map<String, String> flags = new TreeMap<>();
        for (int i = 0; i < arguments.length; i++) {
            boolean alone = i + 1 == arguments.length || arguments[i + 1].startsWith("--");
            flags.put(arguments[i], alone ? "" : arguments[++i]);
        }
        ViewLoad load =
                new ViewLoad(
                        URI.create(flags.getOrDefault("--url", "http://127.0.0.1:8080")),
                        Long.parseLong(flags.getOrDefault("--pid", "0")));
        int seconds = Integer.parseInt(flags.getOrDefault("--seconds", "120"));
        String query = flags.getOrDefault("--query", "");
        System.out.println(
                "clients  seconds  capture fps  tracker fps  control hz  tracker left out %"
                        + "  each client fps  encoded/s  view CPU %  MB");
        for (String clients : flags.getOrDefault("--clients", "0,1,5,20").split(",")) {
            load.measure(Integer.parseInt(clients), seconds, query, flags.containsKey("--abuse"));
        }
        System.exit(0);
    }

    private void measure(int clients, int seconds, String query, boolean abuse) throws Exception {
        ending.set(false);
        List<AtomicLong> pictures = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < clients; i++) {
            AtomicLong count = new AtomicLong();
            pictures.add(count);
            threads.add(Thread.startVirtualThread(() -> stream(query, count)));
        }
        if (abuse) {
            threads.addAll(abusers());
        }
        Thread.sleep(2_000);
        Map<String, Double> first = figures();
        double cpu = cpuSeconds();
        // Beside the clock: on a busy machine the figures are asked for a second or more.
        long[] before = pictures.stream().mapToLong(AtomicLong::get).toArray();
        long start = System.nanoTime();
        Thread.sleep(seconds * 1000L);
        double elapsed = (System.nanoTime() - start) / 1e9;
        long[] after = pictures.stream().mapToLong(AtomicLong::get).toArray();
        Map<String, Double> last = figures();
        double used = cpuSeconds() - cpu;
        StringBuilder each = new StringBuilder();
        double least = Double.MAX_VALUE;
        double most = 0;
        for (int i = 0; i < clients; i++) {
            double rate = (after[i] - before[i]) / elapsed;
            least = Math.min(least, rate);
            most = Math.max(most, rate);
        }
        if (clients > 0) {
            each.append(String.format(Locale.ROOT, "%.1f to %.1f", least, most));
        }
        double captured = delta(first, last, "capture");
        double tracked = delta(first, last, "tracker");
        double left = delta(first, last, "dropped tracker");
        System.out.printf(
                Locale.ROOT,
                "%7d  %7.0f  %11.2f  %11.2f  %10.1f  %18.3f  %15s  %9.1f  %10.1f  %2d%n",
                clients,
                elapsed,
                captured / elapsed,
                tracked / elapsed,
                delta(first, last, "control") / elapsed,
                100 * Math.max(left, captured - tracked) / captured,
                each,
                delta(first, last, "cat_follow_view_pictures_encoded_total") / elapsed,
                100 * used / elapsed,
                residentMegabytes());
        if (abuse) {
            System.out.printf(
                    Locale.ROOT,
                    "         beside: %.0f small requests a second; refused or cut: %s%n",
                    stormed.getAndSet(0) / (elapsed + 2),
                    refused(last));
        }
        ending.set(true);
        for (Thread thread : threads) {
            thread.join(15_000);
        }
    }

    private static String refused(Map<String, Double> figures) {
        return "connections cut "
                + figures.getOrDefault("cat_follow_view_connections_cut_total", 0.0).longValue()
                + ", viewers now "
                + figures.getOrDefault("cat_follow_view_viewers", 0.0).longValue();
    }

    private static double delta(Map<String, Double> first, Map<String, Double> last, String name) {
        return last.getOrDefault(name, 0.0) - first.getOrDefault(name, 0.0);
    }

    /** What the view's own metrics say. */
    private Map<String, Double> figures() throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            String text =
                    client.send(
                                    HttpRequest.newBuilder(url.resolve("/metrics")).build(),
                                    HttpResponse.BodyHandlers.ofString())
                            .body();
            Map<String, Double> figures = new TreeMap<>();
            for (Matcher m = FRAMES.matcher(text); m.find(); ) {
                figures.put(m.group(1), Double.valueOf(m.group(2)));
            }
            for (Matcher m = DROPPED.matcher(text); m.find(); ) {
                figures.put("dropped " + m.group(1), Double.valueOf(m.group(2)));
            }
            for (Matcher m = OWN.matcher(text); m.find(); ) {
                figures.put(m.group(1), Double.valueOf(m.group(2)));
            }
            return figures;
        }
    }

    private double cpuSeconds() throws IOException {
        if (pid == 0) {
            return Double.NaN;
        }
        String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / 100.0;
    }

    private long residentMegabytes() throws IOException {
        if (pid == 0) {
            return 0;
        }
        for (String line : Files.readAllLines(Path.of("/proc", Long.toString(pid), "status"))) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("\\D", "")) / 1024;
            }
        }
        return 0;
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket();
        socket.connect(new InetSocketAddress(url.getHost(), url.getPort()), 5_000);
        socket.setSoTimeout(10_000);
        return socket;
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private String request(String path) {
        return "GET " + path + " HTTP/1.1\r\nHost: " + url.getAuthority() + "\r\n\r\n";
    }

    /** Reads a stream to the end, part by part; counts whole JPEGs. */
    private void stream(String query, AtomicLong pictures) {
        try (Socket socket = connect()) {
            send(socket, request("/stream/video" + query));
            InputStream in = new java.io.BufferedInputStream(socket.getInputStream(), 64 * 1024);
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            long length = 0;
            while (!ending.get()) {
                int c = in.read();
                if (c < 0) {
                    return;
                }
                if (c != '\n') {
                    line.write(c);
                    continue;
                }
                String text = line.toString(StandardCharsets.ISO_8859_1).strip();
                line.reset();
                Matcher matcher = PART_LENGTH.matcher(text);
                if (matcher.matches()) {
                    length = Long.parseLong(matcher.group(1));
                } else if (text.isEmpty() && length > 0) {
                    byte[] jpeg = in.readNBytes((int) length);
                    boolean whole =
                            jpeg.length == length
                                    && (jpeg[0] & 0xFF) == 0xFF
                                    && (jpeg[1] & 0xFF) == 0xD8
                                    && (jpeg[jpeg.length - 1] & 0xFF) == 0xD9;
                    if (!whole) {
                        throw new IOException("not a whole JPEG");
                    }
                    pictures.incrementAndGet();
                    length = 0;
                }
            }
        } catch (IOException e) {
            System.err.println("a client was cut off: " + e.getMessage());
        }
    }

    private List<Thread> abusers() {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            threads.add(Thread.startVirtualThread(this::neverRead));
            threads.add(Thread.startVirtualThread(this::leaveInMidPicture));
            threads.add(Thread.startVirtualThread(this::sendGarbage));
            threads.add(Thread.startVirtualThread(this::trickle));
            threads.add(Thread.startVirtualThread(this::storm));
        }
        return threads;
    }

    private interface Abuse {
        void once() throws IOException, InterruptedException;
    }

    private void again(Abuse abuse) {
        while (!ending.get()) {
            try {
                abuse.once();
            } catch (IOException e) {
                // Cut off, as it should be.
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void neverRead() {
        again(
                () -> {
                    try (Socket socket = connect()) {
                        socket.setReceiveBufferSize(4096);
                        send(socket, request("/stream/video"));
                        for (int i = 0; i < 200 && !ending.get(); i++) {
                            Thread.sleep(100);
                        }
                    }
                });
    }

    private void leaveInMidPicture() {
        again(
                () -> {
                    try (Socket socket = connect()) {
                        send(socket, request("/stream/video"));
                        socket.getInputStream().readNBytes(10_000);
                        socket.setSoLinger(true, 0);
                    }
                    Thread.sleep(50);
                });
    }

    private void sendGarbage() {
        Random random = new Random(1);
        again(
                () -> {
                    byte[] bytes = new byte[random.nextInt(4000) + 1];
                    random.nextBytes(bytes);
                    try (Socket socket = connect()) {
                        socket.setSoTimeout(500);
                        socket.getOutputStream().write(bytes);
                        socket.getInputStream().readNBytes(100);
                    }
                    Thread.sleep(20);
                });
    }

    private void trickle() {
        again(
                () -> {
                    try (Socket socket = connect()) {
                        for (char c : request("/" + "a".repeat(2_000)).toCharArray()) {
                            send(socket, String.valueOf(c));
                            Thread.sleep(100);
                            if (ending.get()) {
                                return;
                            }
                        }
                    }
                });
    }

    /** As many small requests as one connection after another carries, half of them refused. */
    private void storm() {
        String[] paths = {
            "/api/stats", "/metrics", "/healthz", "/", "/../../etc/passwd", "/latest.jpg?quality=0"
        };
        again(
                () -> {
                    try (Socket socket = connect()) {
                        InputStream in = socket.getInputStream();
                        for (int i = 0; i < 100 && !ending.get(); i++) {
                            send(socket, request(paths[i % paths.length]));
                            StringBuilder head = new StringBuilder();
                            while (head.indexOf("\r\n\r\n") < 0) {
                                int c = in.read();
                                if (c < 0) {
                                    return;
                                }
                                head.append((char) c);
                            }
                            Matcher length = PART_LENGTH.matcher(head);
                            if (length.find()) {
                                in.readNBytes(Integer.parseInt(length.group(1)));
                            }
                            stormed.incrementAndGet();
                            Thread.sleep(2);
                        }
                    }
                });
    }
}
