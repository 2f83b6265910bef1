package org.facelane.venue.enrol;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import org.facelane.venue.Consent;
import org.facelane.venue.Event;
import org.facelane.venue.LegalBasis;
import org.facelane.venue.Mode;
import org.facelane.venue.store.ConsentTexts.ConsentText;

/// The consent text of an event whose organiser has written none, in every language of the guests' pages: a title, then
/// plain paragraphs separated by an empty line. The words lie in `consent/<language>.txt`, where the template is by
/// mode beside them; the release is the organiser's own and stands as it was given.
final class DefaultConsentText {
    private DefaultConsentText() {}

    /// What a language says about ages and the legal basis.
    /// The first sentence takes the minimum age, the second that and the age below which a guardian agrees.
    private enum Words {
        EN(
                "you are %d or older; you declare it, and nobody guesses it from your face.",
                "guests are at least %d; for anybody below %d a parent or guardian agrees. You declare it, and nobody"
                        + " guesses it from a face.",
                "On what legal basis: your explicit consent. Law of %s; data protection impact assessment %s; who"
                        + " answers for it: %s.",
                "Your release: %s"),
        DE(
                "Sie sind mindestens %d Jahre alt; das erklären Sie selbst, und niemand schätzt es nach Ihrem Gesicht.",
                "Gäste sind mindestens %d Jahre alt; unter %d Jahren willigt ein Elternteil oder Vormund ein. Das"
                        + " erklären Sie selbst, und niemand schätzt es nach einem Gesicht.",
                "Rechtsgrundlage: Ihre ausdrückliche Einwilligung. Recht von %s; Datenschutz-Folgenabschätzung %s;"
                        + " verantwortlich: %s.",
                "Ihre Freigabe: %s"),
        FR(
                "vous avez au moins %d ans ; vous le déclarez, et personne ne le devine d'après votre visage.",
                "l'âge minimal est de %d ans ; en dessous de %d ans, un parent ou un tuteur consent. Vous le déclarez,"
                        + " et personne ne le devine d'après un visage.",
                "Sur quelle base légale : votre consentement explicite. Droit applicable : %s ; analyse d'impact"
                        + " relative à la protection des données : %s ; responsable : %s.",
                "Votre autorisation : %s"),
        ES(
                "usted tiene al menos %d años; lo declara usted y nadie lo adivina por su rostro.",
                "la edad mínima es de %d años; por debajo de %d años consiente un padre, una madre o un tutor. Lo"
                        + " declara usted y nadie lo adivina por un rostro.",
                "Base jurídica: su consentimiento explícito. Derecho aplicable: %s; evaluación de impacto relativa a la"
                        + " protección de datos: %s; responsable: %s.",
                "Su autorización: %s");

        private final String own;
        private final String guardian;
        private final String basis;
        private final String release;

        Words(String own, String guardian, String basis, String release) {
            this.own = own;
            this.guardian = guardian;
            this.basis = basis;
            this.release = release;
        }

        Locale locale() {
            return Locale.forLanguageTag(name().toLowerCase(Locale.ROOT));
        }

        String age(Consent.Rule ages) {
            return ages.guardianBelow().isPresent()
                    ? guardian.formatted(ages.minimumAge(), ages.guardianBelow().getAsInt())
                    : own.formatted(ages.minimumAge());
        }

        String basis(LegalBasis of) {
            return "\n" + basis.formatted(of.jurisdiction(), of.dpiaReference(), of.accountablePerson()) + "\n\n"
                    + release.formatted(of.releaseText().strip()) + "\n";
        }
    }

    /// The first version, in every language.
    static List<ConsentText> of(Event event) {
        return List.of(Words.values()).stream().map(words -> of(event, words)).toList();
    }

    private static ConsentText of(Event event, Words words) {
        String deadline = DateTimeFormatter.ofLocalizedDateTime(FormatStyle.LONG, FormatStyle.SHORT)
                        .withLocale(words.locale().equals(Locale.ENGLISH) ? Locale.UK : words.locale())
                        .withZone(ZoneOffset.UTC)
                        .format(event.eraseAfter())
                + " UTC";
        String text = words(words.locale())
                .replace("{where}", where(words.locale(), event.mode()))
                .replace("{event}", event.name())
                .replace("{venue}", event.venue())
                .replace("{deadline}", deadline)
                .replace("{age}", words.age(event.ages()));
        int titleEnd = text.indexOf('\n');
        String body = text.substring(titleEnd).strip() + "\n"
                + event.legalBasis().map(words::basis).orElse("");
        return new ConsentText(new Consent(1, words.locale().getLanguage()), text.substring(0, titleEnd), body);
    }

    /// Where the template is, which is what the modes differ in.
    private static String where(Locale locale, Mode mode) {
        Properties where = new Properties();
        try {
            where.load(new StringReader(read(locale, "-where.properties")));
        } catch (IOException e) {
            throw new UncheckedIOException("the consent text cannot be read", e);
        }
        return Objects.requireNonNull(where.getProperty(mode.name()), "a consent text is missing");
    }

    private static String words(Locale locale) {
        return read(locale, ".txt");
    }

    private static String read(Locale locale, String kind) {
        try (InputStream in = Objects.requireNonNull(
                DefaultConsentText.class.getResourceAsStream("/consent/" + locale.getLanguage() + kind),
                "a consent text is missing")) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the consent text cannot be read", e);
        }
    }
}
