package org.catfollow.detector.decode;

import org.catfollow.detector.inference.OutputTensor;

/** An output seen as rows, one a box, and columns, whichever of the two is stored together. */
public final class OutputTable {
    private final OutputTensor tensor;
    private final int rows;
    private final int columns;
    private final int rowStep;
    private final int columnStep;

    private OutputTable(OutputTensor tensor, int rows, int columns, int rowStep, int columnStep) {
        this.tensor = tensor;
        this.rows = rows;
        this.columns = columns;
        this.rowStep = rowStep;
        this.columnStep = columnStep;
        if (tensor.length() != rows * columns) {
            throw new IllegalArgumentException(
                    tensor.info() + " is no table of " + rows + " by " + columns);
        }
    }

    /** Returns the table of an output [1, rows, columns]. */
    public static OutputTable ofRows(OutputTensor tensor) {
        int rows = tensor.info().shape().get(1);
        int columns = tensor.info().shape().get(2);
        return new OutputTable(tensor, rows, columns, columns, 1);
    }

    /** Returns the table of an output [1, columns, rows]. */
    public static OutputTable ofColumns(OutputTensor tensor) {
        int columns = tensor.info().shape().get(1);
        int rows = tensor.info().shape().get(2);
        return new OutputTable(tensor, rows, columns, 1, rows);
    }

    /** Returns the table of an output [1, lines, cells a line, columns]; a row is a cell, line by line. */
    public static OutputTable ofCells(OutputTensor tensor) {
        int rows = tensor.info().shape().get(1) * tensor.info().shape().get(2);
        int columns = tensor.info().shape().get(3);
        return new OutputTable(tensor, rows, columns, columns, 1);
    }

    int rows() {
        return rows;
    }

    int columns() {
        return columns;
    }

    /** Returns a number. */
    float real(int row, int column) {
        return tensor.real(row * rowStep + column * columnStep);
    }

    /**
     * Returns a probability: as {@link #real}, but what is over 1 by the rounding of a quantised number
     * alone is 1.
     */
    float probability(int row, int column) {
        float real = real(row, column);
        return real > 1f && real <= 1f + tensor.step() ? 1f : real;
    }

    /** Returns a number as it is stored, to compare with {@link #leastStored}. */
    float stored(int row, int column) {
        return tensor.stored(row * rowStep + column * columnStep);
    }

    /** See {@link OutputTensor#leastStored}. */
    float leastStored(float real) {
        return tensor.leastStored(real);
    }
}
