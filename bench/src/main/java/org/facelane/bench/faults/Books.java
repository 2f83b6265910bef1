package org.facelane.bench.faults;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.facelane.venue.store.DatabaseAddress;
import org.jspecify.annotations.Nullable;

/// What the database says of an evening.
///
/// A lane that was cut off has opened its gate under a name of its own for the admission; when it is merged the server
/// keeps that name beside its own, and beside a conflict if the ticket was admitted elsewhere meanwhile.
final class Books {
    /// Reasons for which a steward is asked about an admission long after the guest was recognised.
    private static final Set<String> AFTERWARDS = Set.of("GATE_DID_NOT_OPEN", "ADMITTED_TWICE", "PASSAGE_NOT_SEEN");

    private static final String LETS = """
        select a.id, a.nonce, t.code, coalesce(l.name, ''), a.admitted_at, false, a.annulled_at is not null,
               (select max(g.erased_at) from guest g where g.ticket_id = t.id)
        from admission a join ticket t on t.id = a.ticket_id left join lane l on l.id = a.lane_id
        where a.annulled_at is null or a.annulled_for = 'NOT_PASSED'
        union all
        select c.nonce, c.nonce, t.code, coalesce(l.name, ''), c.admitted_at, true, false,
               (select max(g.erased_at) from guest g where g.ticket_id = t.id)
        from admission_conflict c join ticket t on t.id = c.ticket_id left join lane l on l.id = c.lane_id\
        """;

    private static final String ASKS = """
        select coalesce(t.code, ''), l.name, r.reason, r.at,
               (select max(g.erased_at) from guest g where g.ticket_id = t.id)
        from referral r join lane l on l.id = r.lane_id left join ticket t on t.id = r.ticket_id\
        """;

    /// A second admission is raised, and not told to the ticketing system. What has no lane happened at an ordinary
    /// door.
    private static final String ENTRIES = """
        select t.code, coalesce(r.entry_nonce, a.nonce), a.admitted_at, a.means = 'ELSEWHERE', false
        from admission a join ticket t on t.id = a.ticket_id left join redemption r on r.admission_id = a.id
        where a.annulled_at is null
        union all
        select t.code, c.nonce, c.admitted_at, c.lane_id is null, true
        from admission_conflict c join ticket t on t.id = c.ticket_id\
        """;

    private final DatabaseAddress address;

    Books(DatabaseAddress address) {
        this.address = requireNonNull(address, "address is null");
    }

    /// One time that somebody was let in.
    ///
    /// @param name that the lane has for it, which may be the id
    /// @param ticket its code
    /// @param lane its name, empty if a steward let the ticket in
    /// @param conflict whether it came to be known as a second admission, which a steward is asked about
    /// @param annulled whether it was taken back, because nobody passed
    /// @param erasedAt when everything about the guest of the ticket was erased everywhere, if it was
    record Let(
            UUID id,
            UUID name,
            String ticket,
            String lane,
            Instant at,
            boolean conflict,
            boolean annulled,
            Optional<Instant> erasedAt) {
        Let {
            requireNonNull(id, "id is null");
            requireNonNull(name, "name is null");
            requireNonNull(ticket, "ticket is null");
            requireNonNull(lane, "lane is null");
            requireNonNull(at, "at is null");
            requireNonNull(erasedAt, "erasedAt is null");
        }

        /// Whether a lane did it though everything about the guest was erased.
        boolean isOfErased() {
            return !lane.isEmpty() && erasedAt.filter(at::isAfter).isPresent();
        }
    }

    /// One time that a lane asked a steward to help.
    ///
    /// @param ticket its code, empty if the lane named none
    /// @param reason as the product names it
    /// @param erasedAt as in [Let]
    record Ask(String ticket, String lane, String reason, Instant at, Optional<Instant> erasedAt) {
        Ask {
            requireNonNull(ticket, "ticket is null");
            requireNonNull(lane, "lane is null");
            requireNonNull(reason, "reason is null");
            requireNonNull(at, "at is null");
            requireNonNull(erasedAt, "erasedAt is null");
        }

        /// Whether it says that whoever stood there was known: not that an earlier admission went wrong.
        boolean isRecognition() {
            return !ticket.isEmpty() && !AFTERWARDS.contains(reason);
        }

        /// Whether a steward was told that two came in on the ticket.
        boolean isAboutTwice() {
            return reason.equals("ADMITTED_TWICE");
        }

        /// Whether the lane could not tell two guests apart.
        boolean isAboutTwo() {
            return reason.equals("LOOK_ALIKES");
        }

        /// Whether the guest was known though everything about them was erased.
        boolean isOfErased() {
            return isRecognition() && erasedAt.filter(at::isAfter).isPresent();
        }
    }

    /// One entry, as a ticketing system knows it.
    ///
    /// @param ticket its code
    /// @param nonce by which the system knows it, if it happened at one of our lanes
    /// @param elsewhere whether it happened at the system's own door
    /// @param conflict as in [Let]
    record Entry(String ticket, UUID nonce, Instant at, boolean elsewhere, boolean conflict) {
        Entry {
            requireNonNull(ticket, "ticket is null");
            requireNonNull(nonce, "nonce is null");
            requireNonNull(at, "at is null");
        }
    }

    /// Everything that is written, at one moment.
    record Pages(List<Let> lets, List<Ask> asks) {
        Pages {
            lets = List.copyOf(lets);
            asks = List.copyOf(asks);
        }

        /// How many admissions were raised as conflicts.
        int conflictCount() {
            return (int) lets.stream().filter(Let::conflict).count();
        }
    }

    Pages read() {
        List<Let> lets = new ArrayList<>();
        List<Ask> asks = new ArrayList<>();
        try (Connection database = open();
                PreparedStatement letting = database.prepareStatement(LETS);
                ResultSet let = letting.executeQuery();
                PreparedStatement asking = database.prepareStatement(ASKS);
                ResultSet ask = asking.executeQuery()) {
            while (let.next()) {
                lets.add(new Let(
                        let.getObject(1, UUID.class),
                        let.getObject(2, UUID.class),
                        let.getString(3),
                        let.getString(4),
                        let.getTimestamp(5).toInstant(),
                        let.getBoolean(6),
                        let.getBoolean(7),
                        instant(let.getTimestamp(8))));
            }
            while (ask.next()) {
                asks.add(new Ask(
                        ask.getString(1),
                        ask.getString(2),
                        ask.getString(3),
                        ask.getTimestamp(4).toInstant(),
                        instant(ask.getTimestamp(5))));
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the books cannot be read", e);
        }
        return new Pages(lets, asks);
    }

    /// Those that stand.
    List<Entry> entries() {
        List<Entry> entries = new ArrayList<>();
        try (Connection database = open();
                PreparedStatement statement = database.prepareStatement(ENTRIES);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                entries.add(new Entry(
                        row.getString(1),
                        row.getObject(2, UUID.class),
                        row.getTimestamp(3).toInstant(),
                        row.getBoolean(4),
                        row.getBoolean(5)));
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the books cannot be read", e);
        }
        return entries;
    }

    /// A steward has dealt with whatever was asked about the ticket, or about nobody's: the same again is written
    /// anew.
    ///
    /// @return false if the database does not answer
    boolean settle(String ticket) {
        try (Connection database = open();
                PreparedStatement statement = database.prepareStatement("""
                    update referral set resolved_at = now(), resolved_by = 'bench'
                    where resolved_at is null
                      and (ticket_id is null or ticket_id = (select id from ticket where code = ?))\
                    """)) {
            statement.setString(1, ticket);
            statement.executeUpdate();
            return true;
        } catch (SQLException e) {
            // It is dead, or on its way up.
            return false;
        }
    }

    private Connection open() throws SQLException {
        return DriverManager.getConnection(address.url(), address.name(), address.password());
    }

    private static Optional<Instant> instant(@Nullable Timestamp at) {
        return Optional.ofNullable(at).map(Timestamp::toInstant);
    }
}
