package org.facelane.venue.http.pass;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.facelane.venue.Event;
import org.facelane.venue.Ticket;
import org.facelane.venue.TicketId;
import org.facelane.venue.http.route.GuestLinks;
import org.facelane.venue.http.route.Json;
import org.facelane.venue.http.route.Problems;
import org.facelane.venue.http.route.Route;
import org.facelane.venue.pass.Pass;
import org.facelane.venue.pass.PassPdf;
import org.facelane.venue.pass.PassStore;
import org.facelane.venue.store.Database;
import org.facelane.venue.store.EventStore;
import org.facelane.venue.store.GuestStore;
import org.facelane.venue.store.TicketStore;
import org.facelane.venue.wallet.AppleWallet;
import org.facelane.venue.wallet.WalletPass;
import org.facelane.venue.wallet.WalletWords;
import org.facelane.venue.wallet.Wallets;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/// The server has no pass: the guest's page sends it along, in the body so that no log of addresses has it, and gets it
/// back in another form. Nothing of it is kept.
public final class PassRoutes {
    private static final String DISPOSITION = "Content-Disposition";

    private final Database database;
    private final GuestLinks links;
    private final Wallets wallets;
    private final InstantSource time;

    public PassRoutes(Database database, GuestLinks links, Wallets wallets, InstantSource time) {
        this.database = requireNonNull(database, "database is null");
        this.links = requireNonNull(links, "links is null");
        this.wallets = requireNonNull(wallets, "wallets is null");
        this.time = requireNonNull(time, "time is null");
    }

    public List<Route> routes() {
        return List.of(
                Route.post(
                        "/api/enrol/{token}/pass.pdf",
                        request -> withPass(request, request.body(String.class), PassRoutes::pdf)),
                Route.post(
                        "/api/enrol/{token}/pass.pkpass",
                        request -> withPass(request, request.param("pass").orElse(""), this::apple)),
                Route.post(
                        "/api/enrol/{token}/pass.google",
                        request -> withPass(request, request.body(String.class), this::google)));
    }

    /// What a guest opens to save the pass.
    record SaveLink(URI link) {}

    /// Makes another form of a pass.
    @FunctionalInterface
    private interface Form {
        ServerResponse of(WalletPass pass) throws Exception;
    }

    private ServerResponse withPass(ServerRequest request, String text, Form form) throws Exception {
        WalletWords words = WalletWords.in(request.param("language").orElse(""));
        return links.open(request, ticket -> {
            Optional<WalletPass> current = current(ticket, new Pass(text), words);
            return current.isPresent() ? form.of(current.get()) : Problems.PASS_NOT_CURRENT.answer();
        });
    }

    private Optional<WalletPass> current(TicketId id, Pass pass, WalletWords words) {
        return database.read(tx -> {
            Optional<GuestStore.Enrolled> guest = GuestStore.latest(tx, id);
            if (guest.isEmpty() || !PassStore.isCurrent(tx, guest.get().guest().id(), pass)) {
                return Optional.empty();
            }
            Event event = EventStore.find(tx, guest.get().guest().event()).orElseThrow();
            Ticket ticket = TicketStore.find(tx, id).orElseThrow();
            return Optional.of(new WalletPass(event, ticket, pass, words));
        });
    }

    private static ServerResponse pdf(WalletPass wanted) {
        return ServerResponse.ok()
                .contentType(MediaType.APPLICATION_PDF)
                .header(DISPOSITION, "attachment; filename=\"pass.pdf\"")
                .body(new PassPdf(wanted.event(), wanted.ticket()).of(wanted.pass()));
    }

    private ServerResponse apple(WalletPass wanted) {
        if (!wallets.offered(wanted.event().mode()).contains(Wallets.Kind.APPLE)) {
            return Problems.NO_SUCH_PAGE.answer();
        }
        return ServerResponse.ok()
                .contentType(MediaType.parseMediaType(AppleWallet.MEDIA_TYPE))
                .header(DISPOSITION, "attachment; filename=\"pass.pkpass\"")
                .body(wallets.apple().orElseThrow().file(wanted, time.instant()));
    }

    private ServerResponse google(WalletPass wanted) {
        return wallets.offered(wanted.event().mode()).contains(Wallets.Kind.GOOGLE)
                ? Json.ok(new SaveLink(wallets.google().orElseThrow().link(wanted, time.instant())))
                : Problems.NO_SUCH_PAGE.answer();
    }
}
