package org.facelane.venue.openid;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.Nonce;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.facelane.face.Sha256;
import org.facelane.venue.access.StaffAccounts;
import org.facelane.venue.access.StaffAccounts.Provided;
import org.facelane.venue.openid.Provider.Told;
import org.facelane.venue.store.StaffStore.Role;
import org.facelane.venue.store.StaffStore.Staff;
import org.jspecify.annotations.Nullable;

/// Somebody of staff signs in by the identity provider: the authorization code flow of OpenID Connect with PKCE, state
/// and nonce. The provider says who it is and which roles they have; the account is made at the first sign-in and gets
/// the provider's roles at each, and whenever the provider is asked again ([OpenIdRenewal]).
///
/// Safe for use by several threads. Asks the provider over the network.
public final class OpenIdSignIn {
    private static final System.Logger LOG = System.getLogger(OpenIdSignIn.class.getName());

    /// The provider's description is asked for again when it is older.
    private static final Duration DESCRIPTION_LIFE = Duration.ofHours(1);

    private static final int NAME_LENGTH_MAX = 80;

    private final OpenIdSettings settings;
    private final StaffAccounts accounts;
    private volatile @Nullable Described described;

    private record Described(Provider provider, Instant at) {}

    public OpenIdSignIn(OpenIdSettings settings, StaffAccounts accounts) {
        this.settings = requireNonNull(settings, "settings is null");
        this.accounts = requireNonNull(accounts, "accounts is null");
    }

    /// What was asked of the provider for one browser; the answer must fit it.
    ///
    /// @param address where the browser goes
    public record Asked(URI address, String state, String nonce, String verifier) {
        /// Never the secrets in it.
        @Override
        public String toString() {
            return "Asked[]";
        }
    }

    /// What a browser brings back from the provider.
    ///
    /// @param issuer who says so, if the provider does
    public record Brought(String code, String state, Optional<String> issuer) {}

    /// What became of it.
    public sealed interface Answer {
        /// @param staff the account, with the roles that the provider gives
        /// @param refresh by which the provider is asked again without them; empty if it gives none
        record SignedIn(Staff staff, Optional<String> refresh) implements Answer {
            public SignedIn {
                requireNonNull(staff, "staff is null");
                requireNonNull(refresh, "refresh is null");
            }

            /// Never what the provider can be asked by.
            @Override
            public String toString() {
                return "SignedIn[" + staff + "]";
            }
        }

        /// The answer is not the provider's to what was asked.
        record NotBelieved() implements Answer {}

        /// The provider gives them no role here.
        record NoRole() implements Answer {}

        /// The account is locked or deleted here.
        record Closed() implements Answer {}

        /// The roles that the provider gives would leave nobody an organiser.
        record LastOrganiser() implements Answer {}

        /// The provider does not answer, or not as it should.
        record Unreachable() implements Answer {}
    }

    /// Who is asked, for people to read.
    public String name() {
        return settings.issuer().getHost();
    }

    /// How long what the provider says counts without being said again.
    public Duration rolesLife() {
        return settings.rolesLife();
    }

    /// @param back where the browser comes back to
    /// @return empty if the provider does not answer
    public Optional<Asked> ask(URI back, Instant now) {
        State state = new State();
        Nonce nonce = new Nonce();
        CodeVerifier verifier = new CodeVerifier();
        try {
            URI address = provider(now).address(back, state, nonce, verifier);
            return Optional.of(new Asked(address, state.getValue(), nonce.getValue(), verifier.getValue()));
        } catch (GeneralException | IOException e) {
            unreachable(e);
            return Optional.empty();
        }
    }

    /// @param back the same as when it was asked
    public Answer finish(Asked asked, URI back, Brought brought, Instant now) {
        if (!MessageDigest.isEqual(
                asked.state().getBytes(UTF_8), brought.state().getBytes(UTF_8))) {
            return notBelieved("another state");
        }
        try {
            Provider provider = provider(now);
            if (!provider.mayBeFrom(brought.issuer())) {
                return notBelieved("another issuer of the code");
            }
            Optional<Told> told =
                    provider.told(brought.code(), back, new CodeVerifier(asked.verifier()), new Nonce(asked.nonce()));
            return told.isEmpty() ? notBelieved("the code was not taken") : account(told.get(), now);
        } catch (BadJOSEException | JOSEException e) {
            return notBelieved(String.valueOf(e.getMessage()));
        } catch (GeneralException | IOException e) {
            unreachable(e);
            return new Answer.Unreachable();
        }
    }

    /// Asks the provider again about somebody who has signed in, and gives the account the roles that it gives now.
    ///
    /// @param refresh as [Answer.SignedIn#refresh] or the answer to the last time gave it
    public Answer again(String refresh, Instant now) {
        try {
            Optional<Told> told = provider(now).toldAgain(refresh);
            return told.isEmpty() ? notBelieved("it does not know them any more") : account(told.get(), now);
        } catch (BadJOSEException | JOSEException e) {
            return notBelieved(String.valueOf(e.getMessage()));
        } catch (GeneralException | IOException e) {
            unreachable(e);
            return new Answer.Unreachable();
        }
    }

    private Answer account(Told told, Instant now) {
        Map<String, Object> claims = told.claims();
        String subject = text(claims, "sub").orElseThrow();
        Set<Role> roles = EnumSet.noneOf(Role.class);
        texts(claims, settings.rolesClaim())
                .forEach(value -> roles.addAll(settings.roles().getOrDefault(value, Set.of())));
        if (roles.isEmpty()) {
            return new Answer.NoRole();
        }
        byte[] hash = Sha256.of((settings.issuer() + "\n" + subject).getBytes(UTF_8));
        String name = text(claims, settings.nameClaim()).orElse(subject);
        String cut = name.substring(0, Math.min(name.length(), NAME_LENGTH_MAX));
        String suffix = HexFormat.of().formatHex(Arrays.copyOf(hash, 4));
        return switch (accounts.provided(id(hash), List.of(cut, cut + " (" + suffix + ")"), roles, now)) {
            case Provided.Open(Staff staff) -> new Answer.SignedIn(staff, told.refresh());
            case Provided.Closed _ -> new Answer.Closed();
            case Provided.LastOrganiser _ -> new Answer.LastOrganiser();
        };
    }

    /// The account of somebody is found by who issues and whom, and neither is kept: a UUID of version 8.
    private static UUID id(byte[] hash) {
        ByteBuffer bytes = ByteBuffer.wrap(hash);
        long high = bytes.getLong() & ~0xF000L | 0x8000L;
        long low = bytes.getLong() & ~(3L << 62) | 2L << 62;
        return new UUID(high, low);
    }

    private static Optional<String> text(Map<String, Object> claims, String name) {
        return texts(claims, name).findFirst();
    }

    /// The texts of a claim that is one text or a list of them.
    private static Stream<String> texts(Map<String, Object> claims, String name) {
        return values(claims, name)
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .map(String::strip)
                .filter(text -> !text.isEmpty());
    }

    private static Stream<?> values(Map<?, ?> claims, String name) {
        Object value = claims.get(name);
        if (value instanceof List<?> list) {
            return list.stream();
        }
        if (value != null) {
            return Stream.of(value);
        }
        int dot = name.indexOf('.');
        return dot > 0 && claims.get(name.substring(0, dot)) instanceof Map<?, ?> within
                ? values(within, name.substring(dot + 1))
                : Stream.empty();
    }

    private Provider provider(Instant now) throws GeneralException, IOException {
        Described known = described;
        if (known == null || !now.isBefore(known.at().plus(DESCRIPTION_LIFE))) {
            known = new Described(Provider.describe(settings), now);
            described = known;
        }
        return known.provider();
    }

    private static Answer notBelieved(String why) {
        LOG.log(System.Logger.Level.WARNING, "event=openid-not-believed why=\"" + why + "\"");
        return new Answer.NotBelieved();
    }

    private static void unreachable(Exception e) {
        LOG.log(System.Logger.Level.WARNING, "event=openid-unreachable why=\"" + e.getMessage() + "\"");
    }
}
