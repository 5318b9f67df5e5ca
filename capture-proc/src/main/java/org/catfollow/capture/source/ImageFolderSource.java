package org.catfollow.capture.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.NaturalOrder;
import org.catfollow.runtime.StageFailure;

/**
 * {@code images:DIR}: the pictures of a folder, one frame each, in natural order. The list is made
 * once, at start; a picture that has gone, is damaged or too large by the time of its turn is
 * skipped, with its reason, and keeps its position.
 *
 * <p>What is copied and allocated for each picture: the file is read into one reused buffer; what
 * opening a file takes is on the Java heap; and what {@link PictureDecoder} says.
 */
final class ImageFolderSource implements FrameSource {
    /** The customary rate of cameras: pictures have none. */
    static final double FRAMES_PER_SECOND = 30;

    private static final List<String> ENDINGS = List.of(".jpg", ".jpeg", ".png", ".bmp");

    private final Path folder;
    private final List<Path> pictures;
    private final PictureDecoder decoder = new PictureDecoder();
    private final PictureFile pictureFile = new PictureFile();
    private int next;

    private ImageFolderSource(Path folder, List<Path> pictures) {
        this.folder = folder;
        this.pictures = pictures;
    }

    /**
     * Lists the folder and looks at its first picture.
     *
     * @throws StageFailure with {@link ExitCode#HARDWARE} when there is no folder or no picture, or
     *     when the first picture is too large
     */
    static ImageFolderSource open(Path folder, SlotSize slot) {
        if (!Files.isDirectory(folder)) {
            String why = Files.exists(folder) ? " is no folder" : " does not exist";
            throw new StageFailure(
                    ExitCode.HARDWARE, "--source images:" + folder + why + "; name a folder");
        }
        List<Path> pictures;
        try (Stream<Path> entries = Files.list(folder)) {
            pictures =
                    entries.filter(ImageFolderSource::isPicture)
                            .sorted(
                                    Comparator.comparing(
                                            ImageFolderSource::name, NaturalOrder.INSTANCE))
                            .toList();
        } catch (IOException e) {
            throw new StageFailure(
                    ExitCode.HARDWARE, "cannot list --source images:" + folder + ": " + e, e);
        }
        if (pictures.isEmpty()) {
            throw new StageFailure(
                    ExitCode.HARDWARE,
                    "no pictures in --source images:"
                            + folder
                            + "; looked for files that end in "
                            + String.join(" ", ENDINGS));
        }
        ImageFolderSource source = new ImageFolderSource(folder, pictures);
        source.checkFirst(slot);
        return source;
    }

    private static String name(Path picture) {
        return picture.getFileName().toString();
    }

    /** Hidden files are not pictures: other systems leave {@code ._name.jpg} beside the real one. */
    private static boolean isPicture(Path path) {
        String name = name(path).toLowerCase(Locale.ROOT);
        return !name.startsWith(".")
                && ENDINGS.stream().anyMatch(name::endsWith)
                && !Files.isDirectory(path);
    }

    private void checkFirst(SlotSize slot) {
        Path first = pictures.get(0);
        if (pictureFile.load(first) == null) {
            decoder.requireFit(pictureFile.bytes(), pictureFile.length(), first, slot);
        }
    }

    @Override
    public ReadResult read(TargetSlot slot, SourceFrame out) {
        if (next == pictures.size()) {
            return out.end();
        }
        int index = next++;
        Path picture = pictures.get(index);
        String problem = pictureFile.load(picture);
        if (problem != null) {
            return out.skipped(index, picture + " " + problem);
        }
        return decoder.decode(pictureFile.bytes(), pictureFile.length(), index, picture, slot, out);
    }

    @Override
    public double nativeFramesPerSecond() {
        return FRAMES_PER_SECOND;
    }

    @Override
    public void rewind() {
        next = 0;
    }

    @Override
    public String description() {
        return "images:" + folder + ", " + pictures.size() + " pictures";
    }

    @Override
    public void close() {
        next = pictures.size();
    }
}
