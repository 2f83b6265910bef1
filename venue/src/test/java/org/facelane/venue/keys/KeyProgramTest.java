package org.facelane.venue.keys;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The master key under a key that only a program reaches; here the program is a script that runs OpenSSL.
class KeyProgramTest {
    private static final byte[] SECRET = "what is wrapped".getBytes(US_ASCII);
    private static final byte[] PURPOSE = "test".getBytes(US_ASCII);

    @TempDir
    private Path folder;

    private Path file;
    private Path program;
    private Optional<String> uri;

    @BeforeEach
    void write() throws IOException {
        file = folder.resolve("master.key");
        program = folder.resolve("kms");
        Files.writeString(folder.resolve("kek"), "drawn for this test\n");
        script("""
            case $1 in
            wrap) exec openssl enc -aes-256-ctr -pbkdf2 -iter 1000 -pass file:%1$s/kek ;;
            unwrap) exec openssl enc -d -aes-256-ctr -pbkdf2 -iter 1000 -pass file:%1$s/kek ;;
            esac
            """.formatted(folder));
        uri = Optional.of("program://" + program);
    }

    @Test
    void opensWithTheProgram_andWithNothingElse() throws IOException, GeneralSecurityException {
        byte[] wrapped = MasterKey.open(file, uri).wrap(SECRET, PURPOSE);
        assertThat(MasterKey.open(file, uri).unwrap(wrapped, PURPOSE)).isEqualTo(SECRET);
        assertThat(Files.readString(file)).contains("encryptedKeyset").doesNotContain("\"value\"");
        refuses(Optional.empty(), "damaged");
        Files.writeString(folder.resolve("kek"), "another key\n");
        refuses(uri, "damaged");
    }

    @Test
    void keyFileInTheClear_isEncrypted_movedToAnotherKey_andRotated() throws GeneralSecurityException {
        byte[] wrapped = MasterKey.open(file).wrap(SECRET, PURPOSE);
        Optional<String> card = Optional.of("file://" + folder.resolve("card.key"));
        MasterKey.encrypt(file, Optional.empty(), uri.orElseThrow());
        assertThat(MasterKey.open(file, uri).unwrap(wrapped, PURPOSE)).isEqualTo(SECRET);
        MasterKey.encrypt(file, uri, card.orElseThrow());
        refuses(uri, "damaged");
        MasterKey.encrypt(file, card, uri.orElseThrow());
        MasterKey running = MasterKey.open(file, uri);
        MasterKey.open(file, uri).promote();
        assertThat(running.count()).isEqualTo(2);
        assertThat(running.unwrap(wrapped, PURPOSE)).isEqualTo(SECRET);
    }

    @Test
    void serviceAway_theStartIsRefused_andARunningServerGoesOn() throws IOException, GeneralSecurityException {
        MasterKey running = MasterKey.open(file, uri);
        byte[] wrapped = running.wrap(SECRET, PURPOSE);
        MasterKey.open(file, uri).prepare();
        script("echo 'no route to the key service' >&2\nexit 7\n");
        refuses(uri, "kms unwrap ended with 7: no route to the key service");
        assertThat(running.unwrap(wrapped, PURPOSE)).isEqualTo(SECRET);
        assertThat(running.wrap(SECRET, PURPOSE)).isNotEmpty();
    }

    @Test
    void programThatHangs_isEnded() throws IOException {
        script("exec sleep 300\n");
        refuses(Optional.of(uri.orElseThrow() + "?timeout=1"), "did not answer within 1 s");
    }

    @Test
    void programThatCannotBeTrusted_neverGetsAKey() throws IOException {
        script("cat\n");
        refuses(uri, "nothing would be encrypted");
        script("echo something else\n");
        refuses(uri, "does not unwrap what it has wrapped");
        script("exit 0\n");
        refuses(uri, "answered nothing");
        script("head -c 100000 /dev/zero\n");
        refuses(uri, "more than 65536 bytes");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxrwxrwx"));
        refuses(uri, "chmod go-w");
        assertThat(file).doesNotExist();
    }

    @Test
    void addressOfNothing() {
        refuses(Optional.of("program://" + folder.resolve("nothing")), "is no program");
        refuses(Optional.of(uri.orElseThrow() + "?timeout=0"), "timeout=1 to timeout=120");
        refuses(Optional.of(uri.orElseThrow() + "?wait=9"), "timeout=1 to timeout=120");
    }

    private void refuses(Optional<String> address, String why) {
        assertThatThrownBy(() -> MasterKey.open(file, address))
                .isInstanceOf(MasterKey.Unusable.class)
                .hasMessageContaining(why);
    }

    private void script(String body) throws IOException {
        Files.writeString(program, "#!/bin/sh\n" + body);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    }
}
