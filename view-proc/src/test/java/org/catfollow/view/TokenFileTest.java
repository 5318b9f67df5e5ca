package org.catfollow.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.catfollow.runtime.StageFailure;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenFileTest {
    @TempDir private Path folder;
    private Path file;

    @BeforeEach
    void namesAFile() {
        file = folder.resolve("state/view.token");
    }

    @Test
    void makesATokenForItsOwnerAloneAndKeepsIt() throws IOException {
        TokenFile first = TokenFile.of(file);
        assertThat(first.made()).isTrue();
        assertThat(first.token()).hasSize(24);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        TokenFile second = TokenFile.of(file);
        assertThat(second.made()).isFalse();
        assertThat(second.token()).isEqualTo(first.token());
    }

    @Test
    void makesAnotherOneInAnotherPlace() {
        assertThat(TokenFile.of(file).token())
                .isNotEqualTo(TokenFile.of(folder.resolve("other")).token());
    }

    @Test
    void refusesAFileThatOthersCanRead() throws IOException {
        TokenFile.of(file);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        assertThatThrownBy(() -> TokenFile.of(file))
                .isInstanceOf(StageFailure.class)
                .hasMessageContaining("rw-r-----")
                .hasMessageContaining("chmod 600");
    }

    @Test
    void refusesAFileWithoutAToken() throws IOException {
        TokenFile.of(file);
        Files.writeString(file, "short\n");
        assertThatThrownBy(() -> TokenFile.of(file))
                .isInstanceOf(StageFailure.class)
                .hasMessageContaining("16 to 128");
    }
}
