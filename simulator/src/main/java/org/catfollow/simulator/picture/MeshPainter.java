package org.catfollow.simulator.picture;

import org.catfollow.simulator.scene.Mesh;
import org.catfollow.simulator.scene.Texture;

/** Draws meshes of small triangles: texture and light are linear over each. */
final class MeshPainter {
    private static final float NEAR = 0.03f;
    private static final int MOST_VERTICES = 1024;
    private static final int OPAQUE = 0x80;
    private static final float MOST_LIGHT = 256 * 65536f;

    private final Canvas canvas;
    private final Pinhole camera;
    private final float[] screenX = new float[MOST_VERTICES];
    private final float[] screenY = new float[MOST_VERTICES];
    private final float[] near = new float[MOST_VERTICES];

    private final Span span;
    private Mesh mesh;
    private int[] texels;
    private int shift;
    private int maskU;
    private int maskV;
    private boolean magnified;
    private int tag;
    private Silhouette silhouette;

    /** Of the triangle in hand: where in the texture its first corner is, and how far the others are. */
    private float firstU;

    private float firstV;
    private float abU;
    private float acU;
    private float abV;
    private float acV;

    /** Of the triangle in hand: change for a column and for a row, of nearness, u, v and light. */
    private float nearX;

    private float nearY;
    private float uX;
    private float uY;
    private float vX;
    private float vY;
    private float lightX;
    private float lightY;

    MeshPainter(Canvas canvas, Pinhole camera) {
        this.canvas = canvas;
        this.camera = camera;
        span = new Span(canvas);
    }

    /**
     * Draws a mesh.
     *
     * @param shows what its pixels show
     * @param outline counts its pixels whether hidden or not; null when nobody asks
     */
    void draw(Mesh next, int shows, Silhouette outline) {
        mesh = next;
        tag = shows << 24;
        silhouette = outline;
        if (!project()) {
            return;
        }
        Texture texture = next.texture();
        int[] corners = next.corners;
        for (int i = 0; i < corners.length; i += 3) {
            triangle(texture, corners[i], corners[i + 1], corners[i + 2]);
        }
    }

    /** Returns whether any of it can be in the picture. */
    private boolean project() {
        float left = Float.MAX_VALUE;
        float right = -Float.MAX_VALUE;
        float top = Float.MAX_VALUE;
        float bottom = -Float.MAX_VALUE;
        for (int i = 0; i < mesh.vertices(); i++) {
            double toX = mesh.x[i] - camera.x;
            double toY = mesh.y[i] - camera.y;
            double toZ = mesh.z[i] - camera.z;
            float ahead = (float) camera.forward(toX, toY, toZ);
            if (ahead < NEAR) {
                near[i] = 0;
                continue;
            }
            float inverse = 1 / ahead;
            near[i] = inverse;
            screenX[i] =
                    (float) (camera.centreX + camera.focalX * camera.right(toX, toY) * inverse);
            screenY[i] =
                    (float) (camera.centreY + camera.focalY * camera.down(toX, toY, toZ) * inverse);
            left = Math.min(left, screenX[i]);
            right = Math.max(right, screenX[i]);
            top = Math.min(top, screenY[i]);
            bottom = Math.max(bottom, screenY[i]);
        }
        if (left > right) {
            return false;
        }
        if (silhouette != null) {
            silhouette.corner(left, top);
            silhouette.corner(right, bottom);
        }
        return right >= 0 && left <= canvas.width && bottom >= 0 && top <= canvas.height;
    }

    private void triangle(Texture texture, int a, int b, int c) {
        if (near[a] == 0 || near[b] == 0 || near[c] == 0) {
            return;
        }
        float abX = screenX[b] - screenX[a];
        float abY = screenY[b] - screenY[a];
        float acX = screenX[c] - screenX[a];
        float acY = screenY[c] - screenY[a];
        float area = abX * acY - acX * abY;
        // Counter-clockwise in the world is clockwise in a picture whose rows run down.
        if (area >= -1e-6f) {
            return;
        }
        surface(texture, a, b, c, area);
        float inverse = 1 / area;
        float acNear = near[c] - near[a];
        float abNear = near[b] - near[a];
        nearX = (abNear * acY - acNear * abY) * inverse;
        nearY = (acNear * abX - abNear * acX) * inverse;
        uX = (abU * acY - acU * abY) * inverse;
        uY = (acU * abX - abU * acX) * inverse;
        vX = (abV * acY - acV * abY) * inverse;
        vY = (acV * abX - abV * acX) * inverse;
        float abLight = (mesh.light[b] - mesh.light[a]) * 65536;
        float acLight = (mesh.light[c] - mesh.light[a]) * 65536;
        lightX = (abLight * acY - acLight * abY) * inverse;
        lightY = (acLight * abX - abLight * acX) * inverse;
        rows(a, b, c);
    }

    /** Takes the size of the texture that fits, and the way over it from corner to corner. */
    private void surface(Texture texture, int a, int b, int c, float area) {
        int width = 1 << texture.widthShift(0);
        int height = 1 << texture.heightShift(0);
        abU = (mesh.u[b] - mesh.u[a]) * width;
        acU = (mesh.u[c] - mesh.u[a]) * width;
        abV = (mesh.v[b] - mesh.v[a]) * height;
        acV = (mesh.v[c] - mesh.v[a]) * height;
        float texelArea = Math.abs(abU * acV - acU * abV) / -area;
        magnified = texelArea < PatchPainter.MAGNIFIED;
        int level = (Float.floatToRawIntBits(texelArea) - 0x3F800000) >> 24;
        level = Math.max(0, Math.min(texture.levels() - 1, level));
        texels = texture.texels(level);
        shift = texture.widthShift(level);
        int heightShift = texture.heightShift(level);
        maskU = (1 << shift) - 1;
        maskV = (1 << heightShift) - 1;
        span.texture(texels, shift, maskV);
        float scale = 65536f / (1 << level);
        firstU = mesh.u[a] * width * scale;
        firstV = mesh.v[a] * height * scale;
        abU *= scale;
        acU *= scale;
        abV *= scale;
        acV *= scale;
    }

    /** Edges run from their upper corner, so that neighbours agree about the one that they share. */
    private void rows(int a, int b, int c) {
        int upper = screenY[b] < screenY[a] ? b : a;
        int lower = upper == a ? b : a;
        int middle = c;
        if (screenY[c] < screenY[upper]) {
            middle = upper;
            upper = c;
        }
        if (screenY[middle] > screenY[lower]) {
            int swapped = middle;
            middle = lower;
            lower = swapped;
        }
        float upperX = screenX[upper];
        float upperY = screenY[upper];
        float middleX = screenX[middle];
        float middleY = screenY[middle];
        float whole = (screenX[lower] - upperX) / (screenY[lower] - upperY);
        int first = Math.max(0, ceil(upperY - 0.5f));
        int bend = Math.max(first, Math.min(canvas.height, ceil(middleY - 0.5f)));
        int end = Math.min(canvas.height, ceil(screenY[lower] - 0.5f));
        float slope = (middleX - upperX) / (middleY - upperY);
        for (int y = first; y < bend; y++) {
            float down = y + 0.5f - upperY;
            row(a, y, upperX + down * whole, upperX + down * slope);
        }
        slope = (screenX[lower] - middleX) / (screenY[lower] - middleY);
        for (int y = bend; y < end; y++) {
            float down = y + 0.5f;
            row(a, y, upperX + (down - upperY) * whole, middleX + (down - middleY) * slope);
        }
    }

    private static int ceil(float value) {
        return (int) Math.ceil(value);
    }

    private void row(int a, int y, float oneX, float otherX) {
        int start = Math.max(0, ceil(Math.min(oneX, otherX) - 0.5f));
        int stop = Math.min(canvas.width, ceil(Math.max(oneX, otherX) - 0.5f));
        if (start >= stop) {
            return;
        }
        float byX = start + 0.5f - screenX[a];
        float byY = y + 0.5f - screenY[a];
        float u = firstU + byX * uX + byY * uY;
        float v = firstV + byX * vX + byY * vY;
        float light = mesh.light[a] * 65536 + byX * lightX + byY * lightY;
        float nearness = near[a] + byX * nearX + byY * nearY;
        if (mesh.texture().cutOut()) {
            cutOutSpan(y, start, stop, nearness, (int) u, (int) v, (int) light);
            return;
        }
        if (silhouette != null) {
            silhouette.row(y, start, stop);
        }
        int phase = (start & 1) | (y & 1) << 1;
        span.set(phase, y * canvas.width + start, stop - start, nearness, nearX, tag);
        lightAlong(light, stop - start);
        span.place((int) u, (int) v, (int) uX, (int) vX);
        if (magnified) {
            span.smooth();
        } else {
            span.dithered();
        }
    }

    /** A pixel's middle may lie a little outside of the triangle, where there is no such light. */
    private void lightAlong(float light, int length) {
        float last = light + lightX * length;
        if (Math.min(light, last) >= 0 && Math.max(light, last) <= MOST_LIGHT) {
            span.light((int) light, (int) lightX);
        } else {
            float first = Math.max(0, Math.min(MOST_LIGHT, light));
            last = Math.max(0, Math.min(MOST_LIGHT, last));
            span.light((int) first, (int) ((last - first) / length));
        }
    }

    /** The same for a texture with holes. */
    private void cutOutSpan(
            int y, int start, int stop, float firstNear, int firstU, int firstV, int firstLight) {
        int[] pixels = canvas.pixels;
        float[] depth = canvas.nearness;
        for (int x = start; x < stop; x++) {
            int by = x - start;
            int column = (firstU + by * (int) uX) >> 16 & maskU;
            int row = (firstV + by * (int) vX) >> 16 & maskV;
            int texel = texels[(row << shift) + column];
            if (texel >>> 24 < OPAQUE) {
                continue;
            }
            int at = y * canvas.width + x;
            if (silhouette != null) {
                silhouette.row(y, x, x + 1);
            }
            float nearness = firstNear + by * nearX;
            if (nearness > depth[at]) {
                depth[at] = nearness;
                int light = Math.max(0, Math.min(256, (firstLight + by * (int) lightX) >> 16));
                pixels[at] = tag | Span.lit(texel & 0xFF00FF, texel & 0xFF00, light);
            }
        }
    }
}
