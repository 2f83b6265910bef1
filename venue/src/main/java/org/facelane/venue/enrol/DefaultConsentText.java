package org.facelane.venue.enrol;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.facelane.venue.Consent;
import org.facelane.venue.Event;
import org.facelane.venue.LegalBasis;
import org.facelane.venue.store.ConsentTexts.ConsentText;

/// The consent text of an event whose organiser has written none: plain paragraphs, separated by an empty line.
final class DefaultConsentText {
    private static final DateTimeFormatter DAY_AND_TIME = DateTimeFormatter.ofPattern(
                    "d MMMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private DefaultConsentText() {}

    static ConsentText of(Event event) {
        String title = "Enter %s with your face".formatted(event.name());
        String body = """
            You may enter %1$s at %2$s without showing your ticket: a camera at the face lane recognises you. This \
            is your free choice. If you do not want it, do nothing: the ticket lane stands beside the face lane, \
            is just as good, and nobody will ask you why.

            What is stored: from the picture that you send we compute numbers that describe your face (a \
            biometric template), for this event only. The picture itself is not stored. We also keep your ticket's \
            number with it, and that and when you gave this consent.

            Where: encrypted, in the organiser's own Facelane installation and in the memory of the lanes while \
            they are open. It is not given to anybody else and is used for nothing but your entry: not for other \
            events, not for advertising, not to guess your age, sex, origin or mood.

            Who can see it: nobody can look at your face in it. Stewards see your ticket's number and the name on \
            it when you are let in or need help.

            People who did not enrol: the camera at the lane sees them too, but nothing about them is kept.

            How long: everything biometric is erased when you withdraw, and at the latest on %3$s. When your \
            ticket was let in is kept as with any ticket; it says nothing about your face.

            How to withdraw: open the same link at any time, before or after you have entered, and press Withdraw; \
            or ask a steward. You need to give no reason. Your ticket stays valid at the ticket lane.

            Mistakes: recognising faces is not perfect. If a lane does not recognise you, or takes you for \
            somebody else, a steward helps you with your ticket.
            """.formatted(event.name(), event.venue(), DAY_AND_TIME.format(event.eraseAfter()));
        String release = event.legalBasis().map(DefaultConsentText::release).orElse("");
        return new ConsentText(new Consent(1, "en"), title, body + release);
    }

    private static String release(LegalBasis basis) {
        return "\nYour release (%s): %s\n\nWho answers for this: %s.\n"
                .formatted(
                        basis.jurisdiction(),
                        basis.releaseText().strip(),
                        basis.accountablePerson().strip());
    }
}
