package org.catfollow.view.metrics;

import java.util.Locale;
import java.util.Optional;
import org.catfollow.runtime.report.RegionReport;

/** Everything that {@code /metrics} says. Any thread. */
public final class Metrics {
    private Metrics() {}

    /**
     * Returns the text.
     *
     * @param report a look at the region, if there is one
     * @param viewers how many are sent pictures now
     */
    public static String text(Optional<RegionReport> report, ViewCounters counters, int viewers) {
        PrometheusText out = new PrometheusText();
        out.gauge("cat_follow_region_attached", "Whether there is a robot to look at.");
        out.sample(report.isPresent() ? 1 : 0);
        report.ifPresent(look -> new RobotMetrics(out, look).write());
        own(out, counters, viewers);
        return out.toString();
    }

    private static void own(PrometheusText out, ViewCounters counters, int viewers) {
        out.gauge("cat_follow_view_viewers", "Who is sent pictures.");
        out.sample(viewers);
        out.counter("cat_follow_view_pictures_encoded_total", "JPEGs made.");
        out.sample(counters.encoded.sum());
        out.counter("cat_follow_view_encode_seconds_total", "Time spent on making them.");
        out.sample(counters.encodeNanos.sum() / 1e9);
        out.counter("cat_follow_view_pictures_sent_total", "Pictures handed to viewers.");
        out.sample(counters.sent.sum());
        out.counter("cat_follow_view_picture_bytes_total", "Bytes of these.");
        out.sample(counters.sentBytes.sum());
        out.counter("cat_follow_view_frames_lost_total", "Frames that slow viewers did not get.");
        out.sample(counters.lost.sum());
        out.counter(
                "cat_follow_view_frames_overwritten_total", "Frames gone before they were made.");
        out.sample(counters.overwritten.sum());
        out.counter("cat_follow_view_requests_total", "Requests.");
        out.sample(counters.requests.sum());
        out.counter("cat_follow_view_requests_refused_total", "Requests refused, by reason.");
        for (ViewCounters.Refusal reason : ViewCounters.Refusal.values()) {
            String label = reason.name().toLowerCase(Locale.ROOT);
            out.sample(counters.refused(reason).sum(), "reason", label);
        }
        out.counter("cat_follow_view_stops_total", "Times STOP was pressed here.");
        out.sample(counters.stops.sum());
        out.counter("cat_follow_view_commands_total", "Commands sent here, by what came of them.");
        out.sample(counters.commandsTaken.sum(), "result", "taken");
        out.sample(counters.commandsFailed.sum(), "result", "failed");
        out.counter(
                "cat_follow_view_connections_cut_total", "Connections that took too long to ask.");
        out.sample(counters.slowConnections.sum());
    }
}
