package org.catfollow.simulator.world;

import java.util.ArrayList;
import java.util.List;
import org.catfollow.simulator.world.Solid.Finish;
import org.catfollow.simulator.world.Solid.Form;

/** The parts that each kind of furniture is built of. Scenes draw them, walkers go round them. */
public final class FurnitureShapes {
    private final Furniture piece;
    private final double halfDepth;
    private final double halfWidth;
    private final double top;
    private final List<Solid> solids = new ArrayList<>();

    private FurnitureShapes(Furniture piece) {
        this.piece = piece;
        halfDepth = piece.depth() / 2;
        halfWidth = piece.width() / 2;
        top = piece.height();
    }

    /** Returns the parts of a piece. */
    public static List<Solid> of(Furniture piece) {
        FurnitureShapes shapes = new FurnitureShapes(piece);
        shapes.build();
        return List.copyOf(shapes.solids);
    }

    private void build() {
        switch (piece.kind()) {
            case SOFA -> seat(3);
            case ARMCHAIR -> seat(1);
            case TABLE -> table();
            case CHAIR -> chair();
            case SHELF -> shelf();
            case SIDEBOARD -> sideboard();
            case TELEVISION -> television();
            case PLANT -> plant();
            case LAMP -> lamp();
            case RUG ->
                    add(Form.MAT, Finish.RUG, -halfDepth, halfDepth, -halfWidth, halfWidth, 0, top);
            case BOX -> box(Finish.WOOD, -halfDepth, halfDepth, -halfWidth, halfWidth, 0, top);
        }
    }

    private void seat(int places) {
        double arm = 0.16;
        double feet = 0.07;
        double seat = Math.min(0.28, top * 0.4);
        double back = -halfDepth + 0.18;
        double inner = halfWidth - arm;
        for (double x : new double[] {-halfDepth + 0.04, halfDepth - 0.10}) {
            for (double y : new double[] {-halfWidth + 0.04, halfWidth - 0.10}) {
                box(Finish.DARK, x, x + 0.06, y, y + 0.06, 0, feet);
            }
        }
        box(Finish.CLOTH, -halfDepth, halfDepth - 0.02, -halfWidth, halfWidth, feet, seat);
        box(Finish.CLOTH, -halfDepth, back, -halfWidth, halfWidth, seat, top);
        box(Finish.CLOTH, back, halfDepth, -halfWidth, -inner, feet, top * 0.72);
        box(Finish.CLOTH, back, halfDepth, inner, halfWidth, feet, top * 0.72);
        double place = 2 * inner / places;
        for (int i = 0; i < places; i++) {
            double y = -inner + i * place;
            add(
                    Form.CUSHION,
                    Finish.CLOTH,
                    back,
                    halfDepth + 0.02,
                    y,
                    y + place,
                    seat - 0.02,
                    seat + 0.15);
            add(
                    Form.CUSHION,
                    Finish.CLOTH,
                    back - 0.04,
                    back + 0.18,
                    y,
                    y + place,
                    seat + 0.1,
                    top + 0.04);
        }
    }

    private void table() {
        double leg = Math.min(0.06, halfDepth / 4);
        legs(leg, top - 0.035, 0.03);
        box(Finish.WOOD, -halfDepth, halfDepth, -halfWidth, halfWidth, top - 0.035, top);
        double skirt = halfWidth - 0.05;
        box(
                Finish.WOOD,
                halfDepth - 0.06,
                halfDepth - 0.04,
                -skirt,
                skirt,
                top - 0.11,
                top - 0.035);
        box(
                Finish.WOOD,
                -halfDepth + 0.04,
                -halfDepth + 0.06,
                -skirt,
                skirt,
                top - 0.11,
                top - 0.035);
    }

    private void legs(double thick, double to, double inset) {
        for (double x : new double[] {-halfDepth + inset, halfDepth - inset - thick}) {
            for (double y : new double[] {-halfWidth + inset, halfWidth - inset - thick}) {
                box(Finish.WOOD, x, x + thick, y, y + thick, 0, to);
            }
        }
    }

    private void chair() {
        double seat = top * 0.5;
        legs(0.04, seat, 0);
        box(Finish.WOOD, -halfDepth, halfDepth, -halfWidth, halfWidth, seat - 0.03, seat);
        double back = -halfDepth + 0.035;
        box(Finish.WOOD, -halfDepth, back, -halfWidth, -halfWidth + 0.04, seat, top);
        box(Finish.WOOD, -halfDepth, back, halfWidth - 0.04, halfWidth, seat, top);
        for (double z = top - 0.1; z > seat + 0.1; z -= 0.14) {
            box(
                    Finish.WOOD,
                    -halfDepth,
                    back - 0.01,
                    -halfWidth + 0.04,
                    halfWidth - 0.04,
                    z,
                    z + 0.07);
        }
    }

    private void shelf() {
        double board = 0.025;
        box(Finish.WOOD, -halfDepth, -halfDepth + 0.015, -halfWidth, halfWidth, 0, top);
        box(Finish.WOOD, -halfDepth, halfDepth, -halfWidth, -halfWidth + board, 0, top);
        box(Finish.WOOD, -halfDepth, halfDepth, halfWidth - board, halfWidth, 0, top);
        int rows = Math.max(1, (int) Math.round((top - 0.06) / 0.34));
        double step = (top - 0.06 - board) / rows;
        double inner = halfWidth - board;
        box(Finish.WOOD, -halfDepth, halfDepth - 0.01, -inner, inner, 0, 0.06);
        for (int row = 0; row <= rows; row++) {
            double z = 0.06 + row * step;
            box(Finish.WOOD, -halfDepth, halfDepth - 0.005, -inner, inner, z, z + board);
            if (row < rows) {
                double books = Math.min(step - 0.04, 0.29);
                box(
                        Finish.BOOKS,
                        -halfDepth + 0.02,
                        halfDepth - 0.06,
                        -inner,
                        inner,
                        z + board,
                        z + board + books);
            }
        }
    }

    private void sideboard() {
        box(
                Finish.DARK,
                -halfDepth + 0.03,
                halfDepth - 0.05,
                -halfWidth + 0.04,
                halfWidth - 0.04,
                0,
                0.06);
        box(Finish.PLAIN, -halfDepth, halfDepth - 0.02, -halfWidth, halfWidth, 0.06, top - 0.03);
        box(
                Finish.PLAIN,
                -halfDepth,
                halfDepth,
                -halfWidth - 0.01,
                halfWidth + 0.01,
                top - 0.03,
                top);
        int doors = Math.max(2, (int) Math.round(piece.width() / 0.5));
        double width = piece.width() / doors;
        for (int i = 0; i < doors; i++) {
            double y = -halfWidth + i * width;
            box(
                    Finish.PLAIN,
                    halfDepth - 0.02,
                    halfDepth - 0.004,
                    y + 0.008,
                    y + width - 0.008,
                    0.075,
                    top - 0.045);
            double knob = i % 2 == 0 ? y + width - 0.06 : y + 0.04;
            box(
                    Finish.DARK,
                    halfDepth - 0.004,
                    halfDepth + 0.014,
                    knob,
                    knob + 0.02,
                    top * 0.55,
                    top * 0.55 + 0.1);
        }
    }

    private void television() {
        double bottom = Math.max(0.08, top - piece.width() * 0.58);
        box(Finish.DARK, -halfDepth, halfDepth, -halfWidth * 0.35, halfWidth * 0.35, 0, 0.02);
        box(Finish.DARK, -0.02, 0.02, -0.03, 0.03, 0.02, bottom);
        box(Finish.DARK, -0.02, 0.02, -halfWidth, halfWidth, bottom, top);
    }

    private void plant() {
        double pot = Math.min(halfDepth, halfWidth) * 0.55;
        double rim = Math.min(0.32, top * 0.3);
        add(Form.POT, Finish.CLAY, -pot, pot, -pot, pot, 0, rim);
        add(Form.LEAVES, Finish.LEAF, -halfDepth, halfDepth, -halfWidth, halfWidth, rim, top);
    }

    private void lamp() {
        double shade = halfDepth;
        add(
                Form.CYLINDER,
                Finish.DARK,
                -shade * 0.7,
                shade * 0.7,
                -shade * 0.7,
                shade * 0.7,
                0,
                0.025);
        add(Form.CYLINDER, Finish.DARK, -0.012, 0.012, -0.012, 0.012, 0.025, top - 0.28);
        add(Form.SHADE, Finish.PLAIN, -shade, shade, -shade, shade, top - 0.30, top);
    }

    private void box(
            Finish finish,
            double minX,
            double maxX,
            double minY,
            double maxY,
            double minZ,
            double maxZ) {
        add(Form.BOX, finish, minX, maxX, minY, maxY, minZ, maxZ);
    }

    private void add(
            Form form,
            Finish finish,
            double minX,
            double maxX,
            double minY,
            double maxY,
            double minZ,
            double maxZ) {
        solids.add(new Solid(form, finish, minX, maxX, minY, maxY, minZ, maxZ));
    }
}
