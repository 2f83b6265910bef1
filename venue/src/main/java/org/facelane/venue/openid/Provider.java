package org.facelane.venue.openid;

import static java.util.Objects.requireNonNull;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jwt.JWT;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.AuthorizationGrant;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.RefreshTokenGrant;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenErrorResponse;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.oauth2.sdk.token.RefreshToken;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// An identity provider as it describes itself. The protocol and the cryptography are Nimbus's.
final class Provider {
    /// How an identity may be signed: by keys of which the provider publishes one half. Never "none", never a
    /// secret.
    private static final Set<JWSAlgorithm> SIGNATURES =
            Set.of(JWSAlgorithm.RS256, JWSAlgorithm.PS256, JWSAlgorithm.ES256);

    /// Of the document with the provider's keys.
    private static final int KEYS_BYTES_MAX = 200_000;

    private final OpenIdSettings settings;
    private final OIDCProviderMetadata metadata;
    private final IDTokenValidator validator;

    private Provider(OpenIdSettings settings, OIDCProviderMetadata metadata, IDTokenValidator validator) {
        this.settings = settings;
        this.metadata = metadata;
        this.validator = validator;
    }

    /// Asks the provider for its description, which must name the same issuer.
    static Provider describe(OpenIdSettings settings) throws GeneralException, IOException {
        int milliseconds = Math.toIntExact(settings.timeout().toMillis());
        Issuer issuer = new Issuer(settings.issuer());
        OIDCProviderMetadata metadata = OIDCProviderMetadata.resolve(issuer, milliseconds, milliseconds);
        JWKSource<SecurityContext> keys = JWKSourceBuilder.<SecurityContext>create(
                        metadata.getJWKSetURI().toURL(),
                        new DefaultResourceRetriever(milliseconds, milliseconds, KEYS_BYTES_MAX))
                .refreshAheadCache(false)
                .build();
        IDTokenValidator validator = new IDTokenValidator(
                issuer, new ClientID(settings.client()), new JWSVerificationKeySelector<>(SIGNATURES, keys), null);
        return new Provider(settings, metadata, validator);
    }

    /// Where a browser goes to sign in.
    URI address(URI back, State state, Nonce nonce, CodeVerifier verifier) {
        return new AuthenticationRequest.Builder(
                        ResponseType.CODE, Scope.parse(settings.scope()), new ClientID(settings.client()), back)
                .endpointURI(metadata.getAuthorizationEndpointURI())
                .state(state)
                .nonce(nonce)
                .codeChallenge(verifier, CodeChallengeMethod.S256)
                .build()
                .toURI();
    }

    /// Whether a code may be this provider's (RFC 9207).
    boolean mayBeFrom(Optional<String> issuer) {
        return issuer.map(settings.issuer().toString()::equals)
                .orElse(!metadata.supportsAuthorizationResponseIssuerParam());
    }

    /// What the provider says of somebody.
    ///
    /// @param refresh by which it can be asked again without them; empty if it gives none
    record Told(Map<String, Object> claims, Optional<String> refresh) {}

    /// Exchanges a code for what the provider says of whoever brought it.
    ///
    /// @return empty if the provider does not take the code
    /// @throws BadJOSEException if what it says is not signed by it, not about this sign-in, or not for us
    Optional<Told> told(String code, URI back, CodeVerifier verifier, Nonce nonce)
            throws GeneralException, IOException, BadJOSEException, JOSEException {
        return told(new AuthorizationCodeGrant(new AuthorizationCode(code), back, verifier), nonce);
    }

    /// Asks again what the provider says of somebody.
    ///
    /// @return empty if the provider does not say it any more
    /// @throws BadJOSEException as [#told]
    Optional<Told> toldAgain(String refresh) throws GeneralException, IOException, BadJOSEException, JOSEException {
        return told(new RefreshTokenGrant(new RefreshToken(refresh)), null);
    }

    private Optional<Told> told(AuthorizationGrant grant, @Nullable Nonce nonce)
            throws GeneralException, IOException, BadJOSEException, JOSEException {
        HTTPRequest request = token(grant).toHTTPRequest();
        int milliseconds = Math.toIntExact(settings.timeout().toMillis());
        request.setConnectTimeout(milliseconds);
        request.setReadTimeout(milliseconds);
        request.setFollowRedirects(false);
        TokenResponse answer = OIDCTokenResponseParser.parse(request.send());
        if (answer instanceof TokenErrorResponse refused) {
            int status = Objects.requireNonNullElse(refused.getErrorObject(), OAuth2Error.SERVER_ERROR)
                    .getHTTPStatusCode();
            if (status >= 500 || status == 429) {
                throw new IOException("answered " + status);
            }
            return Optional.empty();
        }
        if (!(answer instanceof OIDCTokenResponse tokens)) {
            return Optional.empty();
        }
        JWT identity = tokens.getOIDCTokens().getIDToken();
        if (identity == null) {
            throw new GeneralException("no identity came with the tokens");
        }
        Map<String, Object> claims =
                validator.validate(identity, nonce).toJWTClaimsSet().getClaims();
        return Optional.of(new Told(
                claims,
                Optional.ofNullable(tokens.getOIDCTokens().getRefreshToken()).map(RefreshToken::getValue)));
    }

    private TokenRequest token(AuthorizationGrant grant) {
        URI endpoint = requireNonNull(metadata.getTokenEndpointURI(), "a provider of codes has a token endpoint");
        ClientID client = new ClientID(settings.client());
        return settings.secret()
                .map(secret -> new TokenRequest.Builder(endpoint, known(client, new Secret(secret)), grant))
                .orElseGet(() -> new TokenRequest.Builder(endpoint, client, grant))
                .build();
    }

    /// As the provider wants to know us; what it does not say is the usual way.
    private ClientAuthentication known(ClientID client, Secret secret) {
        List<ClientAuthenticationMethod> ways =
                Optional.ofNullable(metadata.getTokenEndpointAuthMethods()).orElse(List.of());
        boolean onlyPost = !ways.contains(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                && ways.contains(ClientAuthenticationMethod.CLIENT_SECRET_POST);
        return onlyPost ? new ClientSecretPost(client, secret) : new ClientSecretBasic(client, secret);
    }
}
