package org.facelane.venue.edge.agent;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.facelane.face.Reference;
import org.facelane.face.ReferenceId;
import org.facelane.face.Rotation;
import org.facelane.face.gallery.Gallery;
import org.facelane.venue.EventId;
import org.facelane.venue.GalleryVersion;
import org.facelane.venue.LaneState.Why;
import org.facelane.venue.edge.KnownPass;
import org.facelane.venue.edge.SyncAnswer;
import org.facelane.venue.edge.SyncAnswer.Change;
import org.facelane.venue.keys.GalleryKey;
import org.facelane.venue.keys.TicketKey;
import org.facelane.venue.lane.LaneGallery;
import org.jspecify.annotations.Nullable;

/// The gallery of an agent: in memory, and sealed on its disk.
///
/// ```
///         key and changes from the server       up to the newest      not known to be current for galleryAgeMax:
///  EMPTY ─────────────────────────────► FILLING ───────────────► USED ───────────► dropped, key and memory
///    ▲                                                                                   │
///    └───────────────────────────────────────────────────────────────────────────────────┘ the server is heard again
/// ```
///
/// Where guests have passes nobody is searched for: the gallery is empty, and what is known of passes, with what reads
/// them, is held and dropped in its place. What opens tickets by their codes came with the gallery's key, names nobody,
/// and may stay for longer. What is dropped is overwritten in memory. The key is in memory only, so that
/// a machine that is carried off, or starts again without hearing the server, recognises nobody, unless a [CarryOver]
/// keeps it. Safe for use by several threads.
final class AgentGallery implements LaneGallery {
    private final Agent.Model model;
    private final SealedCopy copy;
    private final AgentTickets tickets;
    private final AgentPasses passes;
    private final AgentClock clock;
    private final BooleanSupplier canWrite;

    private Why why = Why.STARTING;
    private Duration ageMax = Duration.ZERO;
    private Duration ticketAgeMax = Duration.ZERO;
    private AgentClock.@Nullable Moment current;
    private SyncAnswer.@Nullable Secrets secrets;
    private @Nullable GalleryKey key;
    private @Nullable Gallery gallery;
    private boolean ofPasses;
    private boolean caughtUp;

    /// @param canWrite whether the ledger can be written: nobody is recognised without one
    AgentGallery(
            Agent.Model model,
            SealedCopy copy,
            AgentTickets tickets,
            AgentPasses passes,
            AgentClock clock,
            BooleanSupplier canWrite) {
        this.model = requireNonNull(model, "model is null");
        this.copy = requireNonNull(copy, "copy is null");
        this.tickets = requireNonNull(tickets, "tickets is null");
        this.passes = requireNonNull(passes, "passes is null");
        this.clock = requireNonNull(clock, "clock is null");
        this.canWrite = requireNonNull(canWrite, "canWrite is null");
    }

    @Override
    public synchronized Held current() {
        dropIfTooOld();
        if (!canWrite.getAsBoolean()) {
            return new Held.Nothing(Why.LEDGER_UNWRITABLE);
        }
        Gallery known = gallery;
        if (known != null && caughtUp) {
            return new Held.Current(known, new GalleryVersion(copy.version()));
        }
        return why == Why.GALLERY_TOO_OLD && knowsTickets() ? new Held.TicketsOnly(why) : new Held.Nothing(why);
    }

    /// Whether tickets may still be let in by what was told of them; if not, it is forgotten.
    private boolean knowsTickets() {
        boolean known = tickets.book()
                .current()
                .filter(at -> clock.since(at).compareTo(ticketAgeMax) <= 0)
                .isPresent();
        if (!known && gallery == null) {
            tickets.book().forget();
        }
        return known;
    }

    /// The lane has stopped; the agent still holds the gallery, and says so to the server.
    @Override
    public void leave() {}

    /// The version by which the lane recognises, and to which it has let go of whoever was erased; empty if there
    /// is no gallery in memory.
    synchronized Optional<Long> holds() {
        dropIfTooOld();
        return gallery == null ? Optional.empty() : Optional.of(copy.version());
    }

    /// The last change on the disk.
    synchronized long has() {
        return copy.version();
    }

    /// Takes an answer in.
    ///
    /// @param asked when its question was asked: it says what was true then, or later
    /// @param has what the question said it had
    /// @param whole whether every ticket is known with it
    /// @return whether there is more to be asked for at once
    synchronized boolean take(SyncAnswer answer, AgentClock.Moment asked, long has, boolean whole) {
        ageMax = answer.rules().galleryAgeMax();
        ticketAgeMax = answer.rules().ticketAgeMax();
        switch (answer.duty()) {
            case NO_GALLERY -> {
                forget(Why.NO_GALLERY);
                return false;
            }
            case BEGIN_ANEW -> {
                forget(Why.STARTING);
                return true;
            }
            case RECOGNISE -> {}
        }
        if (answer.secrets().isPresent()
                && !open(answer.secrets().get(), new EventId(answer.lane().event()))) {
            return gallery == null && why == Why.STARTING;
        }
        Gallery known = gallery;
        GalleryKey opening = key;
        if (known == null || opening == null || has != copy.version()) {
            return true;
        }
        if (answer.version() != has || !answer.changes().isEmpty()) {
            follow(answer.changes(), answer.version(), known, opening);
        }
        if (gallery != null && whole && copy.version() == answer.newest()) {
            caughtUp = true;
            current = asked;
        }
        return copy.version() < answer.newest();
    }

    /// What it is, as a restart needs it.
    ///
    /// @param age how long ago it was current, at most
    record Standing(SyncAnswer.Secrets secrets, long version, Duration age) {}

    /// Empty: nobody may be recognised by it.
    synchronized Optional<Standing> standing() {
        dropIfTooOld();
        SyncAnswer.Secrets known = secrets;
        AgentClock.Moment at = current;
        return known == null || at == null
                ? Optional.empty()
                : Optional.of(new Standing(known, copy.version(), clock.since(at)));
    }

    /// Whether tickets are let in, and nobody is recognised, because nothing was heard for too long.
    synchronized boolean hasTicketsOnly() {
        dropIfTooOld();
        return gallery == null && why == Why.GALLERY_TOO_OLD && knowsTickets();
    }

    /// Goes on where it was before the agent started again.
    ///
    /// @return false if it is too old, or its disk is not as it was: then it recognises nobody
    synchronized boolean resume(Standing before, EventId event, SyncAnswer.Rules rules) {
        ageMax = rules.galleryAgeMax();
        if (before.age().compareTo(ageMax) > 0 || copy.version() < before.version() || !open(before.secrets(), event)) {
            return false;
        }
        current = clock.ago(before.age());
        caughtUp = true;
        return true;
    }

    /// It was too old before the agent started again, or is so now, and tickets are not.
    synchronized void resumeTickets(SyncAnswer.Rules rules) {
        ticketAgeMax = rules.ticketAgeMax();
        if (gallery == null) {
            why = Why.GALLERY_TOO_OLD;
        }
    }

    /// Nobody is recognised any more, by what is in memory.
    synchronized void letGo() {
        drop(Why.STARTING);
        tickets.book().forget();
    }

    /// Drops everything, from memory and from the disk.
    synchronized void forget(Why because) {
        letGo();
        why = because;
        copy.clear();
    }

    private boolean open(SyncAnswer.Secrets told, EventId event) {
        if (!told.model().equals(model.version().value())) {
            forget(Why.OTHER_MODEL);
            return false;
        }
        GalleryKey given = GalleryKey.of(Base64.getDecoder().decode(told.galleryKey()));
        Rotation rotation = Rotation.of(Base64.getDecoder().decode(told.rotationSecret()), model.dimension());
        told.passes().ifPresent(reading -> passes.open(reading.keys(event)));
        tickets.book().open(TicketKey.of(given));
        List<Reference> known = new ArrayList<>(copy.count());
        boolean opened = copy.each((uuid, bytes) -> {
            ReferenceId id = new ReferenceId(uuid);
            return told.passes().isPresent()
                    ? takePass(given, id, bytes)
                    : given.open(bytes, id)
                            .map(template -> known.add(new Reference(id, template)))
                            .orElse(false);
        });
        if (!opened) {
            forget(Why.STARTING);
            return false;
        }
        secrets = told;
        key = given;
        ofPasses = told.passes().isPresent();
        gallery = Gallery.empty(model.version(), model.calibration(), rotation).with(known);
        return true;
    }

    /// Whoever is erased is gone from memory and disk before the number moves.
    private void follow(List<Change> changes, long upTo, Gallery known, GalleryKey opening) {
        List<ReferenceId> erased = new ArrayList<>();
        List<Reference> enrolled = new ArrayList<>();
        Map<UUID, Optional<byte[]>> records = new LinkedHashMap<>();
        for (Change change : changes) {
            ReferenceId id = new ReferenceId(change.reference());
            Optional<byte[]> sealed =
                    change.sealed().map(text -> Base64.getDecoder().decode(text));
            records.put(change.reference(), sealed);
            if (sealed.isEmpty()) {
                erased.add(id);
                passes.forget(id);
                tickets.forget(id);
            } else if (!(ofPasses
                    ? takePass(opening, id, sealed.get())
                    : opening.open(sealed.get(), id)
                            .map(template -> enrolled.add(new Reference(id, template)))
                            .orElse(false))) {
                forget(Why.STARTING);
                return;
            }
        }
        Gallery next = erased.isEmpty() ? known : known.without(erased);
        gallery = next;
        copy.apply(records, upTo);
        gallery = enrolled.isEmpty() ? next : next.with(enrolled);
    }

    /// @return whether it could be opened
    private boolean takePass(GalleryKey opening, ReferenceId id, byte[] sealed) {
        Optional<KnownPass> told = opening.openPass(sealed, id).map(KnownPass::of);
        if (told.isPresent() && !passes.take(id, told.get())) {
            tickets.forget(id);
        }
        return told.isPresent();
    }

    private void dropIfTooOld() {
        AgentClock.Moment known = current;
        if (known != null && clock.since(known).compareTo(ageMax) > 0) {
            drop(Why.GALLERY_TOO_OLD);
        }
    }

    private void drop(Why because) {
        if (gallery != null) {
            gallery.without(copy.ids().stream().map(ReferenceId::new).toList());
        }
        gallery = null;
        secrets = null;
        key = null;
        current = null;
        caughtUp = false;
        tickets.clear();
        passes.clear();
        why = because;
    }
}
