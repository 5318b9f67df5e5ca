package org.catfollow.sdk.readers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code catfollow.read_image} on a store made by hand, as ADR 0033 has it. */
class PythonImagesTest {
    @TempDir Path folder;

    private Python python(String... environment) throws IOException {
        Map<String, String> all = new HashMap<>();
        all.put("CAT_FOLLOW_IMAGES", path().toString());
        for (int i = 0; i < environment.length; i += 2) {
            all.put(environment[i], environment[i + 1]);
        }
        Python python = Python.start(all);
        python.run(
                """
                from handmade_store import Store
                meta = {'width': 20, 'height': 10}
                array = numpy.arange(600, dtype=numpy.uint8).reshape(10, 20, 3)
                def mapped(pixels):
                    store = catfollow._stores['%s']
                    return numpy.shares_memory(pixels, store._bytes)
                """
                        .formatted(path()));
        return python;
    }

    private Python withStore(String... environment) throws IOException {
        Python python = python(environment);
        python.run("store = Store('%s')".formatted(path()));
        return python;
    }

    private Path path() {
        return folder.resolve("images");
    }

    @Test
    void anArrayIsSeenInPlaceAndReadOnly() throws IOException {
        try (Python python = withStore()) {
            python.run(
                    """
                    store.put(0, 'other', bytes(600), 20, 10)
                    store.put(1, 'img-1', array.tobytes(), 20, 10)
                    image = catfollow.read_image('img-1', meta)""");
            assertThat(python.is("(image.pixels == array).all()")).isTrue();
            assertThat(python.is("mapped(image.pixels)")).isTrue();
            assertThat(python.is("image.pixels.flags.owndata or image.pixels.flags.writeable"))
                    .isFalse();
            assertThat(python.ask("[image.substitute, image.reason, image.width, image.height]"))
                    .hasToString("[false,\"\",20,10]");
            assertThat(python.is("numpy.shares_memory(numpy.asarray(image), image.pixels)"))
                    .isTrue();
        }
    }

    @Test
    void blueFirstAndGreyBecomeRedFirstWithoutACopy() throws IOException {
        try (Python python = withStore()) {
            python.run(
                    """
                    store.put(0, 'bgr', array.tobytes(), 20, 10, order=2)
                    store.put(1, 'grey', array.tobytes()[:220], 20, 10, channels=1, stride=22)
                    store.put(2, 'silent', array.tobytes(), 20, 10, order=0)
                    bgr = catfollow.read_image('bgr', dict(meta, color_space='RGB'))
                    grey = catfollow.read_image('grey', meta)
                    silent = catfollow.read_image('silent', dict(meta, color_space='BGR'))""");
            assertThat(python.is("(bgr.pixels == array[:, :, ::-1]).all()")).isTrue();
            assertThat(python.is("(silent.pixels == array[:, :, ::-1]).all()")).isTrue();
            assertThat(python.ask("grey.pixels.shape")).hasToString("[10,20,3]");
            assertThat(
                            python.is(
                                    "(grey.pixels[:, :, 2] =="
                                            + " array.ravel()[:220].reshape(10, 22)[:, :20]).all()"))
                    .isTrue();
            assertThat(python.is("all(mapped(i.pixels) for i in (bgr, grey, silent))")).isTrue();
        }
    }

    @Test
    void anImageThatIsHeldCannotBeTakenUntilItIsLetGo() throws IOException {
        try (Python python = withStore()) {
            python.run("store.put(1, 'img-1', array.tobytes(), 20, 10)");
            python.run(
                    """
                    with catfollow.read_image('img-1', meta) as image:
                        with catfollow.read_image('img-1', meta):
                            pass
                        held = [store.is_leased(slot) for slot in range(3)]
                    after = store.is_leased(1)""");
            assertThat(python.ask("held + [after]")).hasToString("[false,true,false,false]");
            python.run("image = catfollow.read_image('img-1', meta)");
            assertThat(python.is("store.is_leased(1)")).isTrue();
            // Forgotten is let go of too.
            python.run("image = None");
            assertThat(python.is("store.is_leased(1)")).isFalse();
        }
    }

    @Test
    void anArrayThatIsStillThereHoldsTheImage() throws IOException {
        try (Python python = withStore()) {
            python.run("store.put(1, 'img-1', array.tobytes(), 20, 10)");
            python.run("store.put(2, 'grey', array.tobytes()[:200], 20, 10, channels=1)");
            String[][] arrays = {
                {"1", "catfollow.read_image('img-1', meta).pixels"},
                {"1", "numpy.asarray(catfollow.read_image('img-1', meta))"},
                {"1", "catfollow.read_image('img-1', meta).pixels[2:, ::2, 1].T"},
                {"2", "catfollow.read_image('grey', meta).pixels"}
            };
            for (String[] array : arrays) {
                python.run("kept = " + array[1]);
                String isLeased = "store.is_leased(%s)".formatted(array[0]);
                assertThat(python.is(isLeased)).as(array[1]).isTrue();
                assertThat(python.failure("kept.flags.writeable = True")).contains("WRITEABLE");
                python.run("kept = None");
                assertThat(python.is(isLeased)).as(array[1]).isFalse();
            }
            python.run("image = catfollow.read_image('img-1', meta)\nkept = image.pixels");
            python.run("image.release()\nimage.release()");
            assertThat(python.is("store.is_leased(1)")).isFalse();
        }
    }

    @Test
    void aForkedChildKeepsNoImage() throws IOException {
        try (Python python = withStore()) {
            python.run(
                    """
                    import ctypes, signal
                    def forked(fork):
                        image = catfollow.read_image('img-1', meta)
                        child = fork()
                        if child == 0:
                            image.release()
                            signal.pause()
                            os._exit(0)
                        held = store.is_leased(1)
                        image.release()
                        left = store.is_leased(1)
                        os.kill(child, signal.SIGKILL)
                        os.waitpid(child, 0)
                        return [held, left]
                    store.put(1, 'img-1', array.tobytes(), 20, 10)""");
            assertThat(python.ask("forked(os.fork)")).hasToString("[true,false]");
            // One of which Python is told nothing.
            assertThat(python.ask("forked(ctypes.PyDLL(None).fork)")).hasToString("[true,false]");
            python.run(
                    """
                    image = catfollow.read_image('img-1', meta)
                    child = os.fork()
                    if child == 0:
                        os._exit(len(catfollow._lease_fds))
                    status = os.waitpid(child, 0)[1]""");
            assertThat(python.number("status")).isZero();
            assertThat(python.is("store.is_leased(1)")).isTrue();
        }
    }

    @Test
    void anAlgorithmThatIsKilledLetsGo() throws Exception {
        try (Python runner = withStore();
                Python algorithm = python()) {
            runner.run("store.put(1, 'img-1', array.tobytes(), 20, 10)");
            algorithm.run("image = catfollow.read_image('img-1', meta)");
            assertThat(runner.is("store.is_leased(1)")).isTrue();
            algorithm.kill();
            assertThat(runner.is("store.is_leased(1)")).isFalse();
        }
    }

    @Test
    void anImageThatIsTakenMeanwhileIsLookedForAnew() throws IOException {
        try (Python python = withStore()) {
            python.run(
                    """
                    store.put(0, 'img-1', bytes(600), 20, 10)
                    find = catfollow._Store.find
                    def taken(self, key):
                        slot = find(self, key)
                        if slot.number == 0:
                            store.put(0, 'other', bytes(600), 20, 10)
                            store.put(2, 'img-1', array.tobytes(), 20, 10)
                        return slot
                    catfollow._Store.find = taken
                    image = catfollow.read_image('img-1', meta)""");
            assertThat(python.is("(image.pixels == array).all()")).isTrue();
            assertThat(python.is("store.is_leased(0)")).isFalse();
            python.run(
                    "catfollow._LEASE_SECONDS = 0.02\nrunner = store.take_alone(1)\nstore.put(1, 'img-2', bytes(600), 20, 10)");
            assertThat(python.failure("catfollow.read_image('img-2', meta)"))
                    .contains("runner has been writing image 'img-2'");
        }
    }

    @Test
    void whatIsMissingIsAnErrorInProductionAndASubstituteInDevelopment() throws IOException {
        try (Python python = withStore()) {
            assertThat(python.failure("catfollow.read_image('img-9', meta)"))
                    .isEqualTo("ImageError: there is no image 'img-9' in " + path());
            python.run("image = catfollow.read_image('img-9', meta, mode='development')");
            assertThat(python.ask("[image.substitute, image.code, image.reason]"))
                    .hasToString(
                            "[true,\"NOT_FOUND\",\"there is no image 'img-9' in %s\"]"
                                    .formatted(path()));
            assertThat(python.ask("[image.pixels.shape, int(image.pixels.max())]"))
                    .hasToString("[[10,20,3],0]");
            assertThat(python.failure("catfollow.read_image('a', meta, mode='debug')"))
                    .contains("development or production, not 'debug'");
        }
        try (Python python = withStore("CAT_FOLLOW_ALGO_MODE", "development")) {
            assertThat(python.is("catfollow.read_image('img-9', meta).substitute")).isTrue();
        }
    }

    @Test
    void withoutASizeThereIsAnEmptyImageThatSaysWhy() throws IOException {
        try (Python python = withStore()) {
            for (String size : new String[] {"0", "-3", "None", "True", "'20'", "1.5"}) {
                python.run(
                        "image = catfollow.read_image('x', {'width': 20, 'height': " + size + "})");
                assertThat(python.ask("[image.pixels.size, image.code]"))
                        .hasToString("[0,\"NO_SIZE\"]");
                assertThat(python.text("image.reason")).contains("height=" + size);
            }
        }
    }

    @Test
    void aSizeBeyondAllImagesIsRefusedInDevelopmentToo() throws IOException {
        try (Python python = withStore()) {
            for (String size : new String[] {"65536, 'height': 1", "60000, 'height': 60000"}) {
                assertThat(
                                python.failure(
                                        "catfollow.read_image('x', {'width': %s}, 'development')"
                                                .formatted(size)))
                        .contains("more than an image may have");
            }
        }
    }

    @Test
    void bytesThatDoNotFitAreNeverShown() throws IOException {
        try (Python python = withStore()) {
            String[] wrong = {
                "20, 10, length=599",
                "20, 10, stride=59",
                "20, 10, channels=2",
                "20, 10, encoding=3",
                "20, 10, length=65537",
                "21, 10",
                "20, 9",
                "20, 10, stride=4294967295"
            };
            for (String put : wrong) {
                python.run("store.put(0, 'img-1', array.tobytes(), %s)".formatted(put));
                assertThat(python.failure("catfollow.read_image('img-1', meta)"))
                        .as(put)
                        .startsWith("ImageError: image ");
                assertThat(
                                python.text(
                                        "catfollow.read_image('img-1', meta, mode='development').code"))
                        .isEqualTo("CORRUPT");
                assertThat(python.is("store.is_leased(0)")).isFalse();
            }
        }
    }

    @Test
    void aJpegIsDecodedByWhatIsThere() throws IOException {
        try (Python python = withStore()) {
            python.run(
                    """
                    import sys, types
                    def jpeg(height=10, scan=b'\\x01\\xff\\x00\\xff\\xd0\\x02', end=b'\\xff\\xd9'):
                        thumbnail = b'\\xff\\xe1\\0\\x06\\xff\\xd8\\xff\\xd9'
                        sof = b'\\xff\\xc0\\0\\x0b\\x08' + bytes((0, height, 0, 20)) + b'\\1\\1\\x11\\0'
                        sos = b'\\xff\\xda\\0\\x08\\1\\1\\0\\0\\x3f\\0'
                        return b'\\xff\\xd8' + thumbnail + sof + sos + scan + end
                    store.put(0, 'img-1', jpeg(), 20, 10, encoding=1)
                    sys.modules.update({'cv2': None, 'PIL': None, 'PIL.Image': None})""");
            // Not in development either: the installation is wrong, not the image.
            assertThat(python.failure("catfollow.read_image('img-1', meta, mode='development')"))
                    .contains("neither cv2 nor PIL can be imported", "pip install");
            python.run(
                    """
                    cv2 = types.SimpleNamespace(
                        IMREAD_COLOR=1, IMREAD_IGNORE_ORIENTATION=128, error=ValueError)
                    asked = []
                    def imdecode(data, flags):
                        asked.append(flags)
                        return None if b'???' in data.tobytes() else array.copy()
                    cv2.imdecode = imdecode
                    sys.modules['cv2'] = cv2
                    image = catfollow.read_image('img-1', meta)""");
            assertThat(python.is("(image.pixels == array[:, :, ::-1]).all()")).isTrue();
            assertThat(python.ask("asked")).as("not turned by Exif").hasToString("[129]");
            assertThat(python.is("store.is_leased(0)")).as("it is a copy").isFalse();
            python.run("store.put(0, 'img-1', jpeg(scan=b'???'), 20, 10, encoding=1)");
            assertThat(python.failure("catfollow.read_image('img-1', meta)"))
                    .contains("does not decode");
            python.run("asked.clear()");
            String put = "store.put(0, 'img-1', %s, 20, 10, encoding=1)";
            for (String cut : new String[] {"jpeg()[:-2]", "jpeg()[:-1]", "jpeg()[:20]", "b'?'"}) {
                python.run(put.formatted(cut));
                assertThat(python.failure("catfollow.read_image('img-1', meta)"))
                        .as(cut)
                        .contains("cut off");
            }
            python.run(put.formatted("jpeg(height=11)"));
            assertThat(python.failure("catfollow.read_image('img-1', meta)"))
                    .contains("has 20x11 pixels, and image_meta says 20x10");
            assertThat(python.ask("asked")).as("none of them decoded").hasToString("[]");
            python.run(put.formatted("jpeg(end=b'\\xff\\xff\\xd9\\0\\0 more')"));
            python.run("image = catfollow.read_image('img-1', meta)");
        }
    }

    @Test
    void aStoreThatIsNoneOfOursIsRefused() throws IOException {
        try (Python python = withStore()) {
            String[] wrong = {
                "magic=b'CATFRAME'", "ready=0", "version=2", "crc=1", "boot=b'x' * 16", "length=1"
            };
            String[] said = {
                "no image store", "not finished", "layout version expected=1 actual=2",
                "checksum expected=", "another boot", "total bytes expected=262144 actual=1"
            };
            for (int i = 0; i < wrong.length; i++) {
                python.run("store.write_head(%s)\ncatfollow._stores.clear()".formatted(wrong[i]));
                assertThat(python.failure("catfollow.read_image('img-1', meta)"))
                        .startsWith("ImageError: cannot read image store " + path())
                        .contains(said[i]);
            }
            python.run("os.remove('%s')".formatted(path()));
            assertThat(python.failure("catfollow.read_image('img-1', meta)"))
                    .contains("there is no image store at " + path());
            // A store made anew is found.
            python.run(
                    "store = Store('%s')\nstore.put(0, 'img-1', array.tobytes(), 20, 10)\nimage = catfollow.read_image('img-1', meta)"
                            .formatted(path()));
            assertThat(python.is("(image.pixels == array).all()")).isTrue();
        }
    }

    @Test
    void withoutARegionOfItsOwnTheRunnerHasNoRing() throws IOException {
        try (Python python = withStore()) {
            assertThat(python.failure("catfollow.read_image('ring:1', meta)"))
                    .contains("no live ring", "CAT_FOLLOW_REGION is not");
            assertThat(python.text("catfollow.read_image('ring:1', meta, 'development').code"))
                    .isEqualTo("NOT_FOUND");
        }
    }

    @Test
    void framesOfTheRingAreImagesToo() throws IOException {
        try (Camera camera = new Camera();
                Python python = python("CAT_FOLLOW_REGION", camera.path().toString())) {
            camera.write(Camera.SLOTS + 1);
            python.run(
                    """
                    meta = {'width': 96, 'height': 64}
                    image = catfollow.read_image('ring:5', meta)
                    region = catfollow._ring
                    frame = region.reader().open(5)""");
            assertThat(python.is("(image.pixels == frame.pixels[:, :, ::-1]).all()")).isTrue();
            assertThat(python.is("numpy.shares_memory(image.pixels, region._bytes)")).isTrue();
            String code = "catfollow.read_image('%s', meta, 'development').code";
            for (String id : new String[] {"ring:1", "ring:6", "ring:0"}) {
                assertThat(python.text(code.formatted(id))).as(id).isEqualTo("NOT_FOUND");
            }
            for (String id : new String[] {"ring:", "ring:-2", "ring:9x", " "}) {
                assertThat(python.text(code.formatted(id))).as(id).isEqualTo("BAD_ID");
            }
            assertThat(
                            python.failure(
                                    "catfollow.read_image('ring:5', {'width': 96, 'height': 63})"))
                    .contains("has 96x64 pixels, and image_meta says 96x63");
            python.run("kept = catfollow.read_image('ring:5', meta)");
            assertThat(python.is("kept.still_valid()")).isTrue();
            camera.write(Camera.SLOTS);
            assertThat(python.failure("with kept:\n    kept.pixels.mean()"))
                    .isEqualTo("ImageError: frame 5 was overwritten while it was used");
        }
    }
}
