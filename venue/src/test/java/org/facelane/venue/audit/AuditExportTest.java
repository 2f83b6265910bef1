package org.facelane.venue.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.facelane.venue.store.AuditLog;
import org.facelane.venue.testing.Guests;
import org.facelane.venue.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What an officer takes away can be checked by anybody, and gives nothing away that was filtered out.
class AuditExportTest {
    private static final AuditFilter GUESTS =
            new AuditFilter(AuditFilter.ALL.from(), AuditFilter.ALL.until(), "guest", "", "");

    @TempDir
    Path folder;

    private TestDatabase test;

    @BeforeEach
    void write() {
        test = TestDatabase.fresh();
        for (int i = 1; i <= 30; i++) {
            String actor = i % 10 == 0 ? "guest" : "lane " + i;
            AuditLog.Line line = new AuditLog.Line(Guests.NOW.plusSeconds(i), actor, "did", "secret subject " + i);
            test.database().transact(tx -> {
                AuditLog.write(tx, line);
                return true;
            });
        }
        AuditChain chain =
                new AuditChain(test.database(), test.master(), Duration.ofMinutes(1), folder.resolve("heads"));
        chain.advance(Guests.NOW);
    }

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void aFilteredExport_isWhole_andWithholdsTheRest() throws IOException {
        Path file = export(GUESTS);
        String text = Files.readString(file, UTF_8);
        assertThat(text).contains("secret subject 20\"").doesNotContain("secret subject 21\"");
        AuditReport report = AuditExport.check(file);
        assertThat(report.isWhole()).isTrue();
        assertThat(report.count()).isEqualTo(21);
        assertThat(report.signedUpTo()).isEqualTo(30);
    }

    @Test
    void anExportThatWasChanged_isNotWhole() throws IOException {
        Path file = export(GUESTS);
        String text = Files.readString(file, UTF_8);
        Files.writeString(file, text.replace("secret subject 20", "secret subject 2O"), UTF_8);
        assertThat(AuditExport.check(file).isWhole()).isFalse();
        Files.writeString(file, text.replaceFirst("\"lines\" : \\[ \\{[^}]*}, ", "\"lines\" : [ "), UTF_8);
        assertThat(AuditExport.check(file).isWhole()).isFalse();
        Files.writeString(file, text.substring(0, text.length() / 2), UTF_8);
        assertThatThrownBy(() -> AuditExport.check(file)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void asCsv_itHasTheLinesThatFit() throws IOException {
        StringWriter csv = new StringWriter();
        AuditExport.csv(test.database().read(tx -> AuditExport.of(tx, GUESTS)), csv);
        assertThat(csv.toString().lines())
                .hasSize(4)
                .first()
                .isEqualTo("number,at,actor,action,subject,salt,digest,hash");
    }

    @Test
    void anExportOfNothing_isWhole() throws IOException {
        AuditFilter nobody = new AuditFilter(AuditFilter.ALL.from(), AuditFilter.ALL.until(), "nobody", "", "");
        assertThat(AuditExport.check(export(nobody)).isWhole()).isTrue();
    }

    private Path export(AuditFilter filter) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        AuditExport.json(test.database().read(tx -> AuditExport.of(tx, filter)), Guests.NOW, out);
        return Files.write(folder.resolve("export.json"), out.toByteArray());
    }
}
