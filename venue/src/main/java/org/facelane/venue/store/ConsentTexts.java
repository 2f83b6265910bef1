package org.facelane.venue.store;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.facelane.venue.Consent;
import org.facelane.venue.EventId;

/// The table `consent_text`. A text is never edited: a change is a new version, and only the newest can be given.
public final class ConsentTexts {
    private ConsentTexts() {}

    /// What a guest reads and agrees to.
    public record ConsentText(Consent consent, String title, String body) {
        public ConsentText {
            requireNonNull(consent, "consent is null");
            requireNonNull(title, "title is null");
            requireNonNull(body, "body is null");
        }
    }

    public static void insert(Connection tx, EventId event, ConsentText text, Instant now) throws SQLException {
        Sql.update(
                tx,
                """
                insert into consent_text (event_id, version, language, title, body, created_at)
                values (?, ?, ?, ?, ?, ?)
                """,
                event.value(),
                text.consent().version(),
                text.consent().language(),
                text.title(),
                text.body(),
                now);
    }

    /// SHA-256 of what is shown with this consent, hexadecimal, as it is recorded with each that is given.
    public static Optional<String> shownHash(Connection tx, EventId event, Consent consent) throws SQLException {
        return Sql.first(tx, """
            select encode(hash_of_text(title, body), 'hex') as shown from consent_text
            where event_id = ? and version = ? and language = ?
            """, row -> row.getString("shown"), event.value(), consent.version(), consent.language());
    }

    /// The newest text in `language`, or in English if there is none in it.
    public static Optional<ConsentText> newest(Connection tx, EventId event, String language) throws SQLException {
        return Sql.first(tx, """
            select version, language, title, body from consent_text
            where event_id = ? and version = (select max(version) from consent_text where event_id = ?)
            order by language = ? desc, language = 'en' desc, language limit 1
            """, ConsentTexts::read, event.value(), event.value(), language);
    }

    /// True if this is a text of the event and no newer version stands beside it.
    public static boolean isNewest(Connection tx, EventId event, Consent consent) throws SQLException {
        return Sql.first(tx, """
            select 1 from consent_text
            where event_id = ? and version = ? and language = ?
              and version = (select max(version) from consent_text where event_id = ?)
            """, row -> true, event.value(), consent.version(), consent.language(), event.value())
                .orElse(false);
    }

    private static ConsentText read(ResultSet row) throws SQLException {
        return new ConsentText(
                new Consent(row.getInt("version"), row.getString("language")),
                row.getString("title"),
                row.getString("body"));
    }
}
