package org.facelane.venue.remnants;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The search finds every form, written in every way, at every place, and nothing where nothing is; and the list does
/// not hold what it looks for.
class SearchListTest {
    private static final long SEED = 20261122;

    @TempDir
    private Path folder;

    private final Random random = new Random(SEED);
    private final Traces traces = Traces.madeUp(random);
    private final SearchList list = SearchList.of(traces);

    @Test
    void findsEachForm_whereItWasLeft() {
        Map<Trace, byte[]> planted = traces.planted();
        assertThat(planted.keySet()).isEqualTo(list.traces());
        assertThat(planted.keySet().stream().map(Trace::form)).contains(Form.values());
        planted.forEach((trace, bytes) ->
                assertThat(list.in(bytes, bytes.length)).as(trace.says()).contains(trace));
    }

    @Test
    void findsAPiece_ofSeveralDozenBytes() {
        traces.planted().forEach((trace, bytes) -> {
            if (trace.encoding() == Encoding.PLAIN && trace.form().shape() == Shape.RUN) {
                byte[] piece = Arrays.copyOfRange(bytes, 41, 41 + 2 * Shape.RUN.span());
                assertThat(list.in(piece, piece.length)).as(trace.says()).contains(trace);
            }
        });
    }

    @Test
    void writtenAndReadAgain_findsTheSame_andHoldsNoPieceOfIt() {
        SearchList read = SearchList.of(list.lines());
        byte[] text = String.join("\n", list.lines()).getBytes(US_ASCII);
        traces.planted()
                .forEach((trace, bytes) -> assertThat(read.in(bytes, bytes.length))
                        .as(trace.says())
                        .contains(trace));
        assertThat(read.in(text, text.length)).isEmpty();
    }

    @Test
    void twoListsOfOneTemplate_haveNothingInCommon() {
        List<String> other = SearchList.of(traces).lines();
        assertThat(other.subList(1, other.size())).doesNotContainAnyElementsOf(list.lines());
    }

    @Test
    void damagedList() {
        assertThatThrownBy(() -> SearchList.of(List.of("something else"))).hasMessageContaining("no search list");
        assertThatThrownBy(() -> SearchList.of(List.of("facelane search list 1", "00", "ROTATED PLAIN")))
                .hasMessageContaining("no search list");
    }

    @Test
    void findsNothing_inNoiseAndZeros() {
        byte[] noise = new byte[1 << 22];
        random.nextBytes(noise);
        assertThat(list.in(noise, noise.length)).as("seed " + SEED).isEmpty();
        assertThat(list.in(new byte[1 << 20], 1 << 20)).isEmpty();
    }

    @Test
    void findsAcrossTheSeamsOfPieces() throws IOException {
        Trace trace = new Trace(Form.CODES_SPREAD, Encoding.PLAIN);
        byte[] planted = requireNonNull(traces.planted().get(trace));
        for (int at : new int[] {0, (8 << 20) - 40, (8 << 20) - 6000, (16 << 20) - (1 << 14) - 1}) {
            byte[] file = new byte[at + planted.length];
            System.arraycopy(planted, 0, file, at, planted.length);
            Files.write(folder.resolve("leak"), file);
            assertThat(new Haystack(list).files(folder)).as("at " + at).isEqualTo(Map.of(trace, Set.of("leak")));
        }
    }

    @Test
    void dump_plainOrPackedByGzip_andARefusalOfWhatCannotBeLookedInto() throws IOException {
        Trace trace = new Trace(Form.SEALED, Encoding.HEX);
        byte[] sql = requireNonNull(traces.planted().get(trace));
        Path plain = Files.write(folder.resolve("dump.sql"), sql);
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(sql);
        }
        Path gzipped = Files.write(folder.resolve("dump.sql.gz"), packed.toByteArray());
        Path custom = Files.write(folder.resolve("dump.custom"), "PGDMP and more".getBytes(US_ASCII));
        Haystack haystack = new Haystack(list);
        assertThat(haystack.dump(plain)).containsKey(trace);
        assertThat(haystack.dump(gzipped)).containsKey(trace);
        assertThatThrownBy(() -> haystack.dump(custom)).hasMessageContaining("pg_restore");
    }

    @Test
    void control_missesNothing() throws IOException {
        assertThat(Control.missed(folder)).isEmpty();
    }
}
