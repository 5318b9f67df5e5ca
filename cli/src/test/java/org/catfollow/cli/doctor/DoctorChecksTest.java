package org.catfollow.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.catfollow.cli.doctor.Finding.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorChecksTest {
    @TempDir private Path root;

    private static Finding only(Check check) {
        List<Finding> findings = check.look();
        assertThat(findings).hasSize(1);
        return findings.get(0);
    }

    private void write(String file, String text) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private Finding logind(long user) throws IOException {
        Files.createDirectories(root.resolve("run/systemd/system"));
        return only(new LogindCheck(root, user));
    }

    @Test
    void aNormalUsersRegionIsInDangerUnlessLogindIsToldOtherwise() throws IOException {
        assertThat(logind(1000).verdict()).isEqualTo(Verdict.CAREFUL);
        write("etc/systemd/logind.conf", "[Login]\n#RemoveIPC=no\n");
        assertThat(logind(1000).verdict()).isEqualTo(Verdict.CAREFUL);
        write("etc/systemd/logind.conf", "[Login]\nRemoveIPC = no\n");
        assertThat(logind(1000).verdict()).isEqualTo(Verdict.OK);
        write("etc/systemd/logind.conf.d/50-ours.conf", "[Login]\nRemoveIPC=yes\n");
        assertThat(logind(1000).verdict()).isEqualTo(Verdict.CAREFUL);
        write("usr/lib/systemd/logind.conf.d/60-later.conf", "[Login]\nRemoveIPC=false\n");
        assertThat(logind(1000).verdict()).isEqualTo(Verdict.OK);
    }

    @Test
    void aSystemUsersRegionIsSpared() throws IOException {
        assertThat(logind(0).verdict()).isEqualTo(Verdict.OK);
        assertThat(logind(999).verdict()).isEqualTo(Verdict.OK);
    }

    @Test
    void aMachineWithoutSystemdHasNoLogind() {
        assertThat(only(new LogindCheck(root, 1000)).text()).contains("does not run systemd");
    }

    private static List<Finding> unit(String show) {
        return new UnitCheck("cat-follow@x.service", () -> Optional.ofNullable(show)).look();
    }

    @Test
    void aUnitThatTakesMemoryOrDevicesAwayIsNamed() {
        List<Finding> findings =
                unit(
                        """
                        LoadState=loaded
                        User=cat-follow
                        RemoveIPC=yes
                        PrivateDevices=yes
                        PrivateTmp=no
                        """);
        assertThat(findings).extracting(Finding::verdict).containsOnly(Verdict.BAD);
        assertThat(findings).extracting(Finding::text).anyMatch(t -> t.contains("RemoveIPC=no"));
        assertThat(findings)
                .extracting(Finding::text)
                .anyMatch(t -> t.contains("PrivateDevices=no"));
    }

    @Test
    void theUnitThatIsShippedIsWell() throws IOException {
        Path unit =
                Path.of(System.getProperty("catfollow.repository"))
                        .resolve("deploy/systemd/cat-follow@.service");
        String settings = Files.readString(unit);
        assertThat(unit("LoadState=loaded\n" + settings))
                .extracting(Finding::verdict)
                .containsExactly(Verdict.OK);
    }

    @Test
    void aUnitThatIsNotThereIsNoFault() {
        assertThat(unit("LoadState=not-found\n").get(0).verdict()).isEqualTo(Verdict.OK);
        assertThat(unit(null).get(0).verdict()).isEqualTo(Verdict.OK);
    }

    @Test
    void aFolderWithoutRoomOrOnADiskIsNamed() throws IOException {
        Path shm = Path.of("/dev/shm");
        assertThat(only(new SpaceCheck(shm.resolve("cat-follow-none"), 1)).verdict())
                .isEqualTo(Verdict.OK);
        Finding full = only(new SpaceCheck(shm.resolve("cat-follow-none"), Long.MAX_VALUE));
        assertThat(full.verdict()).isIn(Verdict.BAD, Verdict.OK);
        assertThat(full.text()).containsAnyOf("MB needed", "no limit");
        Finding missing = only(new SpaceCheck(root.resolve("none/region"), 1));
        assertThat(missing.verdict()).isEqualTo(Verdict.BAD);
        assertThat(missing.text()).contains("is no folder that you may write");
    }

    @Test
    void aStageThatSeesAnotherRegionUnderThePathIsNamed() throws IOException {
        Path region = root.resolve("region");
        Files.writeString(region, "ours");
        Path inside = Path.of("/").relativize(region);
        Path theirs = root.resolve("proc/77/root").resolve(inside);
        Files.createDirectories(theirs.getParent());
        Files.createLink(theirs, region);
        Check check = new SharingCheck(root.resolve("proc"), region, Map.of("tracker", 77L));
        assertThat(only(check).verdict()).isEqualTo(Verdict.OK);
        Files.delete(theirs);
        assertThat(only(check).verdict()).isEqualTo(Verdict.UNKNOWN);
        Files.writeString(theirs, "theirs");
        assertThat(only(check).verdict()).isEqualTo(Verdict.BAD);
        assertThat(only(check).text()).contains("tracker (process 77) has another file under");
    }
}
