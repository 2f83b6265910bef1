package org.facelane.venue.proof;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.facelane.venue.Consent;
import org.facelane.venue.Event;
import org.facelane.venue.GalleryVersion;
import org.facelane.venue.Lane;
import org.facelane.venue.Mode;
import org.facelane.venue.erase.Erasures;
import org.facelane.venue.store.ConsentTexts;
import org.facelane.venue.store.EventStore;
import org.facelane.venue.store.GuestStore.Given;
import org.facelane.venue.testing.Guests;
import org.facelane.venue.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// What a guest holds in hand: it says what is true, anybody can check it, and it outlives the event.
class GuestPapersTest {
    private TestDatabase test;
    private GuestPapers papers;
    private Erasures erasures;
    private Event event;
    private Guests.Enrolled guest;
    private Given given;

    @BeforeEach
    void enrol() {
        test = TestDatabase.fresh();
        papers = new GuestPapers(test.database(), test.master(), Guests.NOW);
        erasures = new Erasures(test.database(), "node");
        event = Guests.event(test);
        guest = Guests.enrolled(test, event);
        given = papers.read(token()).orElseThrow();
    }

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void aReceipt_saysWhatWasShownAndWhen_andAnybodyCanCheckIt() throws GeneralSecurityException {
        SignedDocument receipt = papers.receipt(given, "https://x/receipt/y", Guests.NOW);
        assertThat(checksWithTheJdk(receipt)).isTrue();
        JsonNode content = receipt.content();
        assertThat(content.path("schemaVersion").asString()).isEqualTo("ISO/IEC TS 27560:2023");
        assertThat(content.path("recordId").asString()).isEqualTo(given.id().toString());
        assertThat(content.path("events").get(0).path("eventTime").asString()).isEqualTo(Guests.NOW.toString());
        assertThat(content.path("withdrawalMethod").asString()).isEqualTo("https://x/receipt/y");
        assertThat(content.path("piiController").path("impactAssessment").asString())
                .isEqualTo(event.legalBasis().orElseThrow().dpiaReference());
        ConsentTexts.ConsentText text = test.database()
                .read(tx -> ConsentTexts.newest(tx, event.id(), "en"))
                .orElseThrow();
        byte[] shown = (text.title() + "\n\n" + text.body()).getBytes(UTF_8);
        assertThat(content.path("privacyNotice").path("hash").asString())
                .isEqualTo(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(shown)));
    }

    @Test
    void aChangedDocument_doesNotCheck() throws GeneralSecurityException {
        SignedDocument receipt = papers.receipt(given, "https://x", Guests.NOW);
        String payload = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(receipt.content().toString().replace("en", "de").getBytes(UTF_8));
        assertThat(checksWithTheJdk(new SignedDocument(receipt.header(), payload, receipt.signature())))
                .isFalse();
    }

    @Test
    void noToken_butOurs_opensAnything() {
        String token = token();
        String other = token.startsWith("A") ? "B" : "A";
        assertThat(papers.read(token)).isPresent();
        for (String forged : List.of("", "x", "%%%", token.substring(1), token + "AAAA", other + token.substring(1))) {
            assertThat(papers.read(forged)).as(forged).isEmpty();
        }
        String again = new GuestPapers(test.database(), test.master(), Guests.NOW)
                .read(token)
                .orElseThrow()
                .id()
                .toString();
        assertThat(again).isEqualTo(given.id().toString());
    }

    @Test
    void aCertificate_isThereWhenTheLastLaneHasLetGo_andNamesThemAll() throws GeneralSecurityException {
        Lane one = Guests.lane(test, event);
        Lane two = Guests.lane(test, event);
        for (Lane lane : List.of(one, two)) {
            GalleryVersion joined = erasures.join(lane.id(), Guests.NOW);
            erasures.acknowledge(lane.id(), joined, Guests.NOW);
        }
        erasures.withdraw(guest.guest().id(), Guests.NOW.plusSeconds(1));
        GalleryVersion version = test.database().read(tx -> EventStore.galleryVersion(tx, event.id()));
        erasures.acknowledge(one.id(), version, Guests.NOW.plusSeconds(2));
        assertThat(papers.certificate(given, Guests.NOW)).isEmpty();
        erasures.leave(two.id(), Guests.NOW.plusSeconds(3));

        SignedDocument certificate = papers.certificate(given, Guests.NOW).orElseThrow();
        assertThat(checksWithTheJdk(certificate)).isTrue();
        JsonNode content = certificate.content();
        assertThat(content.path("erasedAt").asString())
                .isEqualTo(Guests.NOW.plusSeconds(3).toString());
        assertThat(content.path("reference").asString())
                .isEqualTo(guest.reference().value().toString());
        assertThat(content.path("lanes").toString()).contains(one.name(), two.name(), "ACKNOWLEDGED", "LEFT");
        assertThat(content.path("keysDestroyedAt").isNull()).isTrue();
    }

    @Test
    void theEndOfTheEvent_destroysTheKeys_andTheLinkStillWorks() {
        erasures.endEvent(event.id(), "system", Guests.NOW.plusSeconds(5));
        Given after = papers.read(token()).orElseThrow();
        assertThat(after.withdrawnAt()).contains(Guests.NOW.plusSeconds(5));
        JsonNode content = papers.certificate(after, Guests.NOW).orElseThrow().content();
        assertThat(content.path("reason").asString()).isEqualTo("EVENT_END");
        assertThat(content.path("keysDestroyedAt").asString())
                .isEqualTo(Guests.NOW.plusSeconds(5).toString());
        assertThat(papers.receipt(after, "x", Guests.NOW).content().path("events"))
                .hasSize(2);
    }

    @Test
    void texts_standInFourLanguages_withTheLegalBasis() {
        for (String language : List.of("en", "de", "fr", "es")) {
            ConsentTexts.ConsentText text = test.database()
                    .read(tx -> ConsentTexts.newest(tx, event.id(), language))
                    .orElseThrow();
            assertThat(text.consent().language()).isEqualTo(language);
            assertThat(text.title()).contains(event.name());
            assertThat(text.body())
                    .contains(event.legalBasis().orElseThrow().dpiaReference(), "16")
                    .doesNotContain("{", "}");
        }
    }

    @Test
    void neitherAText_norAConsent_norTheLegalBasis_canBeChanged() {
        for (String sql : List.of(
                "update consent_text set body = 'something else'",
                "delete from consent_text where language = 'en'",
                "update consent set version = 2",
                "update consent set shown_hash = sha256('x')",
                "update consent set declaration = 'GUARDIAN'",
                "update consent set given_at = now()",
                "update event set jurisdiction = null",
                "update event set dpia_reference = '  '",
                "update event set guardian_below = 10")) {
            assertThatThrownBy(() -> test.execute(sql)).as(sql).isInstanceOf(IllegalStateException.class);
        }
        erasures.withdraw(guest.guest().id(), Guests.NOW.plusSeconds(1));
        assertThatThrownBy(() -> test.execute("update consent set withdrawn_at = null"))
                .hasMessageContaining("withdrawn");
    }

    @Test
    void ageRules_refuseTheImpossible() {
        assertThat(new Consent.Rule(6, OptionalInt.of(16)).ownAge()).isEqualTo(16);
        assertThat(Consent.Rule.DEFAULT.allows(Consent.Declaration.GUARDIAN)).isFalse();
        assertThat(new Consent.Rule(6, OptionalInt.of(16)).allows(Consent.Declaration.GUARDIAN))
                .isTrue();
        assertThatThrownBy(() -> new Consent.Rule(16, OptionalInt.of(16))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Consent.Rule(-1, OptionalInt.empty()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Event(
                        event.id(),
                        "x",
                        "y",
                        event.startsAt(),
                        event.endsAt(),
                        Mode.HANDS_FREE,
                        event.eraseAfter(),
                        Optional.empty()))
                .hasMessageContaining("legal basis");
    }

    private String token() {
        return test.database().read(tx -> papers.token(tx, guest.guest().id())).orElseThrow();
    }

    /// With the public key as it is published, and nothing of ours.
    private boolean checksWithTheJdk(SignedDocument document) throws GeneralSecurityException {
        byte[] encoded = Base64.getMimeDecoder().decode(papers.publicKey().replaceAll("-----[A-Z ]+-----", ""));
        Signature check = Signature.getInstance("Ed25519");
        check.initVerify(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded)));
        check.update((document.header() + "." + document.payload()).getBytes(US_ASCII));
        return check.verify(Base64.getUrlDecoder().decode(document.signature()));
    }
}
