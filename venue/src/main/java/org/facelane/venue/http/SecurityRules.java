package org.facelane.venue.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.facelane.venue.http.route.AccessTable.Caller;
import org.facelane.venue.http.route.AccessTable.Row;
import org.facelane.venue.http.route.Problem;
import org.facelane.venue.http.route.Problems;
import org.facelane.venue.http.staff.StaffCookie;
import org.facelane.venue.http.staff.StaffFilter;
import org.springframework.http.MediaType;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.context.NullSecurityContextRepository;
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

    private final Map<Row, RequestMatcher> matchers = new LinkedHashMap<>();
    private final StaffCookie cookie;
    private final ObjectMapper json;

    SecurityRules(List<Row> rows, StaffCookie cookie, ObjectMapper json) {
        rows.forEach(row -> matchers.put(row, matcher(row)));
        this.cookie = requireNonNull(cookie, "cookie is null");
        this.json = requireNonNull(json, "json is null");
    }

    SecurityFilterChain chain(HttpSecurity http) {
        return http.authorizeHttpRequests(rules -> {
                    matchers.forEach((row, matcher) -> {
                        if (row.isForStaff()) {
                            rules.requestMatchers(matcher)
                                    .hasAnyRole(row.callers().stream()
                                            .map(Caller::name)
                                            .toArray(String[]::new));
                        } else {
                            rules.requestMatchers(matcher).permitAll();
                        }
                    });
                    rules.anyRequest().denyAll();
                })
                .securityContext(known -> known.securityContextRepository(new NullSecurityContextRepository()))
                .addFilterBefore(new StaffFilter(cookie), AnonymousAuthenticationFilter.class)
                .csrf(csrf -> csrf.csrfTokenRepository(cookie).ignoringRequestMatchers(this::needsNoSession))
                .headers(this::headers)
                .requestCache(cache -> cache.requestCache(new NullRequestCache()))
                .logout(logout -> logout.disable())
                .exceptionHandling(problems -> problems.authenticationEntryPoint(
                                (request, response, missing) -> notSignedIn(request, response))
                        .accessDeniedHandler((request, response, denied) -> notAllowed(request, response, denied)))
                .build();
    }

    /// Whether a call needs no session, because its right lies in its path or in its message: then there is nothing
    /// that another site could borrow.
    private boolean needsNoSession(HttpServletRequest request) {
        return row(request).map(row -> !row.isForStaff()).orElse(false);
    }

    /// The first row that fits decides.
    private Optional<Row> row(HttpServletRequest request) {
        return matchers.entrySet().stream()
                .filter(entry -> entry.getValue().matches(request))
                .findFirst()
                .map(Map.Entry::getKey);
    }

    /// A page asks to sign in and is opened then; a call says what is missing.
    private void notSignedIn(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Optional<Row> row = row(request);
        if (row.isEmpty()) {
            nothingThere(request, response);
        } else if (StaffFilter.couldNotAsk(request)) {
            write(response, Problems.DATABASE_UNREACHABLE);
        } else if (row.get().isPage()) {
            toSignIn(request, response, "");
        } else {
            write(response, Problems.NOT_SIGNED_IN);
        }
    }

    private void notAllowed(HttpServletRequest request, HttpServletResponse response, AccessDeniedException denied)
            throws IOException {
        Optional<Row> row = row(request);
        if (row.isEmpty()) {
            nothingThere(request, response);
        } else if (row.get().isPage()) {
            toSignIn(request, response, "&other=yes");
        } else {
            write(response, denied instanceof CsrfException ? Problems.STALE_PAGE : Problems.NOT_YOURS);
        }
    }

    /// The path is one of the table's own and needs no escaping; a browser keeps what follows its `#`.
    private static void toSignIn(HttpServletRequest request, HttpServletResponse response, String more) {
        response.setStatus(HttpServletResponse.SC_SEE_OTHER);
        response.setHeader("Location", "/sign-in?next=" + request.getRequestURI() + more);
    }

    private void headers(HeadersConfigurer<HttpSecurity> headers) {
        headers.contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT_POLICY))
                .permissionsPolicyHeader(policy -> policy.policy(PERMISSIONS))
                .referrerPolicy(policy -> policy.policy(ReferrerPolicy.NO_REFERRER))
                .frameOptions(frames -> frames.deny())
                .crossOriginOpenerPolicy(policy -> policy.policy(CrossOriginOpenerPolicy.SAME_ORIGIN))
                .crossOriginResourcePolicy(policy -> policy.policy(CrossOriginResourcePolicy.SAME_ORIGIN));
    }

    /// A browser that was sent there shows a page, a program reads the problem.
    private void nothingThere(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String accepts = request.getHeader("Accept");
        if (accepts == null || !accepts.contains(MediaType.TEXT_HTML_VALUE)) {
            write(response, Problems.NO_SUCH_PAGE);
            return;
        }
        response.setStatus(Problems.NO_SUCH_PAGE.status());
        response.setContentType("text/html;charset=utf-8");
        response.getOutputStream().write(Problems.NO_SUCH_PAGE.page().getBytes(UTF_8));
    }

    private void write(HttpServletResponse response, Problem problem) throws IOException {
        response.setStatus(problem.status());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.getOutputStream().write(json.writeValueAsBytes(problem));
    }

    private static RequestMatcher matcher(Row row) {
        return row.method()
                .map(method -> PathPatternRequestMatcher.pathPattern(method, row.path()))
                .orElseGet(() -> PathPatternRequestMatcher.pathPattern(row.path()));
    }
}
