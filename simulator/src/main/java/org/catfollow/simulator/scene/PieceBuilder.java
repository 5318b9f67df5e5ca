package org.catfollow.simulator.scene;

import java.util.List;
import org.catfollow.simulator.world.Furniture;
import org.catfollow.simulator.world.FurnitureShapes;
import org.catfollow.simulator.world.Solid;

/** Turns a piece of furniture into patches and meshes at its place in the room. */
final class PieceBuilder {
    private static final double SPACING = 0.09;
    private static final int CUSHION_ROWS = 10;
    private static final int CUSHION_COLUMNS = 20;
    private static final int ROUND_COLUMNS = 20;
    private static final int LEAVES = 26;
    private static final int LEAF_ROWS = 4;

    private final Furniture piece;
    private final double cos;
    private final double sin;
    private final Materials materials;
    private final List<Patch> patches;
    private final List<Mesh> meshes;
    private int bookRows;

    PieceBuilder(Furniture piece, Materials materials, List<Patch> patches, List<Mesh> meshes) {
        this.piece = piece;
        this.materials = materials;
        this.patches = patches;
        this.meshes = meshes;
        double turned = Math.toRadians(piece.turnedDegrees());
        cos = StrictMath.cos(turned);
        sin = StrictMath.sin(turned);
    }

    void build() {
        for (Solid solid : FurnitureShapes.of(piece)) {
            switch (solid.form()) {
                case BOX -> box(solid);
                case MAT -> mat(solid);
                case CUSHION -> cushion(solid);
                case CYLINDER -> round(solid, 1, 1);
                case SHADE -> round(solid, 1, 0.72);
                case POT -> round(solid, 0.72, 1);
                case LEAVES -> leaves(solid);
            }
        }
    }

    private Texture texture(Solid.Finish finish) {
        return switch (finish) {
            case CLOTH -> materials.cloth(piece.colour());
            case WOOD -> materials.wood(piece.colour());
            case PLAIN -> materials.plain(piece.colour());
            case DARK -> materials.plain(0x2B2A2A);
            case CLAY -> materials.cloth(0xB8694A);
            case LEAF -> materials.leaf();
            case RUG -> materials.rug(piece.colour());
            case BOOKS -> throw new IllegalStateException("books have a row");
        };
    }

    private void box(Solid s) {
        double depth = s.maxX() - s.minX();
        double width = s.maxY() - s.minY();
        double height = s.maxZ() - s.minZ();
        face(s, s.minX(), s.maxY(), s.minZ(), vector(0, -width, 0), vector(0, 0, height));
        face(s, s.maxX(), s.maxY(), s.minZ(), vector(-depth, 0, 0), vector(0, 0, height));
        face(s, s.minX(), s.minY(), s.minZ(), vector(depth, 0, 0), vector(0, 0, height));
        face(s, s.minX(), s.minY(), s.maxZ(), vector(depth, 0, 0), vector(0, width, 0));
        if (s.minZ() > 0.02) {
            face(s, s.minX(), s.maxY(), s.minZ(), vector(depth, 0, 0), vector(0, -width, 0));
        }
        double[] front = place(s.maxX(), s.minY(), s.minZ());
        Patch.Builder builder =
                new Patch.Builder(front, turned(vector(0, width, 0)), vector(0, 0, height));
        if (s.finish() == Solid.Finish.BOOKS) {
            builder.fitted(materials.books(bookRows++));
        } else {
            builder.tiled(texture(s.finish()), Materials.PIECE_TILE_METRES);
        }
        patches.add(builder.build(SPACING));
    }

    private void face(Solid solid, double x, double y, double z, double[] across, double[] upward) {
        Texture texture =
                solid.finish() == Solid.Finish.BOOKS
                        ? materials.plain(0x6B6255)
                        : texture(solid.finish());
        patches.add(
                new Patch.Builder(place(x, y, z), turned(across), turned(upward))
                        .tiled(texture, Materials.PIECE_TILE_METRES)
                        .build(SPACING));
    }

    private void mat(Solid s) {
        patches.add(
                new Patch.Builder(
                                place(s.minX(), s.minY(), s.maxZ()),
                                turned(vector(s.maxX() - s.minX(), 0, 0)),
                                turned(vector(0, s.maxY() - s.minY(), 0)))
                        .fitted(texture(s.finish()))
                        .asFloor()
                        .build(0.05));
    }

    /** A box whose corners are drawn in: a sphere's direction, each part to a small power. */
    private void cushion(Solid s) {
        Mesh mesh = Mesh.grid(CUSHION_ROWS, CUSHION_COLUMNS, texture(s.finish()));
        for (int row = 0; row <= CUSHION_ROWS; row++) {
            double up = Math.PI * ((double) row / CUSHION_ROWS - 0.5);
            for (int column = 0; column <= CUSHION_COLUMNS; column++) {
                double round = 2 * Math.PI * column / CUSHION_COLUMNS;
                double level = soft(StrictMath.cos(up));
                double x = middle(s.minX(), s.maxX(), level * soft(StrictMath.cos(round)));
                double y = middle(s.minY(), s.maxY(), level * soft(StrictMath.sin(round)));
                double z = middle(s.minZ(), s.maxZ(), soft(StrictMath.sin(up)));
                int vertex = row * (CUSHION_COLUMNS + 1) + column;
                set(mesh, vertex, x, y, z);
                mesh.u[vertex] = (float) (y / Materials.PIECE_TILE_METRES);
                mesh.v[vertex] = (float) ((x + z) / Materials.PIECE_TILE_METRES);
            }
        }
        finish(mesh, CUSHION_ROWS, CUSHION_COLUMNS);
    }

    private static double soft(double part) {
        return Math.signum(part) * StrictMath.pow(Math.abs(part), 0.38);
    }

    private static double middle(double min, double max, double part) {
        return (min + max) / 2 + (max - min) / 2 * part;
    }

    private void round(Solid s, double bottomScale, double topScale) {
        double radius = (s.maxX() - s.minX()) / 2;
        Mesh wall = Mesh.grid(4, ROUND_COLUMNS, texture(s.finish()));
        Mesh lid = Mesh.grid(1, ROUND_COLUMNS, texture(s.finish()));
        for (int column = 0; column <= ROUND_COLUMNS; column++) {
            double turn = 2 * Math.PI * column / ROUND_COLUMNS;
            double x = radius * StrictMath.cos(turn);
            double y = radius * StrictMath.sin(turn);
            for (int row = 0; row <= 4; row++) {
                double scale = bottomScale + (topScale - bottomScale) * row / 4;
                double z = s.minZ() + (s.maxZ() - s.minZ()) * row / 4;
                set(wall, row * (ROUND_COLUMNS + 1) + column, x * scale, y * scale, z);
            }
            set(lid, column, x * topScale, y * topScale, s.maxZ());
            set(lid, ROUND_COLUMNS + 1 + column, 0, 0, s.maxZ());
        }
        finish(wall, 4, ROUND_COLUMNS);
        finish(lid, 1, ROUND_COLUMNS);
    }

    /** Blades that rise from the middle and bend outward, each drawn from both sides. */
    private void leaves(Solid s) {
        double radius = (s.maxX() - s.minX()) / 2;
        double height = s.maxZ() - s.minZ();
        for (int leaf = 0; leaf < LEAVES; leaf++) {
            double turn = leaf * 2.399963;
            double rise = 0.45 + 0.55 * Noise.at(leaf, 1, 81);
            double reach = radius * (1.1 - 0.5 * rise);
            Mesh front = Mesh.grid(LEAF_ROWS, 2, texture(s.finish()));
            Mesh back = Mesh.grid(LEAF_ROWS, 2, texture(s.finish()));
            for (int row = 0; row <= LEAF_ROWS; row++) {
                double part = (double) row / LEAF_ROWS;
                double out = reach * part * (0.4 + 0.6 * part);
                double z = s.minZ() + height * rise * (1.35 * part - 0.35 * part * part * part);
                double half = 0.045 * StrictMath.sin(Math.PI * (0.12 + 0.86 * part));
                for (int column = 0; column <= 2; column++) {
                    double side = (column - 1) * half;
                    double x = out * StrictMath.cos(turn) - side * StrictMath.sin(turn);
                    double y = out * StrictMath.sin(turn) + side * StrictMath.cos(turn);
                    double fold = column == 1 ? -0.012 : 0;
                    set(front, row * 3 + column, x, y, z + fold);
                    set(back, row * 3 + 2 - column, x, y, z + fold);
                }
            }
            finish(front, 0, 0);
            finish(back, 0, 0);
        }
    }

    private void finish(Mesh mesh, int rows, int columns) {
        mesh.computeNormals();
        for (int row = 0; columns > 0 && row <= rows; row++) {
            mesh.joinNormals(row * (columns + 1), row * (columns + 1) + columns);
        }
        mesh.normalise();
        meshes.add(mesh);
    }

    private void set(Mesh mesh, int vertex, double x, double y, double z) {
        double[] at = place(x, y, z);
        mesh.x[vertex] = (float) at[0];
        mesh.y[vertex] = (float) at[1];
        mesh.z[vertex] = (float) at[2];
    }

    private double[] place(double x, double y, double z) {
        return new double[] {piece.x() + cos * x - sin * y, piece.y() + sin * x + cos * y, z};
    }

    private double[] turned(double[] local) {
        return new double[] {
            cos * local[0] - sin * local[1], sin * local[0] + cos * local[1], local[2]
        };
    }

    private static double[] vector(double x, double y, double z) {
        return new double[] {x, y, z};
    }
}
