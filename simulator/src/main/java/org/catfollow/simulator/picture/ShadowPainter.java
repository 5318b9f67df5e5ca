package org.catfollow.simulator.picture;

import org.catfollow.simulator.body.Body;

/** Darkens the floor, where the picture shows it, under an actor. */
final class ShadowPainter {
    private final Canvas canvas;
    private final Pinhole camera;

    ShadowPainter(Canvas canvas, Pinhole camera) {
        this.canvas = canvas;
        this.camera = camera;
    }

    void draw(Body body) {
        for (int i = 0; i < body.shadows(); i++) {
            disc(
                    body.shadowX(i) - camera.x,
                    body.shadowY(i) - camera.y,
                    body.shadowRadius(i),
                    body.shadowStrength(i));
        }
    }

    /** The camera does not roll, so that a row shows floor at one distance straight ahead. */
    private void disc(double toX, double toY, double radius, float strength) {
        double ahead = camera.levelX * toX + camera.levelY * toY;
        double horizon = camera.floorRow(1e6);
        double far = ahead + radius;
        if (far < 0.02) {
            return;
        }
        int first = (int) Math.max(0, Math.max(horizon, Math.ceil(camera.floorRow(far) - 0.5)));
        int end = (int) Math.min(canvas.height, Math.ceil(camera.floorRow(far - 2 * radius) - 0.5));
        for (int y = first; y < end; y++) {
            double slope = (y + 0.5 - camera.centreY) / camera.focalY;
            double fall = camera.tiltCos * slope - camera.tiltSin;
            if (fall > 1e-4) {
                row(y, toX, toY, radius, strength, slope, camera.z / fall);
            }
        }
    }

    private void row(
            int y,
            double toX,
            double toY,
            double radius,
            float strength,
            double slope,
            double reach) {
        double step = reach / camera.focalX;
        double startX = reach * (camera.forwardX + slope * camera.downX) - toX;
        double startY = reach * (camera.forwardY + slope * camera.downY) - toY;
        // Along the row the place on the floor moves to the right, step by step: where is it
        // inside?
        double along = startX * camera.rightX + startY * camera.rightY;
        double aside = startX * camera.rightY - startY * camera.rightX;
        double inside = radius * radius - aside * aside;
        if (inside <= 0) {
            return;
        }
        double half = Math.sqrt(inside);
        int from = (int) Math.max(0, Math.ceil(camera.centreX + (-half - along) / step - 0.5));
        int to =
                (int)
                        Math.min(
                                canvas.width,
                                Math.ceil(camera.centreX + (half - along) / step - 0.5));
        float inverse = (float) (1 / (radius * radius));
        float place = (float) (along + (from + 0.5 - camera.centreX) * step);
        float asideSquared = (float) (aside * aside);
        int[] pixels = canvas.pixels;
        for (int x = from; x < to; x++) {
            int at = y * canvas.width + x;
            if (pixels[at] >>> 24 == Canvas.FLOOR) {
                float rest = Math.max(0, 1 - (place * place + asideSquared) * inverse);
                int light = (int) (256 * (1 - strength * rest * rest * (3 - 2 * rest)));
                int lit = Span.lit(pixels[at] & 0xFF00FF, pixels[at] & 0xFF00, light);
                pixels[at] = Canvas.FLOOR << 24 | lit;
            }
            place += (float) step;
        }
    }
}
