package org.facelane.venue.erase;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.facelane.venue.Event;
import org.facelane.venue.store.Sql;
import org.facelane.venue.testing.Guests;
import org.facelane.venue.testing.Guests.Enrolled;
import org.facelane.venue.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Names, ticket codes and reasons go when their time is over, and not before.
class ForgettingTest {
    private static final TestDatabase TEST = TestDatabase.fresh();
    private static final Duration KEPT = Duration.ofDays(30);

    private final Forgetting forgetting = new Forgetting(TEST.database(), KEPT);
    private Event event;
    private Enrolled guest;

    @AfterAll
    static void close() {
        TEST.close();
    }

    @BeforeEach
    void evening() {
        TEST.clear();
        event = Guests.event(TEST);
        guest = Guests.enrolled(TEST, event);
        TEST.execute("update ticket set category = 'VIP', entrance = 'North'");
        TEST.execute("""
            insert into admission (id, event_id, ticket_id, nonce, means, admitted_by, reason, admitted_at)
            values (gen_random_uuid(), '%s', '%s', gen_random_uuid(), 'STEWARD', 'Jo Steward', 'knows the guest',
                    timestamptz '%s')
            """.formatted(event.id(), guest.ticket().id(), Guests.NOW));
        TEST.execute("""
            with opened as (
                insert into lane (id, event_id, name, key_hash, created_at)
                values (gen_random_uuid(), '%s', 'North', '', timestamptz '%s') returning id)
            insert into lane_order (lane_id, paused_at, paused_by, message, message_until)
            select id, timestamptz '%s', 'Jo Steward', 'Holder of T-1, come back', timestamptz '%s' from opened
            """.formatted(event.id(), Guests.NOW, Guests.NOW, Guests.NOW));
        TEST.execute("""
            insert into referral (id, event_id, lane_id, ticket_id, reason, at, note)
            select gen_random_uuid(), event_id, id, '%s', 'TICKETING_ATTENTION', timestamptz '%s', 'Box 4, with a dog'
            from lane
            """.formatted(guest.ticket().id(), Guests.NOW));
        TEST.execute("update ticket set attention = 'Box 5, with a cat'");
        TEST.execute("insert into redemption_refusal (referral_id, told_at, try_again_at)"
                + " select id, at, at from referral");
    }

    @Test
    void nothingIsForgotten_beforeItsTime() {
        assertThat(forgetting.forget(deadline().minusSeconds(1))).isZero();
        assertThat(text("select holder from ticket"))
                .containsExactly(guest.ticket().holder().orElseThrow());
        assertThat(text("select admitted_by from admission")).containsExactly("Jo Steward");
    }

    @Test
    void nobodyCanTellWhoCame_afterwards_butHowManyDid() {
        assertThat(forgetting.forget(deadline())).isEqualTo(1);
        assertThat(text("select code from ticket"))
                .containsExactly("forgotten " + guest.ticket().id());
        assertThat(text("select concat(holder, category, entrance, attention) from ticket"))
                .containsExactly("");
        assertThat(text("select concat(admitted_by, reason) from admission")).containsExactly("");
        assertThat(text("select concat(note) from referral")).containsExactly("");
        assertThat(text("select referral_id from redemption_refusal")).isEmpty();
        assertThat(text("select action from audit_inbox")).contains("forgot records");
        assertThat(forgetting.forget(deadline().plusSeconds(9))).isZero();
    }

    @Test
    void everyTextOfAnEventsPeople_isGone() {
        String all = "select t::text from ticket t union all select a::text from admission a union all select r::text"
                + " from referral r union all select c::text from consent c union all select o::text from lane_order o"
                + " union all select g::text from guest g union all select x::text from audit_inbox x";
        String code = guest.ticket().code() + ",";
        assertThat(String.join("\n", text(all))).contains("Jo Steward", "Holder", code);
        forgetting.forget(deadline());
        assertThat(String.join("\n", text(all))).doesNotContain("Jo Steward", "Holder", "knows the guest", code);
    }

    @Test
    void accountsClosedLongAgo_loseTheirName_andOpenOnesKeepIt() {
        account("Former Steward", "timestamptz '" + Guests.NOW + "'");
        account("Present Steward", "null");
        assertThat(forgetting.forget(Guests.NOW.plus(KEPT).minusSeconds(1))).isZero();
        assertThat(forgetting.forget(Guests.NOW.plus(KEPT))).isEqualTo(1);
        assertThat(text("select name from staff where name not like 'forgotten %'"))
                .containsExactly("Present Steward");
        assertThat(text("select password_hash from staff where disabled_at is not null"))
                .containsExactly("");
        assertThat(forgetting.forget(Guests.NOW.plus(KEPT))).isZero();
    }

    private static void account(String name, String disabledAt) {
        TEST.execute("""
            insert into staff (id, name, password_hash, roles, created_at, sessions_from, disabled_at)
            values (gen_random_uuid(), '%s', 'hash', array['STEWARD'], timestamptz '%s', timestamptz '%s', %s)
            """.formatted(name, Guests.NOW, Guests.NOW, disabledAt));
    }

    private Instant deadline() {
        return event.eraseAfter().plus(KEPT);
    }

    private static List<String> text(String sql) {
        return TEST.database().read(tx -> Sql.list(tx, sql, row -> row.getString(1)));
    }
}
