package org.catfollow.simulator.scene;

/**
 * A file that holds what was baked. Numbers have their lowest byte first; nothing is aligned beyond 4
 * bytes.
 *
 * <pre>
 * offset  bytes  field
 *      0      8  MAGIC
 *      8      4  VERSION
 *     12      4  CRC-32C of all that follows
 *     16      8  length of the file
 *     24      4  length of the recipe
 *     28      4  count of textures
 *     32      4  count of patches of the room
 *     36      4  count of patches of the furniture
 *     40      4  count of meshes
 *     44         the recipe: what it was baked from, filled up to 4 bytes with zeros
 *                textures: widthShift 4, heightShift 4, the texels of all its sizes 4 each
 *                patches: origin, across, upward, normal 24 each; width, height, repeatsAcross,
 *                         repeatsUpward 8 each; texture, floor, glow, lightColumns, lightRows 4 each;
 *                         light 4 each
 *                meshes: texture, vertices, triangles 4 each; x, y, z, their normals, u, v, light 4 each;
 *                        corners 4 each
 * </pre>
 *
 * <p>A texture is named by its place in the file. Written by {@link BakedWriter}, under its own name only
 * when whole; read by {@link BakedReader}.
 */
final class BakedFile {
    /**
     * What the baking code makes of a recipe, and how it is laid down here. A number higher whenever
     * either changes: files of another version are not looked at.
     */
    static final int VERSION = 1;

    /** "CATBAKED". */
    static final long MAGIC = 0x44454B4142544143L;

    static final int VERSION_AT = 8;
    static final int CHECKSUM_AT = 12;
    static final int LENGTH_AT = 16;
    static final int RECIPE_AT = 44;

    /** More than any world of ours needs: one room has 8 MB. */
    static final long LONGEST = 256L << 20;

    private BakedFile() {}

    /** Returns a length filled up to whole words. */
    static int filled(int bytes) {
        return bytes + 3 & ~3;
    }
}
