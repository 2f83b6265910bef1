package org.facelane.venue.http;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.function.Function;
import org.facelane.venue.Lane;
import org.facelane.venue.access.OrganiserLinks;
import org.facelane.venue.access.Passkeys;
import org.facelane.venue.access.SecondFactor;
import org.facelane.venue.access.SignInDemand;
import org.facelane.venue.access.StaffAccounts;
import org.facelane.venue.access.StaffSessions;
import org.facelane.venue.camera.CameraLimits;
import org.facelane.venue.edge.office.Agents;
import org.facelane.venue.enrol.CameraSessions;
import org.facelane.venue.enrol.Enrolment;
import org.facelane.venue.enrol.EventOpening;
import org.facelane.venue.erase.Erasures;
import org.facelane.venue.gate.Gate;
import org.facelane.venue.http.Pages.Version;
import org.facelane.venue.http.route.AccessTable.Caller;
import org.facelane.venue.http.screen.LaneScreens;
import org.facelane.venue.http.staff.Ceremony;
import org.facelane.venue.lane.Lanes;
import org.facelane.venue.openid.OpenIdRenewal;
import org.facelane.venue.pretix.PretixSetup;
import org.facelane.venue.proof.GuestPapers;
import org.facelane.venue.setup.LaneSetups;
import org.facelane.venue.slice.Slices;
import org.facelane.venue.steward.Board;
import org.facelane.venue.steward.LaneOrders;
import org.facelane.venue.steward.Stewards;
import org.facelane.venue.store.Database;
import org.facelane.venue.ticketing.EnrolmentLinks;
import org.facelane.venue.ticketing.TicketImport;
import org.facelane.venue.wallet.Wallets;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.boot.web.server.WebServer;
import org.springframework.boot.web.server.servlet.context.AnnotationConfigServletWebServerApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.web.context.support.StandardServletEnvironment;

/// The running web server. Spring is hidden behind this class: whoever opens it hands over finished parts, and no file
/// and no variable of the environment changes how it behaves.
public final class Http implements AutoCloseable {
    /// By what staff sign in, and stay so.
    ///
    /// @param openId the identity provider, if one is set
    public record StaffParts(
            StaffAccounts accounts,
            SecondFactor second,
            Passkeys passkeys,
            StaffSessions sessions,
            OrganiserLinks links,
            Optional<OpenIdRenewal> openId) {
        public StaffParts {
            requireNonNull(accounts, "accounts is null");
            requireNonNull(second, "second is null");
            requireNonNull(passkeys, "passkeys is null");
            requireNonNull(sessions, "sessions is null");
            requireNonNull(links, "links is null");
            requireNonNull(openId, "openId is null");
        }
    }

    /// What the web server serves: finished flows and stores, made and closed by whoever opens it.
    ///
    /// @param vision platform threads on which pictures are computed with
    /// @param gates the gate of a lane
    /// @param auditHeads the file of this server's audit heads
    public record Parts(
            Database database,
            StaffParts staff,
            EventOpening opening,
            TicketImport tickets,
            EnrolmentLinks links,
            Enrolment enrolment,
            CameraSessions sessions,
            Erasures erasures,
            GuestPapers papers,
            Wallets wallets,
            Lanes lanes,
            LaneSetups setups,
            Slices slices,
            Board board,
            Agents agents,
            Stewards stewards,
            PretixSetup pretix,
            LaneOrders orders,
            Function<Lane, Gate> gates,
            ExecutorService vision,
            Path auditHeads,
            Version version,
            InstantSource time) {
        public Parts {
            requireNonNull(database, "database is null");
            requireNonNull(staff, "staff is null");
            requireNonNull(opening, "opening is null");
            requireNonNull(tickets, "tickets is null");
            requireNonNull(links, "links is null");
            requireNonNull(enrolment, "enrolment is null");
            requireNonNull(sessions, "sessions is null");
            requireNonNull(erasures, "erasures is null");
            requireNonNull(papers, "papers is null");
            requireNonNull(wallets, "wallets is null");
            requireNonNull(lanes, "lanes is null");
            requireNonNull(setups, "setups is null");
            requireNonNull(slices, "slices is null");
            requireNonNull(board, "board is null");
            requireNonNull(agents, "agents is null");
            requireNonNull(stewards, "stewards is null");
            requireNonNull(pretix, "pretix is null");
            requireNonNull(orders, "orders is null");
            requireNonNull(gates, "gates is null");
            requireNonNull(vision, "vision is null");
            requireNonNull(auditHeads, "auditHeads is null");
            requireNonNull(version, "version is null");
            requireNonNull(time, "time is null");
        }
    }

    /// Where the server listens, and what it takes.
    ///
    /// @param port 0 for any free one
    /// @param publicUrl how browsers reach the server, without a path; empty: `http://localhost:<port>`
    /// @param proxied whether a proxy in front sets `X-Forwarded-For` and `X-Forwarded-Proto`
    /// @param pictureBytesMax largest picture a guest may send
    /// @param enrolByFile whether guests may send a picture file
    /// @param ticketFileBytesMax largest ticket file
    /// @param uploadsMax bodies in memory at once
    /// @param framesPerSecondMax frames a lane may send a second
    /// @param camera what a camera with an address may cost
    /// @param linkLife how long an enrolment link is valid
    /// @param signInAttemptsMax failed sign-ins for one name or address within a quarter of an hour
    /// @param signInDemand what staff have to show
    /// @param guestRequestsMax requests a minute for one enrolment link; twenty times as many from one address
    public record Limits(
            int port,
            String bindAddress,
            Optional<URI> publicUrl,
            boolean proxied,
            int pictureBytesMax,
            boolean enrolByFile,
            int ticketFileBytesMax,
            int uploadsMax,
            int framesPerSecondMax,
            CameraLimits camera,
            Duration linkLife,
            int signInAttemptsMax,
            SignInDemand signInDemand,
            int guestRequestsMax) {
        public Limits {
            requireNonNull(bindAddress, "bindAddress is null");
            requireNonNull(publicUrl, "publicUrl is null");
            requireNonNull(camera, "camera is null");
            requireNonNull(linkLife, "linkLife is null");
            requireNonNull(signInDemand, "signInDemand is null");
        }

        /// How browsers reach the server, without a slash at the end.
        String url(WebServer listening) {
            return publicUrl.map(Object::toString).orElseGet(() -> "http://localhost:" + listening.getPort());
        }

        /// Whether browsers reach the server over TLS.
        boolean isSecure() {
            return publicUrl.map(url -> "https".equals(url.getScheme())).orElse(false);
        }
    }

    private final AnnotationConfigServletWebServerApplicationContext context;
    private final Limits limits;

    private Http(AnnotationConfigServletWebServerApplicationContext context, Limits limits) {
        this.context = context;
        this.limits = limits;
    }

    /// Starts listening; takes about a second.
    ///
    /// @throws PortTaken if somebody else listens there
    public static Http open(Parts parts, Limits limits) {
        requireNonNull(parts, "parts is null");
        AnnotationConfigServletWebServerApplicationContext context =
                new AnnotationConfigServletWebServerApplicationContext();
        context.setEnvironment(new Environment(properties(limits)));
        context.getBeanFactory().registerSingleton("parts", parts);
        context.getBeanFactory().registerSingleton("limits", limits);
        context.register(Wiring.class);
        try {
            context.refresh();
            return new Http(context, limits);
        } catch (RuntimeException e) {
            context.close();
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof PortInUseException) {
                    throw new PortTaken(limits.port(), e);
                }
            }
            throw e;
        }
    }

    /// Somebody else listens on the port.
    public static final class PortTaken extends RuntimeException {
        private static final long serialVersionUID = 1;

        private PortTaken(int port, Throwable cause) {
            super("port " + port + " is taken", cause);
        }
    }

    /// Where the server listens.
    public int port() {
        return requireNonNull(context.getWebServer(), "the web server is closed")
                .getPort();
    }

    /// How browsers reach the server, without a slash at the end.
    public String url() {
        return limits.url(requireNonNull(context.getWebServer(), "the web server is closed"));
    }

    /// The row of every route, for example `GET /api/events` → `STEWARD`, `ORGANISER`.
    public Map<String, Set<Caller>> routes() {
        Map<String, Set<Caller>> routes = new LinkedHashMap<>();
        context.getBean(Routes.class).rows().forEach(row -> routes.put(row.toString(), row.callers()));
        return routes;
    }

    /// Ends every connection and stops listening. Closing twice does nothing.
    @Override
    public void close() {
        if (context.isActive()) {
            context.getBean(Parts.class).agents().bell().close();
            context.getBean(BoardRoutes.class).close();
            context.getBean(LaneScreens.class).close();
            context.getBean(LaneSocket.class).close();
        }
        context.close();
    }

    private static Map<String, Object> properties(Limits limits) {
        Map<String, Object> properties = new HashMap<>();
        properties.put("server.port", limits.port());
        properties.put("server.address", limits.bindAddress());
        properties.put("server.shutdown", "immediate");
        properties.put("server.forward-headers-strategy", limits.proxied() ? "native" : "none");
        properties.put("server.servlet.session.timeout", Ceremony.LIFE);
        properties.put("server.servlet.session.tracking-modes", "cookie");
        properties.put("server.servlet.session.cookie.name", "facelane");
        properties.put("server.servlet.session.cookie.http-only", true);
        properties.put("server.servlet.session.cookie.same-site", "strict");
        properties.put("server.servlet.session.cookie.secure", limits.isSecure());
        properties.put("server.tomcat.connection-timeout", "20s");
        properties.put("server.tomcat.max-connections", 2_000);
        properties.put("spring.threads.virtual.enabled", true);
        properties.put("spring.web.resources.add-mappings", false);
        properties.put("management.endpoints.access.default", "none");
        properties.put("management.endpoint.health.access", "read-only");
        properties.put("management.endpoint.info.access", "read-only");
        properties.put("management.endpoint.metrics.access", "read-only");
        properties.put("management.endpoints.web.exposure.include", "health,info,metrics");
        properties.put("management.endpoints.web.discovery.enabled", false);
        return properties;
    }

    private static final class Environment extends StandardServletEnvironment {
        Environment(Map<String, Object> properties) {
            setConversionService(new ApplicationConversionService());
            getPropertySources().addFirst(new MapPropertySource("facelane", properties));
        }

        /// Nothing from the process: settings have one source each.
        @Override
        protected void customizePropertySources(MutablePropertySources sources) {}
    }
}
