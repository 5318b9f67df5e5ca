package org.catfollow.tracker.filter;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Writes an ONNX file with the inputs and outputs of VitTrack that looks for the target's mean colour:
 * enough to run OpenCV's TrackerVit without the published weights.
 *
 * <pre>
 * template 128 x 128 -> 4 x 4 means -> mean of the middle four --+
 * search   256 x 256 -> 4 x 4 of 16 x 16 means ---------------+-> exp(-distance²) = output1
 *                                     (constants: a quarter wide and high = output2, 0 = output3)
 * </pre>
 */
final class ColourVitModel {
    private final ByteArrayOutputStream graph = new ByteArrayOutputStream();

    private ColourVitModel() {}

    /** Writes the file into {@code folder} and returns it. */
    static Path write(Path folder) throws IOException {
        ColourVitModel model = new ColourVitModel();
        model.compose();
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        number(file, 1, 7); // ir_version
        ByteArrayOutputStream opset = new ByteArrayOutputStream();
        number(opset, 2, 13);
        bytes(file, 8, opset.toByteArray());
        bytes(file, 7, model.graph.toByteArray());
        return Files.write(folder.resolve("colour-vit.onnx"), file.toByteArray());
    }

    private void compose() {
        float[] middle = new float[3 * 16];
        for (int c = 0; c < 3; c++) {
            for (int i : new int[] {5, 6, 9, 10}) {
                middle[16 * c + i] = 0.25f;
            }
        }
        node("AveragePool", "template4", attributes(32, 32, 0, 1), "template");
        node("Conv", "target", attributes(4, 1, 0, 3), "template4", "middle");
        node("AveragePool", "search16", attributes(16, 16, 0, 1), "search");
        node("Conv", "smooth", attributes(4, 1, 2, 3), "search16", "box");
        node("Sub", "difference", new byte[0][], "smooth", "target");
        node("Mul", "square", new byte[0][], "difference", "difference");
        node("Conv", "negative", attributes(1, 1, 0, 1), "square", "minus");
        node("Exp", "output1", new byte[0][], "negative");
        node("Conv", "output2", attributes(1, 1, 0, 1), "smooth", "nothing", "quarter");
        node("Conv", "output3", attributes(1, 1, 0, 1), "smooth", "nothing");
        text(graph, 2, "colour-vit");
        tensor("middle", middle, 3, 1, 4, 4);
        float[] box = new float[48];
        Arrays.fill(box, 1 / 16f);
        tensor("box", box, 3, 1, 4, 4);
        tensor("minus", new float[] {-4, -4, -4}, 1, 3, 1, 1);
        tensor("nothing", new float[6], 2, 3, 1, 1);
        tensor("quarter", new float[] {0.25f, 0.25f}, 2);
        value(11, "template", 1, 3, 128, 128);
        value(11, "search", 1, 3, 256, 256);
        value(12, "output1", 1, 1, 16, 16);
        value(12, "output2", 1, 2, 16, 16);
        value(12, "output3", 1, 2, 16, 16);
    }

    private static byte[][] attributes(int kernel, int stride, int pad, int group) {
        int even = pad > 0 && kernel % 2 == 0 ? 1 : 0;
        byte[][] window = {
            attribute("kernel_shape", kernel, kernel),
            attribute("strides", stride, stride),
            // An even kernel looks one cell further up and left than down and right.
            attribute("pads", pad, pad, pad - even, pad - even)
        };
        if (group == 1) {
            return window;
        }
        byte[][] all = Arrays.copyOf(window, 4);
        ByteArrayOutputStream one = new ByteArrayOutputStream();
        text(one, 1, "group");
        number(one, 3, group);
        number(one, 20, 2); // INT
        all[3] = one.toByteArray();
        return all;
    }

    private static byte[] attribute(String name, int... values) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        text(out, 1, name);
        for (int value : values) {
            number(out, 8, value);
        }
        number(out, 20, 7); // INTS
        return out.toByteArray();
    }

    private void node(String operator, String output, byte[][] attributes, String... inputs) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (String input : inputs) {
            text(out, 1, input);
        }
        text(out, 2, output);
        text(out, 3, "make " + output);
        text(out, 4, operator);
        for (byte[] attribute : attributes) {
            bytes(out, 5, attribute);
        }
        bytes(graph, 1, out.toByteArray());
    }

    private void tensor(String name, float[] values, int... shape) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int side : shape) {
            number(out, 1, side);
        }
        number(out, 2, 1); // FLOAT
        text(out, 8, name);
        ByteBuffer raw = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            raw.putFloat(value);
        }
        bytes(out, 9, raw.array());
        bytes(graph, 5, out.toByteArray());
    }

    private void value(int field, String name, int... shape) {
        ByteArrayOutputStream sides = new ByteArrayOutputStream();
        for (int side : shape) {
            ByteArrayOutputStream dimension = new ByteArrayOutputStream();
            number(dimension, 1, side);
            bytes(sides, 1, dimension.toByteArray());
        }
        ByteArrayOutputStream tensor = new ByteArrayOutputStream();
        number(tensor, 1, 1); // FLOAT
        bytes(tensor, 2, sides.toByteArray());
        ByteArrayOutputStream type = new ByteArrayOutputStream();
        bytes(type, 1, tensor.toByteArray());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        text(out, 1, name);
        bytes(out, 2, type.toByteArray());
        bytes(graph, field, out.toByteArray());
    }

    private static void number(ByteArrayOutputStream out, int field, long value) {
        varint(out, field << 3);
        varint(out, value);
    }

    private static void text(ByteArrayOutputStream out, int field, String text) {
        bytes(out, field, text.getBytes(StandardCharsets.UTF_8));
    }

    private static void bytes(ByteArrayOutputStream out, int field, byte[] value) {
        varint(out, (field << 3) | 2);
        varint(out, value.length);
        out.writeBytes(value);
    }

    private static void varint(ByteArrayOutputStream out, long value) {
        long rest = value;
        while (rest > 127) {
            out.write((int) ((rest & 127) | 128));
            rest >>= 7;
        }
        out.write((int) rest);
    }
}
