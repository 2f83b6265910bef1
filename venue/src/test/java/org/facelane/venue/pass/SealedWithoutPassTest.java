package org.facelane.venue.pass;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.facelane.face.CompactTemplate;
import org.facelane.face.Features;
import org.facelane.face.Probe;
import org.facelane.face.Reference;
import org.facelane.face.ReferenceId;
import org.facelane.face.Sha256;
import org.facelane.face.Template;
import org.facelane.venue.Consent;
import org.facelane.venue.Event;
import org.facelane.venue.Guest;
import org.facelane.venue.GuestId;
import org.facelane.venue.Mode;
import org.facelane.venue.enrol.EventOpening;
import org.facelane.venue.keys.EventKeys;
import org.facelane.venue.keys.MasterKey;
import org.facelane.venue.store.EventKeyStore;
import org.facelane.venue.store.GuestStore;
import org.facelane.venue.store.Sql;
import org.facelane.venue.testing.Guests;
import org.facelane.venue.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Somebody who has all that the operator of a `SEALED` event has: every row of the database, the master key's file,
/// the event's keys unwrapped, and the product's code. What is missing is the pass in the guest's hand.
///
/// It cannot show that no key exists, only that none lies about: every run of 32 bytes in what the operator has,
/// and every hash of anything, is tried as the secret, as the key, and as what the key is derived from.
final class SealedWithoutPassTest {
    private static final int KEY_BYTES = 32;
    private static final int IV_BYTES = 12;
    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/]{16,}={0,2}");

    private static TestDatabase test;

    @TempDir
    private Path folder;

    private final Features face = Guests.features(7);
    private final ReferenceId id = new ReferenceId(UUID.randomUUID());

    @BeforeAll
    static void open() {
        test = TestDatabase.fresh();
    }

    @AfterAll
    static void close() {
        test.close();
    }

    @Test
    void nothingThatTheOperatorHasOpensATemplate_andThePassDoes() throws Exception {
        Path keyFile = folder.resolve("master.key");
        MasterKey master = MasterKey.open(keyFile);
        Event event = Guests.event(Mode.SEALED);
        new EventOpening(test.database(), master).open(event, "staff tests", Guests.NOW);
        EventKeys keys = test.database()
                .read(tx -> EventKeyStore.find(tx, event.id(), master))
                .orElseThrow();
        Pass pass = enrol(event, keys);
        byte[] sealed = test.database()
                .read(tx -> Sql.first(tx, "select sealed from pass", row -> row.getBytes(1)))
                .orElseThrow();

        Map<String, byte[]> has = everythingStored();
        Files.readAllLines(keyFile).forEach(line -> has.put("key file " + has.size(), line.getBytes(UTF_8)));
        has.putAll(unwrapped(event, keys, master));
        assertThat(has).hasSizeGreaterThan(50);
        Set<String> tried = candidates(has);
        assertThat(tried).hasSizeGreaterThan(1_000);
        assertThat(tried).as("what opens it").noneMatch(candidate -> opens(bytes(candidate), sealed, keys));

        Map<String, byte[]> withPass = new LinkedHashMap<>(has);
        withPass.put("the pass", contents(pass, keys));
        assertThat(candidates(withPass))
                .as("the same search with the pass")
                .anyMatch(candidate -> opens(bytes(candidate), sealed, keys));
    }

    @Test
    void thePassAlone_withoutTheEventsKeys_opensNothing() {
        Event event = Guests.event(Mode.SEALED);
        EventKeys keys = EventKeys.draw(event.id());
        PassMaker.Made made = new PassMaker(event, keys)
                .make(
                        Guests.ticket(test, Guests.event(test)).id(),
                        new Reference(id, Template.of(face, keys.rotation(192))),
                        Guests.NOW);
        EventKeys others = EventKeys.draw(event.id());
        byte[] bytes = PassText.read(made.pass().text()).orElseThrow();
        assertThat(candidates(Map.of("pass", bytes, "text", made.pass().text().getBytes(US_ASCII))))
                .hasSizeGreaterThan(100)
                .noneMatch(candidate -> opens(bytes(candidate), made.sealed().orElseThrow(), others));
    }

    private Pass enrol(Event event, EventKeys keys) {
        Guest guest = new Guest(
                GuestId.random(), event.id(), Guests.ticket(test, event).id());
        PassMaker.Made made = new PassMaker(event, keys)
                .make(guest.ticket(), new Reference(id, Template.of(face, keys.rotation(192))), Guests.NOW);
        test.database().transact(tx -> {
            assertThat(GuestStore.insert(tx, guest, new Consent(1, "en"), Guests.NOW))
                    .isTrue();
            PassStore.insert(tx, guest, id, made, Guests.NOW);
            return guest;
        });
        return made.pass();
    }

    /// What only somebody with the pass can read out of it: the event's pass key opens the envelope, not the
    /// template.
    private static byte[] contents(Pass pass, EventKeys keys) {
        return PassText.read(pass.text())
                .flatMap(Cose::signed)
                .flatMap(signed -> signed.verified(keys.signing().verifyingKey(), keys.event()))
                .flatMap(payload -> Cose.decrypted(payload, keys.passKey(), keys.event()))
                .orElseThrow();
    }

    /// Every value of every row of every table: the bytes as they are, everything else as the database writes it.
    private static Map<String, byte[]> everythingStored() {
        return test.database().read(tx -> {
            Map<String, byte[]> all = new LinkedHashMap<>();
            for (String[] column : Sql.list(
                    tx,
                    "select table_name, column_name, data_type from information_schema.columns"
                            + " join information_schema.tables using (table_schema, table_name)"
                            + " where table_schema = 'public' and table_type = 'BASE TABLE'",
                    row -> new String[] {row.getString(1), row.getString(2), row.getString(3)})) {
                boolean binary = column[2].equals("bytea");
                String query = "select %2$s%3$s from %1$s where %2$s is not null"
                        .formatted(column[0], "\"" + column[1] + "\"", binary ? "" : "::text");
                for (byte[] value : Sql.list(
                        tx,
                        query,
                        row -> binary ? row.getBytes(1) : row.getString(1).getBytes(UTF_8))) {
                    all.put(column[0] + "." + column[1] + " " + all.size(), value);
                }
            }
            return all;
        });
    }

    private static Map<String, byte[]> unwrapped(Event event, EventKeys keys, MasterKey master)
            throws GeneralSecurityException {
        Map<String, byte[]> all = new LinkedHashMap<>();
        all.put(
                "event keys",
                master.unwrap(keys.wrapped(master), ("facelane event key " + event.id()).getBytes(US_ASCII)));
        all.put("pass key", keys.passKey());
        all.put("link key", keys.linkKey());
        all.put("signing seed", keys.signing().seed());
        return all;
    }

    /// Every run of 32 bytes of what is not mere text, that which text spells in Base64 or in hex included; and the
    /// SHA-256 of everything. As hex, because arrays are not equal to each other.
    private static Set<String> candidates(Map<String, byte[]> has) {
        List<byte[]> values = new ArrayList<>();
        for (byte[] value : has.values()) {
            values.add(Sha256.of(value));
            if (isText(value)) {
                String text = new String(value, US_ASCII);
                for (Matcher found = BASE64.matcher(text); found.find(); ) {
                    values.addAll(decoded(found.group()));
                }
                values.addAll(decoded(text.replace("-", "")));
            } else {
                values.add(value);
            }
        }
        Set<String> runs = new LinkedHashSet<>();
        for (byte[] value : values) {
            for (int from = 0; from + KEY_BYTES <= value.length; from++) {
                runs.add(HexFormat.of().formatHex(value, from, from + KEY_BYTES));
            }
        }
        return runs;
    }

    private static boolean isText(byte[] value) {
        for (byte one : value) {
            if (one < ' ' && one != '\n') {
                return false;
            }
        }
        return true;
    }

    private static List<byte[]> decoded(String text) {
        List<byte[]> all = new ArrayList<>();
        try {
            all.add(Base64.getDecoder().decode(text));
        } catch (IllegalArgumentException e) {
            // then it is none
            all.clear();
        }
        if (text.matches("([0-9a-fA-F]{2})+")) {
            all.add(HexFormat.of().parseHex(text));
        }
        return all;
    }

    private boolean opens(byte[] candidate, byte[] sealed, EventKeys keys) {
        return SealingSecret.of(candidate)
                        .open(sealed, id, keys.passKey())
                        .map(template -> template.similarity(Probe.of(face, keys.rotation(192))) > 0.9)
                        .orElse(false)
                || decrypts(candidate, sealed)
                || decrypts(derived(candidate, new byte[0]), sealed)
                || decrypts(derived(keys.passKey(), candidate), sealed);
    }

    private byte[] derived(byte[] from, byte[] salt) {
        try {
            return KDF.getInstance("HKDF-SHA256")
                    .deriveData(HKDFParameterSpec.ofExtract()
                            .addIKM(from)
                            .addSalt(salt)
                            .thenExpand(("facelane sealed template " + id).getBytes(US_ASCII), KEY_BYTES));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean decrypts(byte[] key, byte[] sealed) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(
                    Cipher.DECRYPT_MODE,
                    new SecretKeySpec(key, "AES"),
                    new GCMParameterSpec(128, Arrays.copyOf(sealed, IV_BYTES)));
            CompactTemplate.fromBytes(cipher.doFinal(sealed, IV_BYTES, sealed.length - IV_BYTES));
            return true;
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }
}
