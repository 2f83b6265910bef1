package org.facelane.venue.openid;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.facelane.venue.access.StaffSessions;
import org.facelane.venue.openid.OpenIdSignIn.Answer;

/// Asks the identity provider again and again about everybody who has signed in by it: whom it does not know any more,
/// or gives other roles, is signed out.
///
/// A session lasts until the provider's word is as old as [OpenIdSignIn#rolesLife]; from half of it on the provider is
/// asked, without the person noticing. What it is asked by is in this process's memory only: whom a restart or a
/// provider without such tokens leaves without one signs in again when the time is over. Safe for use by several
/// threads.
public final class OpenIdRenewal {
    /// A provider that did not answer is not asked again sooner.
    private static final Duration PAUSE = Duration.ofSeconds(15);

    private final OpenIdSignIn signIn;
    private final StaffSessions sessions;
    private final Map<String, Kept> kept = new ConcurrentHashMap<>();

    public OpenIdRenewal(OpenIdSignIn signIn, StaffSessions sessions) {
        this.signIn = requireNonNull(signIn, "signIn is null");
        this.sessions = requireNonNull(sessions, "sessions is null");
    }

    /// @param until when the session ends unless it is confirmed
    /// @param next when the provider is asked
    private record Kept(UUID staff, String refresh, Instant until, Instant next) {}

    /// By what people sign in.
    public OpenIdSignIn signIn() {
        return signIn;
    }

    /// Somebody has signed in.
    ///
    /// @param session the secret of the session, which lasts for [OpenIdSignIn#rolesLife] from `now`
    public void keep(String session, Answer.SignedIn by, Instant now) {
        by.refresh().ifPresent(refresh -> kept.put(session, confirmed(by.staff().id(), refresh, now)));
    }

    /// Asks about everybody whose time has come. To be called every few seconds; waits for the provider.
    public void renew(Instant now) {
        for (Map.Entry<String, Kept> each : kept.entrySet()) {
            Kept known = each.getValue();
            if (!now.isBefore(known.until())) {
                kept.remove(each.getKey());
            } else if (!now.isBefore(known.next()) && !renew(each.getKey(), known, now)) {
                return;
            }
        }
    }

    /// @return false if the provider does not answer
    private boolean renew(String session, Kept known, Instant now) {
        if (!sessions.stands(session, now)) {
            kept.remove(session);
            return true;
        }
        return switch (signIn.again(known.refresh(), now)) {
            case Answer.SignedIn again
            when again.staff().id().equals(known.staff()) -> {
                String refresh = again.refresh().orElse(known.refresh());
                if (sessions.confirm(session, now.plus(signIn.rolesLife()))) {
                    kept.put(session, confirmed(known.staff(), refresh, now));
                } else {
                    kept.remove(session);
                }
                yield true;
            }
            case Answer.Unreachable _ -> {
                kept.put(session, new Kept(known.staff(), known.refresh(), known.until(), now.plus(PAUSE)));
                yield false;
            }
            case Answer.SignedIn _, Answer.NotBelieved _, Answer.NoRole _, Answer.Closed _, Answer.LastOrganiser _ -> {
                kept.remove(session);
                sessions.end(session);
                yield true;
            }
        };
    }

    private Kept confirmed(UUID staff, String refresh, Instant now) {
        Duration life = signIn.rolesLife();
        return new Kept(staff, refresh, now.plus(life), now.plus(life.dividedBy(2)));
    }

    /// How many people the provider is asked about.
    int count() {
        return kept.size();
    }
}
