package org.facelane.venue.http;

import static java.util.Objects.requireNonNull;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.facelane.venue.http.Route.Access;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.security.web.header.writers.CrossOriginOpenerPolicyHeaderWriter.CrossOriginOpenerPolicy;
import org.springframework.security.web.header.writers.CrossOriginResourcePolicyHeaderWriter.CrossOriginResourcePolicy;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.savedrequest.NullRequestCache;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import tools.jackson.databind.ObjectMapper;

/// Turns the table of routes into the rules of Spring Security: who may call what, which calls need the page's token,
/// and the headers of every answer. What the table does not list, nobody may call.
final class SecurityRules {
    /// No inline script, no inline style, nothing from elsewhere, no frame around us.
    static final String CONTENT_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self';"
            + " img-src 'self' blob: data:; media-src 'self' blob:; connect-src 'self'; form-action 'self';"
            + " base-uri 'none'; frame-ancestors 'none'";

    /// The camera is for our own pages; nothing else is used.
    static final String PERMISSIONS = "camera=(self), microphone=(), geolocation=(), payment=(), usb=()";

    /// Who may call a path.
    ///
    /// @param method empty for every method
    record Grant(Optional<HttpMethod> method, String path, Access access) {
        Grant {
            requireNonNull(method, "method is null");
            requireNonNull(path, "path is null");
            requireNonNull(access, "access is null");
        }
    }

    private final Map<Grant, RequestMatcher> matchers = new LinkedHashMap<>();
    private final ObjectMapper json;

    SecurityRules(List<Grant> grants, ObjectMapper json) {
        grants.forEach(grant -> matchers.put(grant, matcher(grant)));
        this.json = requireNonNull(json, "json is null");
    }

    SecurityFilterChain chain(HttpSecurity http) {
        return http.authorizeHttpRequests(rules -> {
                    matchers.forEach((grant, matcher) -> {
                        switch (grant.access()) {
                            case ANYBODY, LINK, LANE_KEY ->
                                rules.requestMatchers(matcher).permitAll();
                            case STEWARD -> rules.requestMatchers(matcher).hasAnyRole("STEWARD", "ORGANISER");
                            case ORGANISER -> rules.requestMatchers(matcher).hasRole("ORGANISER");
                            case OFFICER -> rules.requestMatchers(matcher).hasAnyRole("OFFICER", "ORGANISER");
                            case STAFF -> rules.requestMatchers(matcher).authenticated();
                        }
                    });
                    rules.anyRequest().denyAll();
                })
                .csrf(csrf -> csrf.ignoringRequestMatchers(this::needsNoSession))
                .headers(this::headers)
                .requestCache(cache -> cache.requestCache(new NullRequestCache()))
                .logout(logout -> logout.disable())
                .exceptionHandling(problems -> problems.authenticationEntryPoint(
                                (request, response, missing) -> write(response, Problems.NOT_SIGNED_IN))
                        .accessDeniedHandler((request, response, denied) -> write(response, problem(denied))))
                .build();
    }

    /// Whether a call needs no session, because its right lies in its path or in its message: then there is nothing
    /// that another site could borrow. The first grant that fits decides, as it does for the role.
    private boolean needsNoSession(HttpServletRequest request) {
        return matchers.entrySet().stream()
                .filter(entry -> entry.getValue().matches(request))
                .findFirst()
                .map(entry -> switch (entry.getKey().access()) {
                    case ANYBODY, LINK, LANE_KEY -> true;
                    case STEWARD, ORGANISER, OFFICER, STAFF -> false;
                })
                .orElse(false);
    }

    private void headers(HeadersConfigurer<HttpSecurity> headers) {
        headers.contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT_POLICY))
                .permissionsPolicyHeader(policy -> policy.policy(PERMISSIONS))
                .referrerPolicy(policy -> policy.policy(ReferrerPolicy.NO_REFERRER))
                .frameOptions(frames -> frames.deny())
                .crossOriginOpenerPolicy(policy -> policy.policy(CrossOriginOpenerPolicy.SAME_ORIGIN))
                .crossOriginResourcePolicy(policy -> policy.policy(CrossOriginResourcePolicy.SAME_ORIGIN));
    }

    private static Problem problem(AccessDeniedException denied) {
        return denied instanceof CsrfException ? Problems.STALE_PAGE : Problems.NOT_YOURS;
    }

    private void write(HttpServletResponse response, Problem problem) throws IOException {
        response.setStatus(problem.status());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.getOutputStream().write(json.writeValueAsBytes(problem));
    }

    private static RequestMatcher matcher(Grant grant) {
        return grant.method()
                .map(method -> PathPatternRequestMatcher.pathPattern(method, grant.path()))
                .orElseGet(() -> PathPatternRequestMatcher.pathPattern(grant.path()));
    }
}
