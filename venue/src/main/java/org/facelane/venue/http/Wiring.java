package org.facelane.venue.http;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.facelane.venue.http.edge.AgentRoutes;
import org.facelane.venue.http.hand.HandRoutes;
import org.facelane.venue.http.pass.PassRoutes;
import org.facelane.venue.http.route.AccessTable;
import org.facelane.venue.http.route.GuestLinks;
import org.facelane.venue.http.route.Json;
import org.facelane.venue.http.route.Route;
import org.facelane.venue.http.route.Uploads;
import org.facelane.venue.http.screen.LaneScreens;
import org.facelane.venue.http.screen.ScreenRoutes;
import org.facelane.venue.http.staff.AccountRoutes;
import org.facelane.venue.http.staff.ProviderRoutes;
import org.facelane.venue.http.staff.SignInRoutes;
import org.facelane.venue.http.staff.StaffCookie;
import org.facelane.venue.http.staff.StaffRoutes;
import org.facelane.venue.store.DatabaseUnreachable;
import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.jackson.JacksonEndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.info.InfoEndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementContextAutoConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.health.autoconfigure.actuate.endpoint.HealthEndpointAutoConfiguration;
import org.springframework.boot.health.autoconfigure.registry.HealthContributorRegistryAutoConfiguration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsEndpointAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.jvm.JvmMetricsAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.boot.servlet.autoconfigure.actuate.web.ServletManagementContextAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.actuate.endpoint.web.WebMvcHealthEndpointExtensionAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerResponse;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;
import org.springframework.web.socket.server.standard.ServletServerContainerFactoryBean;
import org.springframework.web.socket.server.support.OriginHandshakeInterceptor;
import org.springframework.web.socket.server.support.WebSocketHttpRequestHandler;
import tools.jackson.databind.json.JsonMapper;

/// Everything that Spring is told: which of its own parts to start, and our beans, written out one by one.
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration({
    TomcatServletWebServerAutoConfiguration.class,
    DispatcherServletAutoConfiguration.class,
    WebMvcAutoConfiguration.class,
    JacksonAutoConfiguration.class,
    HttpMessageConvertersAutoConfiguration.class,
    ServletWebSecurityAutoConfiguration.class,
    SecurityFilterAutoConfiguration.class,
    EndpointAutoConfiguration.class,
    WebEndpointAutoConfiguration.class,
    JacksonEndpointAutoConfiguration.class,
    ManagementContextAutoConfiguration.class,
    ServletManagementContextAutoConfiguration.class,
    HealthContributorRegistryAutoConfiguration.class,
    HealthEndpointAutoConfiguration.class,
    WebMvcHealthEndpointExtensionAutoConfiguration.class,
    InfoEndpointAutoConfiguration.class,
    MetricsAutoConfiguration.class,
    CompositeMeterRegistryAutoConfiguration.class,
    SimpleMetricsExportAutoConfiguration.class,
    MetricsEndpointAutoConfiguration.class,
    JvmMetricsAutoConfiguration.class
})
class Wiring {
    @Bean
    JsonMapper json() {
        return Json.mapper();
    }

    /// How browsers reach the server; known only once it listens.
    @Bean
    Supplier<String> url(ServletWebServerApplicationContext context, Http.Limits limits) {
        return () -> limits.url(requireNonNull(context.getWebServer(), "the server does not listen"));
    }

    @Bean
    Uploads uploads(Http.Parts parts, Http.Limits limits, JsonMapper json) {
        return new Uploads(limits.uploadsMax(), json, parts.time());
    }

    @Bean
    BoardRoutes boardRoutes(Http.Parts parts) {
        return new BoardRoutes(parts);
    }

    @Bean
    StaffCookie staffCookie(Http.Parts parts, Http.Limits limits) {
        return new StaffCookie(parts.staff().sessions(), limits.isSecure(), parts.time());
    }

    @Bean
    Routes routes(
            Http.Parts parts,
            Http.Limits limits,
            Uploads uploads,
            BoardRoutes boardRoutes,
            LaneScreens screens,
            StaffCookie cookie,
            Supplier<String> url) {
        Http.StaffParts staff = parts.staff();
        SignInRoutes.Ways ways = new SignInRoutes.Ways(
                staff.accounts(), staff.second(), staff.passkeys(), staff.links(), limits.signInDemand());
        List<List<Route>> groups = List.of(
                new Pages(parts.version()).routes(),
                new SignInRoutes(ways, cookie, limits.signInAttemptsMax(), url, parts.time()).routes(),
                new ProviderRoutes(staff.openId(), cookie, limits.signInAttemptsMax(), url, parts.time()).routes(),
                new AccountRoutes(ways, cookie, limits.signInAttemptsMax(), url, parts.time()).routes(),
                new StaffRoutes(ways, parts.time()).routes(),
                new EventRoutes(parts, url).routes(),
                new TicketRoutes(parts, uploads, limits.ticketFileBytesMax(), limits.linkLife(), url).routes(),
                new EnrolRoutes(parts, uploads, limits.pictureBytesMax(), limits.enrolByFile()).routes(),
                new PassRoutes(
                                parts.database(),
                                new GuestLinks(parts.links(), parts.time()),
                                parts.wallets(),
                                parts.time())
                        .routes(),
                new DoorRoutes(parts).routes(),
                new PretixRoutes(parts).routes(),
                new SetupRoutes(parts).routes(),
                boardRoutes.routes(),
                new HandRoutes(
                                new HandRoutes.Parts(
                                        parts.database(),
                                        parts.stewards(),
                                        parts.setups(),
                                        parts.vision(),
                                        parts.time()),
                                uploads)
                        .routes(),
                new LaneOrderRoutes(parts).routes(),
                new ScreenRoutes(screens).routes(),
                new PrivacyRoutes(parts, url).routes(),
                new OfficerRoutes(parts, parts.auditHeads()).routes(),
                new AgentRoutes(parts.agents(), url, parts.time()).routes());
        return new Routes(groups, new Routes.Doorkeeper(limits.guestRequestsMax(), parts.time()));
    }

    @Bean
    RouterFunction<ServerResponse> router(Routes routes) {
        return routes.router();
    }

    @Bean
    SecurityFilterChain security(HttpSecurity http, StaffCookie cookie, JsonMapper json) {
        return new SecurityRules(
                        Stream.concat(AccessTable.ROWS.stream(), AccessTable.WITHOUT_ROUTE.stream())
                                .toList(),
                        cookie,
                        json)
                .chain(http);
    }

    /// `GET /actuator/health` says whether the database answers.
    @Bean
    HealthIndicator databaseHealthIndicator(Http.Parts parts) {
        return () -> {
            try {
                parts.database().read(tx -> tx.isValid(1));
                return Health.up().build();
            } catch (DatabaseUnreachable e) {
                return Health.down().build();
            }
        };
    }

    @Bean
    LaneScreens laneScreens(Http.Parts parts, Http.Limits limits) {
        return LaneScreens.start(new LaneScreens.Parts(
                parts.database(),
                parts.setups(),
                parts.lanes(),
                parts.gates(),
                limits.camera(),
                parts.agents().watch()::hasAgent,
                parts.time()));
    }

    @Bean
    LaneSocket laneSocket(Http.Parts parts, Http.Limits limits, JsonMapper json, LaneScreens screens) {
        return new LaneSocket(parts, json, limits.framesPerSecondMax(), screens);
    }

    /// Only our own pages may open the lanes' socket.
    @Bean
    HandlerMapping laneSocketMapping(LaneSocket socket, Http.Limits limits) {
        WebSocketHttpRequestHandler upgrade = new WebSocketHttpRequestHandler(socket);
        OriginHandshakeInterceptor origins = new OriginHandshakeInterceptor();
        origins.setAllowedOrigins(
                limits.publicUrl().map(Object::toString).stream().toList());
        upgrade.setHandshakeInterceptors(List.of(origins));
        return new SimpleUrlHandlerMapping(Map.of(LaneSocket.PATH, upgrade), Ordered.HIGHEST_PRECEDENCE);
    }

    @Bean
    ServletServerContainerFactoryBean webSocketLimits() {
        ServletServerContainerFactoryBean container = new ServletServerContainerFactoryBean();
        container.setMaxBinaryMessageBufferSize(LaneSocket.FRAME_BYTES_MAX);
        container.setMaxTextMessageBufferSize(LaneSocket.TEXT_BYTES_MAX);
        container.setMaxSessionIdleTimeout(60_000L);
        return container;
    }
}
