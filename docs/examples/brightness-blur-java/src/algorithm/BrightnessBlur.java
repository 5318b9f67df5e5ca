package algorithm;

import com.google.gson.JsonObject;
import java.nio.ByteBuffer;
import org.catfollow.sdk.algorithm.Algorithm;
import org.catfollow.sdk.algorithm.AlgorithmResult;
import org.catfollow.sdk.algorithm.ExecuteRequest;
import org.catfollow.sdk.images.ImageException;
import org.catfollow.sdk.images.SharedImage;
import org.catfollow.sdk.images.SharedImages;

/**
 * How bright a picture is, and how sharp.
 *
 * <p>{@code brightness} is the mean luma, 0 to 255. {@code blur} is the variance of the Laplacian: high in a
 * picture with edges, low in one that is blurred or empty.
 */
public final class BrightnessBlur implements Algorithm {
    private double darkest;

    @Override
    public AlgorithmResult preExecute(JsonObject userParams) {
        darkest = userParams.has("darkest") ? userParams.get("darkest").getAsDouble() : 0;
        return AlgorithmResult.ok();
    }

    @Override
    public AlgorithmResult execute(ExecuteRequest request, SharedImages images) {
        try (SharedImage image = images.read(request.sharedMemId(), request.imageMeta())) {
            if (image.isEmpty()) {
                return AlgorithmResult.error("EMPTY", image.reason());
            }
            int[] luma = luma(image);
            JsonObject data = new JsonObject();
            double brightness = mean(luma);
            data.addProperty("brightness", brightness);
            data.addProperty("blur", laplacianVariance(luma, image.width(), image.height()));
            data.addProperty("dark", brightness < darkest);
            data.addProperty("substitute", image.isSubstitute());
            // A live frame may have been overwritten while it was looked at.
            return image.stillValid()
                    ? AlgorithmResult.ok(data)
                    : AlgorithmResult.error("TORN", "the frame was overwritten meanwhile");
        } catch (ImageException e) {
            return AlgorithmResult.error(e.code().name(), e.getMessage());
        }
    }

    /** Luma of each pixel as in ITU-R BT.601, 0 to 255. */
    private static int[] luma(SharedImage image) {
        ByteBuffer pixels = image.pixels();
        int[] luma = new int[image.width() * image.height()];
        for (int y = 0; y < image.height(); y++) {
            for (int x = 0; x < image.width(); x++) {
                int at = y * image.strideBytes() + 3 * x;
                int red = pixels.get(at) & 0xFF;
                int green = pixels.get(at + 1) & 0xFF;
                int blue = pixels.get(at + 2) & 0xFF;
                luma[y * image.width() + x] = (299 * red + 587 * green + 114 * blue + 500) / 1000;
            }
        }
        return luma;
    }

    private static double mean(int[] luma) {
        long sum = 0;
        for (int one : luma) {
            sum += one;
        }
        return (double) sum / luma.length;
    }

    /** Of all pixels but those at the rim. */
    private static double laplacianVariance(int[] luma, int width, int height) {
        long count = 0;
        double sum = 0;
        double squares = 0;
        for (int y = 1; y < height - 1; y++) {
            for (int x = 1; x < width - 1; x++) {
                int at = y * width + x;
                int edge =
                        luma[at - 1] + luma[at + 1] + luma[at - width] + luma[at + width]
                                - 4 * luma[at];
                count++;
                sum += edge;
                squares += (double) edge * edge;
            }
        }
        return count == 0 ? 0 : squares / count - sum / count * (sum / count);
    }
}
