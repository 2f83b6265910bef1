package org.facelane.venue.proof;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.facelane.venue.Event;
import org.facelane.venue.LegalBasis;
import org.facelane.venue.store.GuestStore.Given;

/// A consent receipt with the parts that ISO/IEC TS 27560:2023 names: what identifies the record and the person (by a
/// pseudonym), the notice that was shown, what is processed for which purpose, where and how long, who answers, and
/// what has happened to the consent. Field names follow the standard's, written in JSON.
record ConsentReceipt(
        String schemaVersion,
        UUID recordId,
        String piiPrincipalId,
        Notice privacyNotice,
        List<Processing> piiProcessing,
        Party piiController,
        List<Happening> events,
        String withdrawalMethod,
        Instant issuedAt) {
    private static final String SCHEMA = "ISO/IEC TS 27560:2023";

    /// @param hash SHA-256 of what was shown: title, an empty line, text, in UTF-8
    record Notice(int version, String language, String hash, String declaration) {}

    record Processing(
            String purpose,
            String lawfulBasis,
            List<String> piiTypes,
            String collectionMethod,
            String processingMethod,
            String storageLocation,
            Instant erasedNoLaterThan,
            List<String> recipients,
            boolean specialCategory) {}

    record Party(
            String event,
            String venue,
            Optional<String> accountablePerson,
            Optional<String> jurisdiction,
            Optional<String> impactAssessment) {}

    record Happening(String eventType, Instant eventTime) {}

    static ConsentReceipt of(Event event, Given given, String withdrawalAddress, Instant now) {
        Optional<LegalBasis> basis = event.legalBasis();
        Happening consented = new Happening("consent_given", given.givenAt());
        List<Happening> happenings = given.withdrawnAt()
                .map(at -> List.of(consented, new Happening("consent_withdrawn_or_expired", at)))
                .orElse(List.of(consented));
        return new ConsentReceipt(
                SCHEMA,
                given.id(),
                given.guest().toString(),
                new Notice(
                        given.consent().version(),
                        given.consent().language(),
                        given.shown(),
                        given.consent().declaration().name()),
                List.of(entry(event)),
                new Party(
                        event.name(),
                        event.venue(),
                        basis.map(LegalBasis::accountablePerson),
                        basis.map(LegalBasis::jurisdiction),
                        basis.map(LegalBasis::dpiaReference)),
                happenings,
                withdrawalAddress,
                now);
    }

    private static Processing entry(Event event) {
        return new Processing(
                "entry to this event without showing the ticket",
                "explicit consent (GDPR Art. 6(1)(a), Art. 9(2)(a))",
                List.of("biometric template of the face", "ticket number", "time of entry"),
                "a picture sent by the guest; the picture is not stored",
                "comparison with the faces of those who stand at a face lane; mode " + event.mode(),
                "encrypted in the organiser's installation, and in the memory of open lanes",
                event.eraseAfter(),
                List.of(),
                true);
    }
}
