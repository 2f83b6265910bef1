package org.facelane.venue.pass;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.facelane.face.Candidate;
import org.facelane.face.CompactTemplate;
import org.facelane.face.Features;
import org.facelane.face.Probe;
import org.facelane.face.ReferenceId;
import org.facelane.face.Threshold;
import org.facelane.face.gallery.Gallery;
import org.facelane.face.gallery.Verification;
import org.facelane.face.gallery.Verification.NotVerified;
import org.facelane.face.gallery.Verification.UnknownReference;
import org.facelane.face.gallery.Verification.Verified;
import org.facelane.venue.TicketId;

/// What somebody who shows a genuine pass claims: to be the guest it was made for. It can be compared with one face,
/// the one before the lane, and with nothing else: nobody gets the template out of it, and no gallery takes it.
/// It does not change until whoever holds it overwrites it; thread-safe.
public final class Claim {
    private final ReferenceId reference;
    private final TicketId ticket;
    private final CompactTemplate template;
    private final Threshold threshold;

    Claim(ReferenceId reference, TicketId ticket, CompactTemplate template, Threshold threshold) {
        this.reference = requireNonNull(reference, "reference is null");
        this.ticket = requireNonNull(ticket, "ticket is null");
        this.template = requireNonNull(template, "template is null");
        this.threshold = requireNonNull(threshold, "threshold is null");
    }

    /// Names the pass.
    public ReferenceId reference() {
        return reference;
    }

    /// Whose pass it is.
    public TicketId ticket() {
        return ticket;
    }

    /// Whether the pass was made by the model and rotation that the lane recognises by.
    ///
    /// @param gallery of the lane's event; it need not hold anybody
    public boolean comparesIn(Gallery gallery, Features shown) {
        Probe probe = gallery.probe(shown);
        try {
            return template.comparesWith(probe);
        } finally {
            probe.overwrite();
        }
    }

    /// Compares the face before the lane with the pass (1:1).
    ///
    /// @param gallery of the lane's event; it is not searched
    /// @return who it is with the score; empty if the score does not reach the threshold for one comparison
    /// @throws IllegalArgumentException if the pass does not compare
    public Optional<Candidate> compare(Gallery gallery, Features shown) {
        Probe probe = gallery.probe(shown);
        Verification verification = gallery.verify(template, probe, threshold);
        probe.overwrite();
        return switch (verification) {
            case Verified verified -> Optional.of(new Candidate(reference, verified.score()));
            case NotVerified _, UnknownReference _ -> Optional.empty();
        };
    }

    /// Nothing can be compared with it any more.
    public void overwrite() {
        template.overwrite();
    }

    /// Never the template.
    @Override
    public String toString() {
        return "Claim[" + reference + ", ticket " + ticket + "]";
    }
}
