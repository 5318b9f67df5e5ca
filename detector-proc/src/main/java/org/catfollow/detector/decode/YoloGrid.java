package org.catfollow.detector.decode;

import java.util.List;
import java.util.Optional;

/**
 * The cells of a YOLO: a picture is covered by several grids, the cells of each a stride of pixels
 * wide; rows of the output go through them grid by grid, line by line, left to right.
 *
 * @param strides pixels from cell to cell, for each grid
 * @param inputWidth width of the model's picture, pixels
 * @param inputHeight height of the model's picture, pixels
 */
public record YoloGrid(List<Integer> strides, int inputWidth, int inputHeight) {
    /** The usual three; with a coarser one for large pictures (P6); with a finer one (P2); tiny. */
    private static final List<List<Integer>> KNOWN =
            List.of(
                    List.of(8, 16, 32),
                    List.of(8, 16, 32, 64),
                    List.of(4, 8, 16, 32),
                    List.of(16, 32));

    /** Copies the strides. */
    public YoloGrid {
        strides = List.copyOf(strides);
    }

    /** Returns the grids that have this many cells together, if there are such. */
    public static Optional<YoloGrid> ofCells(int cells, int inputWidth, int inputHeight) {
        return KNOWN.stream()
                .map(strides -> new YoloGrid(strides, inputWidth, inputHeight))
                .filter(grid -> grid.cells() == cells)
                .findFirst();
    }

    /** Returns how many cells all grids have together. */
    public int cells() {
        return strides.stream().mapToInt(stride -> across(stride) * down(stride)).sum();
    }

    /** Returns how many cells of this stride lie side by side. */
    int across(int stride) {
        return Math.ceilDiv(inputWidth, stride);
    }

    /** Returns how many cells of this stride lie one below the other. */
    int down(int stride) {
        return Math.ceilDiv(inputHeight, stride);
    }
}
