package org.facelane.venue.http.route;

import static java.util.Objects.requireNonNull;

import java.time.InstantSource;
import org.facelane.venue.TicketId;
import org.facelane.venue.ticketing.EnrolmentLinks;
import org.facelane.venue.ticketing.EnrolmentLinks.Reading;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/// Opens the link in a request's path, and says what is wrong with one that opens nothing. Safe for use by several
/// threads.
public final class GuestLinks {
    private final EnrolmentLinks links;
    private final InstantSource time;

    public GuestLinks(EnrolmentLinks links, InstantSource time) {
        this.links = requireNonNull(links, "links is null");
        this.time = requireNonNull(time, "time is null");
    }

    /// What is done for the holder of a link.
    @FunctionalInterface
    public interface Use {
        ServerResponse with(TicketId ticket) throws Exception;
    }

    /// @param request whose path has a `token`
    public ServerResponse open(ServerRequest request, Use use) throws Exception {
        Reading reading = links.read(request.pathVariable("token"), time.instant());
        return switch (reading) {
            case Reading.Valid(TicketId ticket) -> use.with(ticket);
            case Reading.Expired _ -> Problems.LINK_EXPIRED.answer();
            case Reading.Revoked _ -> Problems.LINK_REVOKED.answer();
            case Reading.Forged _ -> Problems.LINK_FORGED.answer();
        };
    }
}
