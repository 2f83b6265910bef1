package org.facelane.venue.http.route;

import static java.util.Objects.requireNonNull;
import static org.facelane.venue.http.route.AccessTable.Caller.ANYBODY;
import static org.facelane.venue.http.route.AccessTable.Caller.LANE;
import static org.facelane.venue.http.route.AccessTable.Caller.LINK;
import static org.facelane.venue.http.route.AccessTable.Caller.OFFICER;
import static org.facelane.venue.http.route.AccessTable.Caller.ORGANISER;
import static org.facelane.venue.http.route.AccessTable.Caller.STEWARD;
import static org.facelane.venue.http.route.AccessTable.Caller.TECHNICIAN;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.facelane.venue.store.StaffStore.Role;
import org.springframework.http.HttpMethod;

/// Who may open which page and make which call: the one table. Spring Security's rules are made from it, every route
/// looks its row up in it, and what has no row nobody may call.
public final class AccessTable {
    /// Who somebody is, to whom the server answers.
    public enum Caller {
        /// Everybody; nothing personal is behind it.
        ANYBODY,
        /// Whoever holds a guest's link; the route itself checks the token in its path. Rate limited.
        LINK,
        /// A lane's device; what answers checks its key.
        LANE,
        /// Staff who set events up and keep the accounts.
        ORGANISER,
        /// Staff who help at the lanes.
        STEWARD,
        /// Staff who look after data protection.
        OFFICER,
        /// Staff who look after lanes, cameras and gates, and see no guest and no ticket.
        TECHNICIAN;

        /// What a role of an account is called in the table.
        static Caller of(Role role) {
            return switch (role) {
                case ORGANISER -> ORGANISER;
                case STEWARD -> STEWARD;
                case OFFICER -> OFFICER;
                case TECHNICIAN -> TECHNICIAN;
            };
        }
    }

    /// One line.
    ///
    /// @param method empty for every method
    /// @param path a path pattern
    /// @param callers each of them may
    public record Row(Optional<HttpMethod> method, String path, Set<Caller> callers) {
        public Row {
            requireNonNull(method, "method is null");
            requireNonNull(path, "path is null");
            callers = Set.copyOf(callers);
            if (callers.isEmpty()) {
                throw new IllegalArgumentException(path + " is for nobody");
            }
            if (!STAFF.containsAll(callers) && callers.size() > 1) {
                throw new IllegalArgumentException(path + " is for staff and for others, and checks neither");
            }
        }

        /// Whether only signed-in staff may.
        public boolean isForStaff() {
            return STAFF.containsAll(callers);
        }

        /// Whether an account with these roles may.
        public boolean allows(Collection<Role> roles) {
            return roles.stream().map(Caller::of).anyMatch(callers::contains);
        }

        /// Whether it is a page, which a browser opens, and no call that a page makes.
        public boolean isPage() {
            return !path.startsWith("/api/") && !path.startsWith("/actuator");
        }

        @Override
        public String toString() {
            return method.map(known -> known.name() + " ").orElse("") + path;
        }
    }

    private static final Set<Caller> STAFF = EnumSet.of(ORGANISER, STEWARD, OFFICER, TECHNICIAN);
    private static final Caller[] WHOEVER_IS_SIGNED_IN = STAFF.toArray(Caller[]::new);

    /// Every row; the first that fits a request counts.
    public static final List<Row> ROWS = rows();

    /// What is answered without a route: the lanes' socket and the actuator.
    public static final List<Row> WITHOUT_ROUTE = List.of(
            get("/ws/lane", LANE), get("/actuator/health", ANYBODY), every("/actuator/**", ORGANISER, TECHNICIAN));

    private AccessTable() {}

    /// The row of a route.
    ///
    /// @throws IllegalStateException if it has none
    public static Row of(Route route) {
        return ROWS.stream()
                .filter(row -> row.method().equals(Optional.of(route.method())))
                .filter(row -> row.path().equals(route.path()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        route.method() + " " + route.path() + " has no row in the table of who may call it"));
    }

    private static List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        rows.addAll(pages());
        rows.addAll(staff());
        rows.addAll(account());
        rows.addAll(events());
        rows.addAll(doors());
        rows.addAll(board());
        rows.addAll(guests());
        rows.addAll(officer());
        rows.addAll(agents());
        return List.copyOf(rows);
    }

    private static List<Row> pages() {
        return List.of(
                get("/", ANYBODY),
                get("/sign-in", ANYBODY),
                get("/organiser", ORGANISER, TECHNICIAN),
                get("/steward", STEWARD, ORGANISER),
                get("/officer", OFFICER, ORGANISER),
                get("/account", WHOEVER_IS_SIGNED_IN),
                get("/lane", ANYBODY),
                get("/lane/screen", ANYBODY),
                get("/enrol/{token}", ANYBODY),
                get("/receipt/{token}", ANYBODY),
                get("/assets/{name}", ANYBODY),
                get("/api/version", ANYBODY));
    }

    private static List<Row> staff() {
        return List.of(
                post("/api/sign-in", ANYBODY),
                post("/api/sign-in/code", ANYBODY),
                post("/api/sign-in/link", ANYBODY),
                post("/api/sign-in/set-up/passkey/options", ANYBODY),
                post("/api/sign-in/set-up/passkey", ANYBODY),
                get("/api/sign-in/provider", ANYBODY),
                post("/api/sign-in/provider/address", ANYBODY),
                post("/api/sign-in/provider", ANYBODY),
                post("/api/sign-in/passkey/options", ANYBODY),
                post("/api/sign-in/passkey", ANYBODY),
                post("/api/sign-out", WHOEVER_IS_SIGNED_IN),
                get("/api/me", WHOEVER_IS_SIGNED_IN),
                get("/api/staff", ORGANISER),
                post("/api/staff", ORGANISER),
                post("/api/staff/{name}/password", ORGANISER),
                post("/api/staff/{name}/roles", ORGANISER),
                post("/api/staff/{name}/lock", ORGANISER),
                post("/api/staff/{name}/unlock", ORGANISER),
                delete("/api/staff/{name}/factors", ORGANISER),
                delete("/api/staff/{name}", ORGANISER));
    }

    private static List<Row> account() {
        return List.of(
                get("/api/account", WHOEVER_IS_SIGNED_IN),
                post("/api/account/password", WHOEVER_IS_SIGNED_IN),
                post("/api/account/app", WHOEVER_IS_SIGNED_IN),
                post("/api/account/app/code", WHOEVER_IS_SIGNED_IN),
                delete("/api/account/app", WHOEVER_IS_SIGNED_IN),
                post("/api/account/recovery-codes", WHOEVER_IS_SIGNED_IN),
                post("/api/account/passkeys/options", WHOEVER_IS_SIGNED_IN),
                post("/api/account/passkeys", WHOEVER_IS_SIGNED_IN),
                delete("/api/account/passkeys/{passkey}", WHOEVER_IS_SIGNED_IN),
                post("/api/account/sessions/end", WHOEVER_IS_SIGNED_IN));
    }

    private static List<Row> events() {
        return List.of(
                get("/api/events", ORGANISER, STEWARD, TECHNICIAN),
                post("/api/events", ORGANISER),
                get("/api/events/{event}", ORGANISER, TECHNICIAN),
                post("/api/events/{event}/lanes", ORGANISER, TECHNICIAN),
                post("/api/events/{event}/lanes/{lane}", ORGANISER, TECHNICIAN),
                delete("/api/events/{event}/lanes/{lane}", ORGANISER, TECHNICIAN),
                get("/api/events/{event}/tickets", ORGANISER),
                post("/api/events/{event}/tickets", ORGANISER),
                post("/api/events/{event}/tickets/{code}/link", ORGANISER),
                delete("/api/events/{event}/tickets/{code}/link", ORGANISER),
                get("/api/events/{event}/links.csv", ORGANISER));
    }

    private static List<Row> doors() {
        return List.of(
                get("/api/events/{event}/entry-rules", ORGANISER),
                post("/api/events/{event}/entry-rules", ORGANISER),
                get("/api/events/{event}/slicing", ORGANISER),
                post("/api/events/{event}/slicing", ORGANISER),
                get("/api/events/{event}/lanes/{lane}/setup", ORGANISER, TECHNICIAN),
                post("/api/events/{event}/lanes/{lane}/setup", ORGANISER, TECHNICIAN),
                get("/api/events/{event}/lanes/{lane}/doorway", ORGANISER, TECHNICIAN),
                post("/api/events/{event}/lanes/{lane}/doorway", ORGANISER, TECHNICIAN),
                post("/api/events/{event}/tickets/{code}/party", ORGANISER),
                delete("/api/events/{event}/tickets/{code}/party", ORGANISER),
                get("/api/events/{event}/pretix", ORGANISER),
                get("/api/events/{event}/pretix/lists", ORGANISER),
                post("/api/events/{event}/pretix", ORGANISER),
                delete("/api/events/{event}/pretix", ORGANISER),
                post("/api/events/{event}/lanes/{lane}/pretix", ORGANISER),
                post("/api/events/{event}/lanes/{lane}/pretix/key", ORGANISER),
                delete("/api/events/{event}/lanes/{lane}/pretix", ORGANISER),
                post("/api/lanes/{lane}/passage", LANE),
                get("/api/lane/screen", LANE),
                post("/api/lane/screen/party", LANE));
    }

    private static List<Row> board() {
        return List.of(
                get("/api/events/{event}/board", STEWARD, ORGANISER),
                post("/api/events/{event}/admissions", STEWARD, ORGANISER),
                post("/api/events/{event}/lanes/{lane}/ticket-code", STEWARD, ORGANISER),
                post("/api/referrals/{referral}/resolve", STEWARD, ORGANISER),
                post("/api/events/{event}/lanes/{lane}/pause", STEWARD, ORGANISER, TECHNICIAN),
                post("/api/events/{event}/lanes/{lane}/resume", STEWARD, ORGANISER, TECHNICIAN),
                post("/api/events/{event}/lanes/{lane}/message", STEWARD, ORGANISER));
    }

    private static List<Row> guests() {
        return List.of(
                get("/api/enrol/{token}", LINK),
                post("/api/enrol/{token}/session", LINK),
                post("/api/enrol/{token}", LINK),
                post("/api/enrol/{token}/office", STEWARD, ORGANISER),
                post("/api/enrol/{token}/pass.pdf", LINK),
                post("/api/enrol/{token}/pass.pkpass", LINK),
                post("/api/enrol/{token}/pass.google", LINK),
                post("/api/enrol/{token}/withdraw", LINK),
                get("/api/receipt/{token}", LINK),
                post("/api/receipt/{token}/withdraw", LINK),
                get("/api/receipt/{token}/receipt.json", LINK),
                get("/api/receipt/{token}/certificate.json", LINK),
                get("/api/receipt/{token}/data.json", LINK),
                get("/api/keys", ANYBODY));
    }

    private static List<Row> officer() {
        return List.of(
                get("/api/officer/log", OFFICER, ORGANISER),
                get("/api/officer/log.json", OFFICER, ORGANISER),
                get("/api/officer/log.csv", OFFICER, ORGANISER),
                get("/api/officer/check", OFFICER, ORGANISER),
                get("/api/officer/events", OFFICER, ORGANISER));
    }

    private static List<Row> agents() {
        return List.of(
                post("/api/agent/join", ANYBODY),
                post("/api/agent/sync", LANE),
                post("/api/agent/admit", LANE),
                post("/api/agent/ticket", LANE),
                post("/api/agent/find", LANE),
                post("/api/agent/along", LANE),
                post("/api/agent/news", LANE),
                post("/api/agent/leave", LANE),
                get("/api/events/{event}/agents", ORGANISER, TECHNICIAN),
                post("/api/events/{event}/lanes/{lane}/agent", ORGANISER, TECHNICIAN),
                delete("/api/events/{event}/lanes/{lane}/agent", ORGANISER, TECHNICIAN),
                get("/api/events/{event}/lanes/{lane}/agent/last-words", ORGANISER),
                post("/api/events/{event}/lanes/{lane}/agent/last-words", ORGANISER));
    }

    private static Row get(String path, Caller... callers) {
        return row(Optional.of(HttpMethod.GET), path, callers);
    }

    private static Row post(String path, Caller... callers) {
        return row(Optional.of(HttpMethod.POST), path, callers);
    }

    private static Row delete(String path, Caller... callers) {
        return row(Optional.of(HttpMethod.DELETE), path, callers);
    }

    private static Row every(String path, Caller... callers) {
        return row(Optional.empty(), path, callers);
    }

    private static Row row(Optional<HttpMethod> method, String path, Caller... callers) {
        return new Row(method, path, EnumSet.copyOf(Arrays.asList(callers)));
    }
}
