package org.catfollow.simulator.picture;

import org.catfollow.simulator.scene.Mesh;
import org.catfollow.simulator.scene.Texture;

/** Draws meshes of small triangles: texture and light are linear over each. */
final class MeshPainter {
    private static final float NEAR = 0.03f;
    private static final int MOST_VERTICES = 1024;
    private static final int OPAQUE = 0x80;

    private final Canvas canvas;
    private final Pinhole camera;
    private final float[] screenX = new float[MOST_VERTICES];
    private final float[] screenY = new float[MOST_VERTICES];
    private final float[] near = new float[MOST_VERTICES];

    private Mesh mesh;
    private int[] texels;
    private int shift;
    private int maskU;
    private int maskV;
    private int tag;
    private Silhouette silhouette;

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
        int width = 1 << texture.widthShift(0);
        int height = 1 << texture.heightShift(0);
        float abU = (mesh.u[b] - mesh.u[a]) * width;
        float acU = (mesh.u[c] - mesh.u[a]) * width;
        float abV = (mesh.v[b] - mesh.v[a]) * height;
        float acV = (mesh.v[c] - mesh.v[a]) * height;
        float texelArea = Math.abs(abU * acV - acU * abV) / -area;
        int level = (Float.floatToRawIntBits(texelArea * 0.7f) - 0x3F800000) >> 24;
        level = Math.max(0, Math.min(texture.levels() - 1, level));
        texels = texture.texels(level);
        shift = texture.widthShift(level);
        maskU = (1 << shift) - 1;
        maskV = (1 << texture.heightShift(level)) - 1;
        float scale = 65536f / (1 << level);
        float inverse = 1 / area;
        float acNear = near[c] - near[a];
        float abNear = near[b] - near[a];
        nearX = (abNear * acY - acNear * abY) * inverse;
        nearY = (acNear * abX - abNear * acX) * inverse;
        uX = (abU * acY - acU * abY) * inverse * scale;
        uY = (acU * abX - abU * acX) * inverse * scale;
        vX = (abV * acY - acV * abY) * inverse * scale;
        vY = (acV * abX - abV * acX) * inverse * scale;
        float abLight = (mesh.light[b] - mesh.light[a]) * 65536;
        float acLight = (mesh.light[c] - mesh.light[a]) * 65536;
        lightX = (abLight * acY - acLight * abY) * inverse;
        lightY = (acLight * abX - abLight * acX) * inverse;
        float top = Math.min(screenY[a], Math.min(screenY[b], screenY[c]));
        float bottom = Math.max(screenY[a], Math.max(screenY[b], screenY[c]));
        int first = Math.max(0, ceil(top - 0.5f));
        int end = Math.min(canvas.height, ceil(bottom - 0.5f));
        for (int y = first; y < end; y++) {
            row(a, b, c, y, scale, width, height);
        }
    }

    private static int ceil(float value) {
        return (int) Math.ceil(value);
    }

    private void row(int a, int b, int c, int y, float scale, int width, int height) {
        float atY = y + 0.5f;
        float left = Float.MAX_VALUE;
        float right = -Float.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            int from = i == 0 ? a : i == 1 ? b : c;
            int to = i == 0 ? b : i == 1 ? c : a;
            float fromY = screenY[from];
            float toY = screenY[to];
            if (fromY <= atY != toY <= atY) {
                // From the upper end, so that neighbours agree about their edge.
                int upper = fromY < toY ? from : to;
                int lower = fromY < toY ? to : from;
                float part = (atY - screenY[upper]) / (screenY[lower] - screenY[upper]);
                float x = screenX[upper] + part * (screenX[lower] - screenX[upper]);
                left = Math.min(left, x);
                right = Math.max(right, x);
            }
        }
        int start = Math.max(0, ceil(left - 0.5f));
        int stop = Math.min(canvas.width, ceil(right - 0.5f));
        if (start >= stop) {
            return;
        }
        float byX = start + 0.5f - screenX[a];
        float byY = atY - screenY[a];
        float u = mesh.u[a] * width * scale + byX * uX + byY * uY - 32768;
        float v = mesh.v[a] * height * scale + byX * vX + byY * vY - 32768;
        float light = mesh.light[a] * 65536 + byX * lightX + byY * lightY;
        float nearness = near[a] + byX * nearX + byY * nearY;
        if (mesh.texture().cutOut()) {
            cutOutSpan(y, start, stop, nearness, (int) u, (int) v, (int) light);
        } else {
            if (silhouette != null) {
                silhouette.row(canvas, y, start, stop);
            }
            span(y * canvas.width + start, stop - start, nearness, (int) u, (int) v, (int) light);
        }
    }

    private void span(
            int from, int length, float firstNear, int firstU, int firstV, int firstLight) {
        int u = firstU;
        int v = firstV;
        int light = firstLight;
        int stepU = (int) uX;
        int stepV = (int) vX;
        int stepLight = (int) lightX;
        int[] pixels = canvas.pixels;
        float[] depth = canvas.nearness;
        for (int i = 0; i < length; i++) {
            float nearness = firstNear + i * nearX;
            int at = from + i;
            if (nearness > depth[at]) {
                depth[at] = nearness;
                pixels[at] = tag | sample(u, v, light);
            }
            u += stepU;
            v += stepV;
            light += stepLight;
        }
    }

    /** The same for a texture with holes. */
    private void cutOutSpan(
            int y, int start, int stop, float firstNear, int firstU, int firstV, int light) {
        for (int x = start; x < stop; x++) {
            int u = firstU + (x - start) * (int) uX;
            int v = firstV + (x - start) * (int) vX;
            int column = (u + 32768) >> 16 & maskU;
            int row = (v + 32768) >> 16 & maskV;
            if (texels[(row << shift) + column] >>> 24 < OPAQUE) {
                continue;
            }
            int at = y * canvas.width + x;
            if (silhouette != null) {
                silhouette.pixel(canvas, x, y);
            }
            float nearness = firstNear + (x - start) * nearX;
            if (nearness > canvas.nearness[at]) {
                canvas.nearness[at] = nearness;
                canvas.pixels[at] = tag | sample(u, v, light);
            }
        }
    }

    private int sample(int u, int v, int light) {
        int u0 = u >> 16 & maskU;
        int u1 = u0 + 1 & maskU;
        int v0 = (v >> 16 & maskV) << shift;
        int v1 = ((v >> 16) + 1 & maskV) << shift;
        return Span.blend(
                texels[v0 + u0],
                texels[v0 + u1],
                texels[v1 + u0],
                texels[v1 + u1],
                u >>> 8 & 255,
                v >>> 8 & 255,
                Math.max(0, Math.min(256, light >> 16)));
    }
}
