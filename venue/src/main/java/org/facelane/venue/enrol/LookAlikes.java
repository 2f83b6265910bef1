package org.facelane.venue.enrol;

import static java.lang.System.Logger.Level.WARNING;
import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.facelane.face.Candidate;
import org.facelane.face.Features;
import org.facelane.face.Probe;
import org.facelane.face.ReferenceId;
import org.facelane.face.Threshold;
import org.facelane.face.gallery.Gallery;
import org.facelane.venue.EventId;
import org.facelane.venue.GalleryVersion;
import org.facelane.venue.Guest;
import org.facelane.venue.store.Database;
import org.facelane.venue.store.DatabaseUnreachable;
import org.facelane.venue.store.GalleryFeed;
import org.facelane.venue.store.GuestStore;

/// Whether a guest who has just enrolled looks so much like another guest of the event that a lane, which refers rather
/// than guesses, may ask for the ticket.
///
/// It is no search of a picture: only [Enrolment] asks, after the guest's own enrolment is committed, once for each
/// ticket ever, and the answer is yes or no. Nothing of the other guest leaves this class, and nothing is written: see
/// `docs/accuracy/look-alikes.md` for what the answer reveals. A guest who has withdrawn is nobody's look-alike,
/// whatever a gallery in memory still holds: the database has the last word.
///
/// Safe for use by several threads. Costs one search of the gallery, the first time in a process the loading of it.
public final class LookAlikes {
    private static final System.Logger LOG = System.getLogger(LookAlikes.class.getName());

    /// How long a gallery may take to hear of an enrolment. If it takes longer, whoever enrolled in that time is
    /// missed.
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /// The guest, and as many others as could have withdrawn a moment ago.
    private static final int CANDIDATE_COUNT = 8;

    private final Database database;
    private final Function<EventId, GalleryFeed> galleries;
    private final IntFunction<Threshold> threshold;

    /// @param galleries the feed of an event
    /// @param threshold from which a second candidate matters at a lane, by the size of the gallery
    public LookAlikes(Database database, Function<EventId, GalleryFeed> galleries, IntFunction<Threshold> threshold) {
        this.database = requireNonNull(database, "database is null");
        this.galleries = requireNonNull(galleries, "galleries is null");
        this.threshold = requireNonNull(threshold, "threshold is null");
    }

    /// What an enrolment committed.
    ///
    /// @param own the guest's own reference
    /// @param version the number of its gallery change
    record Committed(Guest guest, ReferenceId own, GalleryVersion version) {}

    /// @param features those that were enrolled
    /// @return false as well if it cannot be known now: the enrolment stands either way, and so does the lane's
    ///     rule
    boolean exist(Committed enrolled, Features features) {
        try {
            if (!database.read(tx -> GuestStore.isFirst(tx, enrolled.guest()))) {
                return false;
            }
            GalleryFeed feed = galleries.apply(enrolled.guest().event());
            feed.awaitVersion(enrolled.version(), PATIENCE);
            Gallery gallery = feed.current().gallery();
            Probe probe = gallery.probe(features);
            List<Candidate> candidates = gallery.search(probe, threshold.apply(gallery.count()), CANDIDATE_COUNT);
            probe.overwrite();
            return database.read(tx -> isAnotherGuest(tx, candidates, enrolled));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (DatabaseUnreachable e) {
            LOG.log(WARNING, "whether guests look alike cannot be known now", e);
            return false;
        }
    }

    private static boolean isAnotherGuest(Connection tx, List<Candidate> candidates, Committed enrolled)
            throws SQLException {
        for (Candidate candidate : candidates) {
            Optional<Guest> other = GuestStore.ofReference(tx, candidate.reference());
            if (!candidate.reference().equals(enrolled.own()) && other.isPresent()) {
                return true;
            }
        }
        return false;
    }
}
