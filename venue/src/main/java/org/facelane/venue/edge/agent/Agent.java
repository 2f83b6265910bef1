package org.facelane.venue.edge.agent;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.WARNING;
import static java.util.Objects.requireNonNull;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.facelane.face.Calibration;
import org.facelane.face.ModelVersion;
import org.facelane.venue.Lane;
import org.facelane.venue.LaneState;
import org.facelane.venue.LaneState.Why;
import org.facelane.venue.admission.GateOrder;
import org.facelane.venue.camera.FrameSource;
import org.facelane.venue.edge.SyncAnswer;
import org.facelane.venue.edge.SyncAsk;
import org.facelane.venue.edge.agent.OfficeLink.Reply;
import org.facelane.venue.edge.ledger.Ledger;
import org.facelane.venue.edge.ledger.LedgerEntry;
import org.facelane.venue.edge.ledger.LedgerUnusable;
import org.facelane.venue.edge.ledger.Told;
import org.facelane.venue.gate.Gate;
import org.facelane.venue.gate.Sensors;
import org.facelane.venue.lane.LaneEvent;
import org.facelane.venue.lane.Lanes;

/// A lane's program: runs the lane as a server would, and asks the server every second what is new.
///
/// ```
///            the server says which lane        gallery whole and current
///  UNHEARD ───────────────────────────► LANE UP ─────────────────────────► RECOGNISING ◄─┐ heard, or not heard for
///                                          ▲                                   │   └─────┘ less than the set time
///                                          └───────────────────────────────────┘ not heard for longer: tickets only
/// ```
///
/// One thread talks to the server, and another waits for its news; the lane has its own, which never waits for the
/// network but once an admission, for as long as the link's patience, and only while the server is heard.
public final class Agent implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Agent.class.getName());
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(15);

    private final Setting setting;
    private final AgentClock clock;
    private final Ledger ledger;
    private final SealedCopy copy;
    private final AgentTickets tickets = new AgentTickets();
    private final AgentGallery gallery;
    private final OfficeLink link;
    private final AgentLane lane;
    private final CarryOver carryOver;
    private final Semaphore soon = new Semaphore(0);
    private final OfficeLink.Ear ear;
    private final Thread thread;

    private Optional<AgentLane.Terms> terms = Optional.empty();
    private Optional<SyncAnswer.Message> shown = Optional.empty();
    private volatile boolean revoked;
    private volatile boolean stopped;

    /// Where an agent runs.
    ///
    /// @param eyes what a lane that is set up like this looks with
    /// @param camera opens the lane's camera by the agent's clock; asked anew whenever the lane starts anew
    /// @param machine the machine's clock, however wrong
    /// @param interval from one question to the server to the next
    /// @param restart how it goes on after a restart without the server; empty: it asks for tickets then
    public record Setting(
            AgentFolder folder,
            AgentFolder.Identity identity,
            Model model,
            Function<SyncAnswer.Setup, Lanes.Eyes> eyes,
            Function<Lane, Gate> gates,
            Sensors sensors,
            BiFunction<SyncAnswer.Setup, InstantSource, FrameSource> camera,
            LaneDisplay display,
            InstantSource machine,
            Duration interval,
            Optional<AgentRestart> restart) {
        public Setting {
            requireNonNull(folder, "folder is null");
            requireNonNull(identity, "identity is null");
            requireNonNull(model, "model is null");
            requireNonNull(eyes, "eyes is null");
            requireNonNull(gates, "gates is null");
            requireNonNull(sensors, "sensors is null");
            requireNonNull(camera, "camera is null");
            requireNonNull(display, "display is null");
            requireNonNull(machine, "machine is null");
            requireNonNull(interval, "interval is null");
            requireNonNull(restart, "restart is null");
        }
    }

    /// The installed model, as far as a gallery needs it.
    public record Model(ModelVersion version, int dimension, Calibration calibration) {
        public Model {
            requireNonNull(version, "version is null");
            requireNonNull(calibration, "calibration is null");
        }
    }

    private Agent(Setting setting) {
        this.setting = setting;
        clock = new AgentClock(setting.machine(), System::nanoTime);
        ledger = Ledger.open(setting.folder().ledger(), setting.machine().instant());
        copy = SealedCopy.open(setting.folder().gallery());
        AgentPasses passes = new AgentPasses();
        gallery = new AgentGallery(setting.model(), copy, tickets, passes, clock, ledger::canWrite);
        link = new OfficeLink(setting.identity(), OfficeLink.Patience.DEFAULT);
        AgentLane.Memory memory = new AgentLane.Memory(tickets, passes, gallery);
        LedgerDesk.Server server = new LedgerDesk.Server(link::ask, link::find);
        carryOver = new CarryOver(setting.folder(), setting.restart(), clock, memory);
        lane = new AgentLane(setting, clock, ledger, memory, new AgentLane.Way(server, soon::release), this::hear);
        ear = new OfficeLink.Ear(link, soon::release);
        thread = Thread.ofPlatform().name("agent").unstarted(this::run);
    }

    /// Starts; the lane is up as soon as the server has said which it is.
    ///
    /// @throws LedgerUnusable if the ledger cannot be read or written, or another process has it
    /// @throws UncheckedIOException if the copy of the gallery cannot be read or written
    public static Agent start(Setting setting) {
        Agent agent = new Agent(requireNonNull(setting, "setting is null"));
        agent.thread.start();
        agent.ear.start();
        return agent;
    }

    public AgentStatus status() {
        return new AgentStatus(
                lane.state(),
                link.isHeard(),
                revoked,
                ledger.book().untoldCount(),
                Duration.between(clock.instant(), clock.machine()));
    }

    /// Somebody has said on the lane's screen how many come along.
    ///
    /// @param ask as the screen was given it
    public void comeAlong(UUID ask, int count) {
        lane.comeAlong(ask, count);
    }

    /// Waits until it has stopped.
    public void join() throws InterruptedException {
        thread.join();
    }

    /// Stops the lane, drops the gallery and tells the server so, if it can be told; if not, it may be kept for the
    /// next start.
    @Override
    public void close() {
        stopped = true;
        soon.release();
        try {
            if (!thread.join(STOP_PATIENCE)) {
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            resume();
            while (!stopped) {
                boolean more = safely();
                if (!more && !stopped && soon.tryAcquire(setting.interval().toMillis(), TimeUnit.MILLISECONDS)) {
                    soon.drainPermits();
                }
            }
            lane.close();
            end();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (LedgerUnusable | UncheckedIOException e) {
            LOG.log(ERROR, "event=agent-did-not-end-in-order", e);
        } finally {
            ear.close();
            link.close();
            copy.close();
            carryOver.close();
            ledger.close();
        }
    }

    /// The lane is up before the server is heard, where it may go on as it was.
    private void resume() {
        try {
            terms = carryOver.resume();
            keep();
            terms.ifPresent(this::follow);
        } catch (LedgerUnusable | UncheckedIOException e) {
            LOG.log(ERROR, "event=agent-disk-fails", e);
        } catch (RuntimeException e) {
            LOG.log(ERROR, "event=agent-step-fails", e);
        }
    }

    private void keep() {
        terms.ifPresent(carryOver::keep);
    }

    /// Whoever starts it again while the server is not heard shall find it as it was.
    private void end() throws InterruptedException {
        if (!revoked && !link.isHeard() && carryOver.isOn()) {
            keep();
            gallery.letGo();
            return;
        }
        gallery.forget(Why.STARTING);
        carryOver.destroy();
        if (!revoked) {
            tell();
            link.leave();
        }
    }

    private boolean safely() throws InterruptedException {
        if (revoked && ledger.book().untoldCount() == 0) {
            return false;
        }
        try {
            settle();
            return sync();
        } catch (LedgerUnusable | UncheckedIOException e) {
            LOG.log(ERROR, "event=agent-disk-fails", e);
        } catch (RuntimeException e) {
            LOG.log(ERROR, "event=agent-step-fails", e);
        }
        return false;
    }

    /// What is half done waits for room on the disk; what the server says does not.
    private void settle() {
        try {
            lane.settle(clock.instant());
        } catch (LedgerUnusable e) {
            LOG.log(ERROR, "event=agent-disk-fails", e);
        }
    }

    /// One question and its answer. What an erasure takes away is gone from the disk before the question says so.
    ///
    /// @return whether there is more to ask for at once
    private boolean sync() throws InterruptedException {
        keep();
        AgentClock.Moment asked = clock.moment();
        SyncAsk ask = ask();
        switch (link.sync(ask)) {
            case Reply.Answered answered -> {
                SyncAnswer answer = OfficeLink.answer(answered);
                clock.answered(answer.time(), asked);
                return take(ask, answer, asked);
            }
            case Reply.Revoked(long kept) -> {
                return retire(ask, kept);
            }
            case Reply.Unreached _ -> {
                return false;
            }
        }
    }

    /// Drops everything, and tells what it did before: the server keeps that for the organiser.
    ///
    /// @return whether there is more to tell at once
    private boolean retire(SyncAsk ask, long kept) throws InterruptedException {
        if (!revoked) {
            LOG.log(WARNING, "event=agent-revoked");
            revoked = true;
            gallery.forget(Why.REVOKED);
            carryOver.destroy();
            link.leave();
        }
        return told(ask, kept) && ledger.book().untoldCount() > 0;
    }

    /// What was told must survive a power cut before it is told: its number must never be given to another line.
    private SyncAsk ask() {
        Optional<SyncAsk.Hearing> hearing = lane.hearing();
        ledger.force();
        List<Told> told = ledger.book().untold(SyncAsk.TOLD_COUNT_MAX);
        Optional<Long> holds = gallery.holds();
        AgentTickets.Followed followed = tickets.followed();
        return new SyncAsk(
                clock.machine(),
                holds,
                gallery.has(),
                followed.after(),
                followed.news(),
                tickets.book().place(),
                ledger.id(),
                told.stream().map(SyncAsk.Line::of).toList(),
                state(),
                hearing.filter(_ -> told.size() < SyncAsk.TOLD_COUNT_MAX),
                carryOver.isOn());
    }

    private boolean take(SyncAsk ask, SyncAnswer answer, AgentClock.Moment asked) throws InterruptedException {
        boolean recognises = answer.duty() == SyncAnswer.Duty.RECOGNISE;
        boolean whole = recognises && tickets.take(answer);
        boolean more = gallery.take(answer, asked, ask.has(), whole);
        boolean moreTickets = answer.page().isPresent()
                && tickets.book().take(ask.followed(), answer.page().get(), asked);
        terms = Optional.of(AgentLane.Terms.of(answer));
        keep();
        if (answer.duty() == SyncAnswer.Duty.NO_GALLERY && ask.holds().isPresent()) {
            link.leave();
        }
        follow(terms.get());
        lane.obey(answer.orders().gates(), order -> counts(order, answer.time(), asked));
        boolean unused = told(ask, answer.merged());
        return more || moreTickets || recognises && !whole || ask.told().size() == SyncAsk.TOLD_COUNT_MAX;
    }

    private void follow(AgentLane.Terms as) {
        link.answersWithin(as.rules().answerWithin());
        lane.follow(as);
        setting.display().names().accept(as.line().eventName(), as.line().name());
        show(as.orders().message());
    }

    /// By the time since the question, whatever the clocks say: the answer may have been on its way for long.
    private boolean counts(GateOrder order, Instant answered, AgentClock.Moment asked) {
        return clock.since(asked).compareTo(Duration.between(answered, order.until())) < 0;
    }

    /// A message goes away by itself, heard from the server again or not.
    private void show(Optional<SyncAnswer.Message> message) {
        if (!message.equals(shown)) {
            shown = message;
            setting.display()
                    .messages()
                    .accept(
                            message.map(SyncAnswer.Message::text).orElse(""),
                            message.map(told -> Duration.between(clock.instant(), told.until()))
                                    .orElse(Duration.ZERO));
        }
    }

    /// The server's word about tickets counts from here on, so it must have been heard first, and kept.
    ///
    /// @return whether the server has anything of it
    private boolean told(SyncAsk ask, long number) {
        if (ask.told().isEmpty()) {
            return false;
        }
        long upTo = Math.min(ask.told().getLast().number(), number);
        if (upTo < ask.told().getFirst().number()) {
            return false;
        }
        ledger.append(new LedgerEntry.Merged(upTo), clock.instant());
        return true;
    }

    private void hear(LaneEvent event) {
        setting.display().lane().accept(event);
        if (event instanceof LaneEvent.TurnEnded) {
            soon.release();
        }
    }

    /// The last word before it ends.
    private void tell() throws InterruptedException {
        SyncAsk ask = ask();
        if (!ask.told().isEmpty() && link.sync(ask) instanceof Reply.Answered answered) {
            boolean unused = told(ask, OfficeLink.answer(answered).merged());
        }
    }

    private SyncAsk.State state() {
        return status().lane()
                .map(SyncAsk.State::of)
                .orElseGet(() -> new SyncAsk.State(
                        LaneState.Activity.NOT_RECOGNISING, Optional.of(Why.STARTING.says()), 0, 0, 0));
    }
}
