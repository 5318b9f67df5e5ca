package org.catfollow.shm;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.lang.invoke.VarHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.catfollow.shm.commands.CommandReceiver;
import org.catfollow.shm.commands.CommandSender;
import org.catfollow.shm.images.ImageStore;
import org.catfollow.shm.layout.Geometry;
import org.catfollow.shm.sequence.FrameSequenceReader;
import org.catfollow.shm.sequence.FrameSequenceWriter;
import org.catfollow.shm.sequence.TwoCellReader;
import org.catfollow.shm.sequence.TwoCellWriter;
import org.catfollow.shm.waiting.Waiter;
import org.catfollow.shm.waiting.Waker;
import org.junit.jupiter.api.Test;

/** The fences are where they belong and still there; nothing else has come in. */
class ArchitectureTest {
    private static final String HERE = ArchitectureTest.class.getPackageName();
    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages(HERE);
    private static final JavaClasses VIOLATIONS =
            new ClassFileImporter().importClasses(Violation.class);

    private static final ArchRule FENCES_IN_THREE_PACKAGES =
            noClasses()
                    .that()
                    .resideOutsideOfPackages(
                            HERE + ".sequence", HERE + ".waiting", HERE + ".images")
                    .should()
                    .callMethodWhere(
                            com.tngtech.archunit.base.DescribedPredicate.describe(
                                    "a fence of VarHandle",
                                    call ->
                                            call.getTargetOwner().isEquivalentTo(VarHandle.class)
                                                    && call.getName().endsWith("Fence")));

    private static final ArchRule NOTHING_BUT_JAVA_AND_CHRONICLE =
            com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes()
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(
                            HERE + "..",
                            "java..",
                            "net.openhft.chronicle.bytes..",
                            "net.openhft.chronicle.core..");

    private static final ArchRule LAYOUT_WITHOUT_IO =
            noClasses()
                    .that()
                    .resideInAnyPackage(HERE + ".layout")
                    .or()
                    .haveSimpleName("Violation")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "java.io..",
                            "java.nio..",
                            "java.net..",
                            "java.lang.foreign..",
                            "net.openhft..",
                            "org.junit..",
                            HERE + ".region..",
                            HERE + ".ring..",
                            HERE + ".sequence..");

    private static final ArchRule NO_LOGGING =
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("org.slf4j..", "java.util.logging..");

    /** Breaks every rule; never run. */
    static final class Violation {
        static long breakThem(Path path) throws IOException {
            VarHandle.fullFence(); // orders: nothing BEFORE nothing
            assertThat(path).isNotNull();
            java.util.logging.Logger.getGlobal().info("once a frame");
            return Files.size(path);
        }

        private Violation() {}
    }

    @Test
    void fencesAreCalledInThreePackagesOnly() {
        assertThat(CLASSES.contain(Waker.class)).isTrue();
        assertThat(CLASSES.contain(ImageStore.class)).isTrue();
        FENCES_IN_THREE_PACKAGES.check(CLASSES);
    }

    @Test
    void onlyJavaAndChronicleAreUsed() {
        NOTHING_BUT_JAVA_AND_CHRONICLE.check(CLASSES);
    }

    @Test
    void theLayoutDoesNoInputOrOutput() {
        assertThat(CLASSES.contain(Geometry.class)).isTrue();
        LAYOUT_WITHOUT_IO.check(CLASSES);
    }

    @Test
    void nothingIsLogged() {
        NO_LOGGING.check(CLASSES);
    }

    @Test
    void everyRuleCanFail() {
        for (ArchRule rule :
                List.of(
                        FENCES_IN_THREE_PACKAGES,
                        NOTHING_BUT_JAVA_AND_CHRONICLE,
                        LAYOUT_WITHOUT_IO,
                        NO_LOGGING)) {
            assertThatThrownBy(() -> rule.check(VIOLATIONS))
                    .as(rule.getDescription())
                    .isInstanceOf(AssertionError.class);
        }
    }

    /** Returns how often a method of a class calls another of this name. */
    private static long calls(JavaClass type, String method, String called) {
        assertThat(type.getAllMethods()).extracting(m -> m.getName()).contains(method);
        return type.getMethodCallsFromSelf().stream()
                .filter(call -> call.getOrigin().getName().equals(method))
                .filter(call -> call.getName().equals(called))
                .count();
    }

    private static long calls(Class<?> type, String method, String called) {
        return calls(CLASSES.get(type), method, called);
    }

    @Test
    void theFencesAreStillThere() {
        assertThat(calls(FrameSequenceWriter.class, "open", "fullFence")).isEqualTo(1);
        assertThat(calls(FrameSequenceWriter.class, "commit", "fullFence")).isEqualTo(1);
        assertThat(calls(FrameSequenceReader.class, "stillValid", "acquireFence")).isEqualTo(1);
        assertThat(calls(TwoCellWriter.class, "open", "releaseFence")).isEqualTo(1);
        assertThat(calls(TwoCellReader.class, "read", "acquireFence")).isEqualTo(1);
        assertThat(calls(Waker.class, "wake", "fullFence")).isEqualTo(1);
    }

    @Test
    void releaseStoresAreStillThere() {
        String release = "writeOrderedLong";
        assertThat(calls(FrameSequenceWriter.class, "commit", release)).isEqualTo(1);
        assertThat(calls(FrameSequenceWriter.class, "announce", release)).isEqualTo(1);
        assertThat(calls(TwoCellWriter.class, "publish", release)).isEqualTo(1);
        assertThat(calls(CommandSender.class, "send", release)).isEqualTo(1);
        assertThat(calls(CommandReceiver.class, "take", release)).isEqualTo(1);
        // The result, then that it is there.
        assertThat(calls(CommandReceiver.class, "answer", release)).isEqualTo(2);
        JavaClass header = CLASSES.get(HERE + ".region.RegionHeader");
        assertThat(calls(header, "write", release)).isEqualTo(1);
    }

    @Test
    void acquireLoadsAreStillThere() {
        String acquire = "readVolatileLong";
        assertThat(calls(FrameSequenceReader.class, "newestFrame", acquire)).isEqualTo(1);
        assertThat(calls(FrameSequenceReader.class, "open", acquire)).isEqualTo(1);
        assertThat(calls(FrameSequenceReader.class, "stillValid", acquire)).isEqualTo(1);
        assertThat(calls(TwoCellWriter.class, "open", acquire)).isEqualTo(1);
        assertThat(calls(TwoCellReader.class, "newestGeneration", acquire)).isEqualTo(1);
        assertThat(calls(TwoCellReader.class, "read", acquire)).isEqualTo(1);
        assertThat(calls(CommandReceiver.class, "next", acquire)).isEqualTo(1);
        assertThat(calls(CommandSender.class, "send", acquire)).isEqualTo(2);
        assertThat(calls(CommandSender.class, "result", acquire)).isEqualTo(2);
        // The decrement is in a finally block, which the compiler writes twice.
        assertThat(calls(Waiter.class, "sleep", "addAndGetInt")).isEqualTo(3);
        JavaClass header = CLASSES.get(HERE + ".region.RegionHeader");
        assertThat(calls(header, "isReady", acquire)).isEqualTo(1);
    }

    @Test
    void theCountOfCallsSeesAMissingFence() {
        JavaClass violation = VIOLATIONS.get(Violation.class);
        assertThat(calls(violation, "breakThem", "fullFence")).isEqualTo(1);
        assertThat(calls(violation, "breakThem", "acquireFence")).isZero();
    }
}
