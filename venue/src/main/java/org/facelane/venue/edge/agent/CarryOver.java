package org.facelane.venue.edge.agent;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;
import static java.util.Objects.requireNonNull;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.facelane.face.ReferenceId;
import org.facelane.venue.EventId;
import org.facelane.venue.edge.SyncAnswer;
import org.facelane.venue.edge.SyncAnswer.TicketLine;
import org.facelane.venue.edge.TicketPage;
import org.facelane.venue.edge.WireText;
import org.facelane.venue.keys.GalleryKey;
import org.facelane.venue.keys.MasterKey;
import org.facelane.venue.keys.SealedFile;
import org.facelane.venue.keys.TicketKey;
import org.jspecify.annotations.Nullable;

/// What an agent keeps on its disk to go on after a restart without its server, where it is set to: sealed by a key
/// that the disk does not have.
///
/// ```
/// the key at the address ── opens ──► restart.key ── opens ──► restart: what opens the rest, how old it is, the lane
///                                                                 ├── opens ──► gallery, guests
///                                                                 └── opens, with its code ──► a record of tickets
/// ```
///
/// It is kept no longer than the agent itself knows it: what the agent forgets is overwritten here with the key that
/// opened it. Its age is what it was when it was kept and all that can have passed since ([MachineTime]). Used by one
/// thread.
final class CarryOver implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(CarryOver.class.getName());

    /// How often it writes down how old everything is, though nothing else has changed.
    private static final Duration INTERVAL = Duration.ofSeconds(5);

    /// How long a key that cannot be had is left alone.
    private static final Duration RETRY = Duration.ofMinutes(1);

    private final Optional<AgentRestart> means;
    private final AgentClock clock;
    private final AgentLane.Memory memory;
    private final SealedFile file;
    private final SealedCopy guests;
    private final SealedCopy tickets;
    private AgentClock.@Nullable Moment tried;
    private AgentClock.@Nullable Moment written;
    private @Nullable Instant highest;
    private @Nullable Content content;

    /// @param at when it was written; its clock is the highest that the machine's ever showed since the server was
    ///     heard
    /// @param server the server's time then
    record Content(
            MachineTime at,
            Instant server,
            AgentLane.Terms terms,
            Optional<OfGallery> gallery,
            Optional<OfTickets> tickets) {
        /// Whether nothing but time makes the difference.
        boolean saysTheSameAs(Content other) {
            return terms.equals(other.terms)
                    && gallery.map(OfGallery::version).equals(other.gallery.map(OfGallery::version))
                    && gallery.map(OfGallery::guestCount).equals(other.gallery.map(OfGallery::guestCount))
                    && tickets.flatMap(OfTickets::age).isPresent()
                            == other.tickets.flatMap(OfTickets::age).isPresent();
        }

        boolean hasTheKeysOf(Content other) {
            return gallery.map(OfGallery::secrets).equals(other.gallery.map(OfGallery::secrets))
                    && tickets.map(OfTickets::key).equals(other.tickets.map(OfTickets::key));
        }
    }

    /// @param news see [AgentTickets.Followed]
    /// @param guestCount how many records `guests` has
    record OfGallery(SyncAnswer.Secrets secrets, long version, Duration age, String news, int guestCount) {}

    /// @param key in Base64
    /// @param age empty: not all of them were known
    /// @param count how many records `tickets` has
    record OfTickets(String key, Optional<TicketPage.Place> place, Optional<Duration> age, int count) {
        /// Never the key.
        @Override
        public String toString() {
            return "OfTickets[" + count + "]";
        }
    }

    /// @param means empty: nothing is kept, and what was is taken away
    /// @throws UncheckedIOException if the files cannot be read or written
    CarryOver(AgentFolder folder, Optional<AgentRestart> means, AgentClock clock, AgentLane.Memory memory) {
        this.means = requireNonNull(means, "means is null");
        this.clock = requireNonNull(clock, "clock is null");
        this.memory = requireNonNull(memory, "memory is null");
        file = folder.restart(means.map(AgentRestart::keyUri).orElse(""));
        guests = SealedCopy.open(folder.guests());
        tickets = SealedCopy.open(folder.tickets());
    }

    boolean isOn() {
        return means.isPresent();
    }

    /// Brings back what was kept, if it may still be used.
    ///
    /// @return how the lane was set; empty if there is nothing to go on with
    Optional<AgentLane.Terms> resume() {
        if (means.isEmpty()) {
            destroy();
            return Optional.empty();
        }
        try {
            if (!unlock()) {
                return Optional.empty();
            }
            Optional<AgentLane.Terms> terms = read().flatMap(kept -> resume(kept, means.get()));
            if (terms.isEmpty()) {
                destroy();
            }
            return terms;
        } catch (UncheckedIOException e) {
            LOG.log(ERROR, "event=restart-unreadable", e);
            return Optional.empty();
        }
    }

    private Optional<Content> read() {
        try {
            return file.read().map(bytes -> WireText.read(bytes, Content.class));
        } catch (IllegalArgumentException e) {
            LOG.log(WARNING, "event=restart-unreadable", e);
            return Optional.empty();
        }
    }

    private Optional<AgentLane.Terms> resume(Content kept, AgentRestart by) {
        Optional<MachineTime.Passed> passed = by.time().apply(clock.machine()).since(kept.at());
        if (passed.isEmpty()) {
            LOG.log(WARNING, "event=restart-time-unknown says=\"it is not known how long the machine was off\"");
            return Optional.empty();
        }
        Duration more = passed.get().atMost();
        clock.resume(kept.server().plus(passed.get().likely()));
        highest = kept.at().clock();
        boolean recognises =
                kept.gallery().filter(part -> resume(part, kept.terms(), more)).isPresent();
        boolean knowsTickets =
                kept.tickets().filter(part -> resume(part, kept.terms(), more)).isPresent();
        LOG.log(INFO, "event=restart-resumed after={0} recognises={1} tickets={2}", more, recognises, knowsTickets);
        if (!recognises && !knowsTickets) {
            return Optional.empty();
        }
        memory.gallery().resumeTickets(kept.terms().rules());
        boolean all = recognises == kept.gallery().isPresent()
                && knowsTickets == kept.tickets().isPresent();
        content = all ? kept : null;
        return Optional.of(kept.terms());
    }

    private boolean resume(OfGallery part, AgentLane.Terms terms, Duration more) {
        GalleryKey key = GalleryKey.of(Base64.getDecoder().decode(part.secrets().galleryKey()));
        List<TicketLine> lines = new ArrayList<>();
        boolean whole = guests.count() >= part.guestCount()
                && guests.each((id, bytes) -> key.openTicket(bytes, new ReferenceId(id))
                        .map(line -> lines.add(WireText.read(line, TicketLine.class)))
                        .orElse(false));
        AgentGallery.Standing before = new AgentGallery.Standing(
                part.secrets(), part.version(), part.age().plus(more));
        if (!whole || !memory.gallery().resume(before, new EventId(terms.line().event()), terms.rules())) {
            return false;
        }
        memory.tickets().resume(lines, part.news());
        return true;
    }

    private boolean resume(OfTickets part, AgentLane.Terms terms, Duration more) {
        Optional<Duration> age = part.age()
                .map(more::plus)
                .filter(old -> old.compareTo(terms.rules().ticketAgeMax()) <= 0)
                .filter(_ -> tickets.count() >= part.count());
        if (age.isEmpty()) {
            return false;
        }
        TicketBook book = memory.tickets().book();
        book.open(TicketKey.of(Base64.getDecoder().decode(part.key())));
        Map<UUID, byte[]> records = new HashMap<>();
        boolean unused = tickets.each((mark, bytes) -> {
            records.put(mark, bytes);
            return true;
        });
        book.resume(records, part.place(), age.map(clock::ago));
        return true;
    }

    /// Keeps what the agent knows now, and nothing that it does not know any more. Returns when it is on the disk.
    ///
    /// @throws UncheckedIOException if what the agent has forgotten cannot be overwritten
    void keep(AgentLane.Terms terms) {
        if (means.isEmpty()) {
            return;
        }
        Optional<Content> now = now(terms, means.get());
        if (now.isEmpty()) {
            destroy();
            return;
        }
        try {
            write(now.get());
        } catch (UncheckedIOException e) {
            LOG.log(ERROR, "event=restart-unwritable", e);
            tried = clock.moment();
            destroy();
        }
    }

    private Optional<Content> now(AgentLane.Terms terms, AgentRestart by) {
        Optional<OfGallery> gallery = memory.gallery().standing().flatMap(this::part);
        Optional<OfTickets> book = gallery.isPresent() || memory.gallery().hasTicketsOnly()
                ? memory.tickets().book().standing().map(this::part)
                : Optional.empty();
        if (gallery.isEmpty() && book.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Content(at(by, gallery), clock.instant(), terms, gallery, book));
    }

    /// Whoever sets the clock back while the server is not heard gains nothing by it.
    private MachineTime at(AgentRestart by, Optional<OfGallery> gallery) {
        MachineTime now = by.time().apply(clock.machine());
        Content before = content;
        boolean heard = before != null
                && gallery.isPresent()
                && before.gallery()
                        .filter(part -> part.age().compareTo(gallery.get().age()) > 0)
                        .isPresent();
        Instant high = highest;
        MachineTime at = heard || high == null ? now : now.notBefore(high);
        highest = at.clock();
        return at;
    }

    private Optional<OfGallery> part(AgentGallery.Standing known) {
        AgentTickets lines = memory.tickets();
        return lines.followed()
                .news()
                .map(news -> new OfGallery(known.secrets(), known.version(), known.age(), news, lines.count()));
    }

    private OfTickets part(TicketBook.Standing book) {
        return new OfTickets(
                Base64.getEncoder().encodeToString(book.key().bytes()),
                book.place(),
                book.current().map(clock::since),
                book.count());
    }

    /// Records first: what `restart` says of them must be true.
    private void write(Content now) {
        Content before = content;
        boolean afresh = before == null || !before.hasTheKeysOf(now);
        if (afresh) {
            destroy();
            if (isTriedJustNow() || !unlock()) {
                return;
            }
        }
        keep(tickets, memory.tickets().book().toKeep(afresh));
        if (now.gallery().isPresent()) {
            byte[] key =
                    Base64.getDecoder().decode(now.gallery().get().secrets().galleryKey());
            keep(guests, memory.tickets().toKeep(afresh, GalleryKey.of(key)));
        }
        if (before == null || afresh || !now.saysTheSameAs(before) || isDue()) {
            file.write(WireText.write(now));
            content = now;
            written = clock.moment();
        }
    }

    private boolean isDue() {
        AgentClock.Moment last = written;
        return last == null || clock.since(last).compareTo(INTERVAL) >= 0;
    }

    private static void keep(SealedCopy copy, Map<UUID, Optional<byte[]>> records) {
        if (!records.isEmpty()) {
            copy.apply(records, 0);
        }
    }

    private boolean isTriedJustNow() {
        AgentClock.Moment last = tried;
        return last != null && clock.since(last).compareTo(RETRY) < 0;
    }

    /// @return whether the key could be had
    private boolean unlock() {
        try {
            file.unlock();
            tried = null;
            return true;
        } catch (MasterKey.Unusable e) {
            tried = clock.moment();
            LOG.log(
                    ERROR,
                    "event=restart-key-unusable says=\"a restart without the server will not be survived\" why=\"{0}\"",
                    e.getMessage());
            return false;
        }
    }

    /// Takes away what is kept, and what opened it.
    ///
    /// @throws UncheckedIOException if it cannot be overwritten
    void destroy() {
        content = null;
        written = null;
        file.destroy();
        guests.clear();
        tickets.clear();
    }

    @Override
    public void close() {
        guests.close();
        tickets.close();
    }
}
