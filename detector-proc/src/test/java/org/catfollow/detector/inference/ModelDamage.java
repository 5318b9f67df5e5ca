package org.catfollow.detector.inference;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Random;

/** What can happen to a model's file, each kind by itself. */
public enum ModelDamage {
    /** One bit of the graph is another one. */
    BIT_OF_GRAPH {
        @Override
        byte[] apply(byte[] whole, int[] graph, byte[] other, Random random) {
            return flipped(whole, graph, 1, random);
        }
    },
    /** Two to eight bits of the graph are others. */
    BITS_OF_GRAPH {
        @Override
        byte[] apply(byte[] whole, int[] graph, byte[] other, Random random) {
            return flipped(whole, graph, 2 + random.nextInt(7), random);
        }
    },
    /** One to sixty-four bits of the file are others; most are in the weights. */
    BITS_ANYWHERE {
        @Override
        byte[] apply(byte[] whole, int[] graph, byte[] other, Random random) {
            int[] anywhere = random.ints(64, 0, whole.length).toArray();
            return flipped(whole, anywhere, 1 + random.nextInt(64), random);
        }
    },
    /** Up to sixteen bytes of the graph are overwritten with any. */
    BYTES_OF_GRAPH {
        @Override
        byte[] apply(byte[] whole, int[] graph, byte[] other, Random random) {
            for (int bytes = 1 + random.nextInt(16); bytes > 0; bytes--) {
                whole[graph[random.nextInt(graph.length)]] = (byte) random.nextInt();
            }
            return whole;
        }
    },
    /** The file ends too early. */
    CUT {
        @Override
        byte[] apply(byte[] whole, int[] graph, byte[] other, Random random) {
            // Half of the lengths anywhere, half near the end, where the graph of some models is.
            int lost =
                    random.nextBoolean()
                            ? 1 + random.nextInt(whole.length)
                            : (int) Math.pow(2, 16 * random.nextDouble());
            return Arrays.copyOf(whole, whole.length - lost);
        }
    },
    /** A stretch of the file is another file's. */
    FOREIGN_STRETCH {
        @Override
        byte[] apply(byte[] whole, int[] graph, byte[] other, Random random) {
            // From 16 bytes to the whole file, of which every size is equally likely.
            int most = Math.min(whole.length, other.length);
            int bytes = (int) (16 * Math.pow(most / 16.0, random.nextDouble()));
            int start =
                    random.nextBoolean()
                            ? Math.min(graph[random.nextInt(graph.length)], whole.length - bytes)
                            : random.nextInt(whole.length - bytes + 1);
            int from = random.nextInt(other.length - bytes + 1);
            System.arraycopy(other, from, whole, start, bytes);
            return whole;
        }
    },
    /** Another file altogether; half of them begin like a model. */
    OTHER_FILE {
        @Override
        byte[] apply(byte[] whole, int[] graph, byte[] other, Random random) {
            byte[] copy = other.clone();
            if (random.nextBoolean()) {
                System.arraycopy(whole, 0, copy, 0, 8 << random.nextInt(6));
            }
            return copy;
        }
    },
    /** The second part before the first; where the file begins like a model, half of the time. */
    SWAPPED_PARTS {
        @Override
        byte[] apply(byte[] whole, int[] graph, byte[] other, Random random) {
            int kept = random.nextBoolean() ? 8 << random.nextInt(6) : 0;
            int middle = kept + 1 + random.nextInt(whole.length - kept - 1);
            byte[] swapped = Arrays.copyOf(whole, whole.length);
            System.arraycopy(whole, middle, swapped, kept, whole.length - middle);
            System.arraycopy(whole, kept, swapped, kept + whole.length - middle, middle - kept);
            return swapped;
        }
    };

    private static final int MODEL_BUFFERS = 4;
    private static final int BUFFER_DATA = 0;

    /** Constants up to this size are shapes and axes, on which the graph depends. */
    private static final int LARGEST_GRAPH_CONSTANT = 64;

    abstract byte[] apply(byte[] whole, int[] graph, byte[] other, Random random);

    /**
     * Returns a damaged copy; the same for the same seed.
     *
     * @param graph see {@link #graphOf}
     * @param others files from which foreign bytes come
     */
    public byte[] of(byte[] model, int[] graph, List<byte[]> others, long seed) {
        Random random = new Random(seed);
        byte[] other = others.get(random.nextInt(others.size()));
        return apply(model.clone(), graph, other, random);
    }

    /** Returns where the bytes of a model are that are no weights. */
    public static int[] graphOf(byte[] model) {
        Flatbuffer buffer = new Flatbuffer(ByteBuffer.wrap(model).order(ByteOrder.LITTLE_ENDIAN));
        BitSet weights = new BitSet(model.length);
        int buffers = buffer.vector(buffer.root(), MODEL_BUFFERS);
        for (int i = 0; i < buffer.length(buffers); i++) {
            int data = buffer.vector(buffer.tableAt(buffers, i), BUFFER_DATA);
            if (buffer.length(data) > LARGEST_GRAPH_CONSTANT) {
                int first = data + Integer.BYTES;
                weights.set(first, first + buffer.length(data));
            }
        }
        weights.flip(0, model.length);
        return weights.stream().toArray();
    }

    private static byte[] flipped(byte[] whole, int[] places, int bits, Random random) {
        for (int i = 0; i < bits; i++) {
            whole[places[random.nextInt(places.length)]] ^= (byte) (1 << random.nextInt(8));
        }
        return whole;
    }
}
