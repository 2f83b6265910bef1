package org.facelane.venue.pass;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.upokecenter.cbor.CBORObject;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.facelane.face.CompactTemplate;
import org.facelane.face.Features;
import org.facelane.face.ModelVersion;
import org.facelane.face.Probe;
import org.facelane.face.Reference;
import org.facelane.face.ReferenceId;
import org.facelane.face.Template;
import org.facelane.venue.Event;
import org.facelane.venue.EventId;
import org.facelane.venue.Mode;
import org.facelane.venue.TicketId;
import org.facelane.venue.keys.EventKeys;
import org.facelane.venue.keys.MasterKey;
import org.facelane.venue.keys.PassKeys;
import org.facelane.venue.keys.SigningKey;
import org.facelane.venue.pass.PassContents.Carried;
import org.facelane.venue.pass.PassReading.Genuine;
import org.facelane.venue.pass.PassReading.Refused;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PassReaderTest {
    private static final Instant NOW = Instant.parse("2026-11-22T18:00:00Z");
    private static final Duration SKEW = Duration.ofMinutes(5);
    private static final int DIMENSION = 192;

    @TempDir
    private static Path folder;

    private final Event event = event(Mode.PASS);
    private final EventKeys keys = EventKeys.draw(event.id());
    private final TicketId ticket = TicketId.random();
    private final Features face = features(new Random(1));
    private final Template template = Template.of(face, keys.rotation(DIMENSION));
    private final Reference reference = new Reference(new ReferenceId(UUID.randomUUID()), template);
    private final String text = pass(event, keys).pass().text();

    @BeforeAll
    static void installKeys() {
        MasterKey.open(folder.resolve("master.key"));
    }

    @Test
    void opensAGenuinePass() {
        PassContents contents = genuine(read(text, NOW));
        assertThat(contents.ticket()).isEqualTo(ticket);
        assertThat(contents.validFrom()).isEqualTo(NOW);
        assertThat(contents.validUntil()).isEqualTo(event.endsAt());
        assertThat(contents.carried())
                .isInstanceOfSatisfying(
                        Carried.Face.class,
                        carried -> assertThat(carried.template().similarity(Probe.of(face, keys.rotation(DIMENSION))))
                                .isGreaterThan(0.99));
    }

    @Test
    void holdsNothingButCharactersThatACodePacksTightest() {
        assertThat(text).matches("FL1:[0-9A-Z $%*+\\-./:]+").hasSizeLessThan(450);
    }

    @Test
    void twoPassesOfOneTemplateHaveNothingInCommon() {
        assertThat(pass(event, keys).pass().text().substring(60, 300)).isNotEqualTo(text.substring(60, 300));
    }

    @Test
    void sealedPassIsSmall_andItsSecretOpensTheTemplate() {
        Event sealedEvent = event(Mode.SEALED);
        EventKeys sealedKeys = EventKeys.draw(sealedEvent.id());
        PassMaker.Made made = pass(sealedEvent, sealedKeys);
        assertThat(made.pass().text()).hasSizeLessThan(340);
        PassContents contents = genuine(
                new PassReader(sealedKeys.passKeys(), SKEW).read(made.pass().text(), NOW));
        assertThat(contents.carried()).isInstanceOfSatisfying(Carried.Secret.class, carried -> {
            byte[] sealed = made.sealed().orElseThrow();
            assertThat(carried.secret().open(sealed, reference.id(), sealedKeys.passKey()))
                    .isPresent();
            assertThat(carried.secret().open(sealed, reference.id(), keys.passKey()))
                    .isEmpty();
            assertThat(carried.secret().open(sealed, new ReferenceId(UUID.randomUUID()), sealedKeys.passKey()))
                    .isEmpty();
            assertThat(SealingSecret.draw().open(sealed, reference.id(), sealedKeys.passKey()))
                    .isEmpty();
        });
    }

    @Test
    void refused_foreignCode() {
        for (String foreign : new String[] {
            "",
            "TICKET-0001",
            "https://example.org/pass",
            "HC1:6BF+70790T9WJWG.FKY*4GO0.O1CV2 O5 N2FBBRW1*70HS8",
            "fl1:0"
        }) {
            assertRefused(foreign, NOW, PassRefusal.FOREIGN);
        }
    }

    @Test
    void refused_oversizedCode() {
        assertRefused(text + "0".repeat(2_000), NOW, PassRefusal.TOO_LONG);
        assertRefused("FL1:" + "0".repeat(1_000_000), NOW, PassRefusal.TOO_LONG);
    }

    @Test
    void refused_truncatedAtEveryLength() {
        for (int length = PassText.PREFIX.length(); length < text.length(); length++) {
            assertRefused(text.substring(0, length), NOW, PassRefusal.DAMAGED);
        }
        assertRefused(text + "00", NOW, PassRefusal.DAMAGED);
    }

    @Test
    void refused_passOfAnotherEvent() {
        Event other = event(Mode.PASS);
        assertRefused(pass(other, EventKeys.draw(other.id())).pass().text(), NOW, PassRefusal.OTHER_EVENT);
    }

    @Test
    void refused_otherEventsPassUnderThisEventsKeyId() {
        Event other = event(Mode.PASS);
        Cose.Signed theirs = Cose.signed(PassText.read(
                                pass(other, EventKeys.draw(other.id())).pass().text())
                        .orElseThrow())
                .orElseThrow();
        Cose.Signed ours = Cose.signed(PassText.read(text).orElseThrow()).orElseThrow();
        assertRefused(message(ours.head(), theirs.payload(), theirs.signature()), NOW, PassRefusal.FORGED);
        assertRefused(message(ours.head(), theirs.payload(), ours.signature()), NOW, PassRefusal.FORGED);
    }

    @Test
    void refused_madeOfAllThatAStolenAgentHolds_underAnotherKeyThatNamesItselfOurs() {
        PassKeys stolen = keys.passKeys();
        byte[] payload = Cose.encrypt(contents(NOW, event.endsAt()).write(), stolen.unsealing(), stolen.event());
        byte[] head =
                Cose.signed(PassText.read(text).orElseThrow()).orElseThrow().head();
        byte[] signature = Cose.signed(Cose.sign(payload, SigningKey.draw(), event.id()))
                .orElseThrow()
                .signature();
        assertRefused(message(head, payload, signature), NOW, PassRefusal.FORGED);
    }

    @Test
    void refused_sealedByAnotherPassKey() {
        byte[] other = new byte[32];
        assertRefused(
                signed(Cose.encrypt(contents(NOW, event.endsAt()).write(), other, event.id())),
                NOW,
                PassRefusal.FORGED);
    }

    @Test
    void refused_signedButNotSealed() {
        assertRefused(signed(contents(NOW, event.endsAt()).write()), NOW, PassRefusal.FORGED);
    }

    @Test
    void refused_signedAndSealedNonsense() {
        assertRefused(signed(Cose.encrypt(new byte[] {1, 2, 3}, keys.passKey(), event.id())), NOW, PassRefusal.FORGED);
    }

    @Test
    void refused_sameContentsInAnotherSpelling() {
        byte[] bytes = PassText.read(text).orElseThrow();
        byte[] longer = new byte[bytes.length + 1];
        longer[0] = (byte) 0x98;
        longer[1] = 4;
        System.arraycopy(bytes, 1, longer, 2, bytes.length - 1);
        assertRefused(PassText.write(longer), NOW, PassRefusal.DAMAGED);
        byte[] tagged = new byte[bytes.length + 1];
        tagged[0] = (byte) 0xd2;
        System.arraycopy(bytes, 0, tagged, 1, bytes.length);
        assertRefused(PassText.write(tagged), NOW, PassRefusal.DAMAGED);
    }

    @Test
    void refused_expired_afterTheSkew() {
        assertThat(read(text, event.endsAt().plus(SKEW).minusMillis(1))).isInstanceOf(Genuine.class);
        assertRefused(text, event.endsAt().plus(SKEW), PassRefusal.EXPIRED);
    }

    @Test
    void refused_fromTheFuture_beyondTheSkew() {
        assertThat(read(text, NOW.minus(SKEW))).isInstanceOf(Genuine.class);
        assertRefused(text, NOW.minus(SKEW).minusMillis(1), PassRefusal.NOT_YET_VALID);
    }

    @Test
    void refused_anyOneBitChanged() {
        byte[] bytes = PassText.read(text).orElseThrow();
        for (int bit = 0; bit < 8 * bytes.length; bit++) {
            byte[] changed = bytes.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(read(PassText.write(changed), NOW)).as("bit %d", bit).isInstanceOf(Refused.class);
        }
    }

    @Test
    void saysOneSentence_forEverythingAForgerCouldTry() {
        assertThat(new PassRefusal[] {PassRefusal.TOO_LONG, PassRefusal.FOREIGN, PassRefusal.FORGED, PassRefusal.UNKNOWN
                })
                .allSatisfy(refusal -> {
                    assertThat(refusal.says()).isEqualTo(PassRefusal.DAMAGED.says());
                    assertThat(refusal.advice()).isEqualTo(PassRefusal.DAMAGED.advice());
                });
    }

    @Test
    void onlyRefuses_whateverTheCode() {
        byte[] good = PassText.read(text).orElseThrow();
        for (int seed = 0; seed < 8_000; seed++) {
            Random random = new Random(seed);
            String shown = random.nextBoolean() ? PassText.write(changed(good, random)) : changed(text, random);
            try {
                PassReading reading = read(shown, NOW);
                assertThat(reading instanceof Refused || shown.equals(text))
                        .as("seed %d", seed)
                        .isTrue();
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
    }

    /// What is signed and sealed may still be nonsense, if somebody has the keys: it ends in an outcome all the
    /// same.
    @Test
    void onlyRefuses_whateverIsInside() {
        byte[] good = contents(NOW, event.endsAt()).write();
        for (int seed = 0; seed < 2_000; seed++) {
            byte[] inside = changed(good, new Random(seed));
            try {
                read(signed(Cose.encrypt(inside, keys.passKey(), event.id())), NOW);
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
    }

    @Test
    void base45IsThatOfTheStandard() {
        assertThat(Base45.encode("AB".getBytes(US_ASCII))).isEqualTo("BB8");
        assertThat(Base45.encode("Hello!!".getBytes(US_ASCII))).isEqualTo("%69 VD92EX0");
        assertThat(Base45.encode("base-45".getBytes(US_ASCII))).isEqualTo("UJCLQE7W581");
        assertThat(Base45.decode("QED8WEX0")).hasValue("ietf!".getBytes(US_ASCII));
        assertThat(Base45.decode("GGW")).isEmpty();
        assertThat(Base45.decode(":::")).isEmpty();
        assertThat(Base45.decode("a00")).isEmpty();
    }

    private PassReading read(String code, Instant now) {
        return new PassReader(keys.passKeys(), SKEW).read(code, now);
    }

    private static PassContents genuine(PassReading reading) {
        assertThat(reading).isInstanceOf(Genuine.class);
        return ((Genuine) reading).contents();
    }

    private void assertRefused(String code, Instant now, PassRefusal reason) {
        assertThat(read(code, now)).isEqualTo(new Refused(reason));
    }

    private PassMaker.Made pass(Event of, EventKeys by) {
        return new PassMaker(of, by).make(ticket, reference, NOW);
    }

    private PassContents contents(Instant from, Instant until) {
        return new PassContents(ticket, from, until, new Carried.Face(CompactTemplate.of(template)));
    }

    private String signed(byte[] payload) {
        return PassText.write(Cose.sign(payload, keys.signing(), event.id()));
    }

    private static String message(byte[] head, byte[] payload, byte[] signature) {
        return PassText.write(Cbor.write(Cbor.array(
                CBORObject.FromObject(head),
                CBORObject.NewMap(),
                CBORObject.FromObject(payload),
                CBORObject.FromObject(signature))));
    }

    private static byte[] changed(byte[] good, Random random) {
        byte[] bytes = Arrays.copyOf(good, 1 + random.nextInt(good.length + 8));
        for (int i = random.nextInt(6); i > 0; i--) {
            bytes[random.nextInt(random.nextBoolean() ? Math.min(30, bytes.length) : bytes.length)] =
                    (byte) random.nextInt();
        }
        return bytes;
    }

    private static String changed(String good, Random random) {
        StringBuilder changed = new StringBuilder(good);
        for (int i = random.nextInt(6); i > 0; i--) {
            int at = random.nextInt(changed.length());
            switch (random.nextInt(3)) {
                case 0 -> changed.setCharAt(at, (char) random.nextInt(0x250));
                case 1 -> changed.deleteCharAt(at);
                default -> changed.insert(at, (char) (' ' + random.nextInt(90)));
            }
        }
        return changed.toString();
    }

    private static Event event(Mode mode) {
        return new Event(
                EventId.random(),
                "Cup final",
                "Stadium",
                NOW,
                NOW.plus(Duration.ofHours(5)),
                mode,
                NOW.plus(Duration.ofDays(2)),
                Optional.empty());
    }

    private static Features features(Random random) {
        float[] values = new float[DIMENSION];
        for (int k = 0; k < values.length; k++) {
            values[k] = (float) random.nextGaussian();
        }
        return Features.of(new ModelVersion("test-1f00c0ffee12"), values);
    }
}
