package org.facelane.venue.server;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.facelane.face.Threshold;
import org.facelane.face.acquire.CaptureOutcome;
import org.facelane.face.acquire.LaneAcquisition;
import org.facelane.face.acquire.LightWatch;
import org.facelane.face.acquire.SelfieAcquisition;
import org.facelane.face.acquire.SelfieLimits;
import org.facelane.face.acquire.SessionAcquisition;
import org.facelane.face.challenge.CameraSession;
import org.facelane.face.image.DecodeLimits;
import org.facelane.face.model.DamagedModelPack;
import org.facelane.face.model.ModelPack;
import org.facelane.face.template.MadeUpFeatures;
import org.facelane.venue.Lane;
import org.facelane.venue.access.OrganiserLinks;
import org.facelane.venue.access.Passkeys;
import org.facelane.venue.access.SecondFactor;
import org.facelane.venue.access.StaffAccounts;
import org.facelane.venue.access.StaffSessions;
import org.facelane.venue.admission.Admissions;
import org.facelane.venue.admission.GateOrders;
import org.facelane.venue.admission.GatePatience;
import org.facelane.venue.camera.FrameDecoder;
import org.facelane.venue.code.CodeFinder;
import org.facelane.venue.doorway.SensorListening;
import org.facelane.venue.edge.office.Agents;
import org.facelane.venue.embedded.DatabaseNotStarted;
import org.facelane.venue.embedded.EmbeddedDatabase;
import org.facelane.venue.enrol.CameraSessions;
import org.facelane.venue.enrol.Capture;
import org.facelane.venue.enrol.Enrolment;
import org.facelane.venue.enrol.EventOpening;
import org.facelane.venue.enrol.LookAlikes;
import org.facelane.venue.erase.ErasureLedger;
import org.facelane.venue.erase.Erasures;
import org.facelane.venue.gate.Gate;
import org.facelane.venue.gate.Gates;
import org.facelane.venue.gate.Sensors;
import org.facelane.venue.http.Http;
import org.facelane.venue.http.Pages;
import org.facelane.venue.http.route.AccessTable.Caller;
import org.facelane.venue.keys.MasterKey;
import org.facelane.venue.lane.LaneRules;
import org.facelane.venue.lane.Lanes;
import org.facelane.venue.openid.OpenIdRenewal;
import org.facelane.venue.openid.OpenIdSignIn;
import org.facelane.venue.pass.DatabasePasses;
import org.facelane.venue.pass.PassDesk;
import org.facelane.venue.proof.GuestPapers;
import org.facelane.venue.rehearsal.Rehearsal;
import org.facelane.venue.setup.LaneSetups;
import org.facelane.venue.slice.Galleries;
import org.facelane.venue.slice.Slices;
import org.facelane.venue.steward.Board;
import org.facelane.venue.steward.LaneOrders;
import org.facelane.venue.steward.Stewards;
import org.facelane.venue.store.Database;
import org.facelane.venue.store.DatabaseAddress;
import org.facelane.venue.store.DatabaseUnreachable;
import org.facelane.venue.store.GalleryFeed;
import org.facelane.venue.ticketing.EnrolmentLinks;
import org.facelane.venue.ticketing.TicketImport;
import org.facelane.venue.wallet.UnusableWalletKey;
import org.slf4j.bridge.SLF4JBridgeHandler;

/// A running Facelane: database, models, flows, lanes and web server. [Main] starts one, and so do end-to-end tests
/// and the demo, on port 0 with a folder of their own.
public final class Server implements AutoCloseable {
    private final Deque<AutoCloseable> running;
    private final Http http;
    private final Http.Parts parts;
    private final Rehearsal rehearsal;
    private final Optional<String> organiserLink;

    private Server(Deque<AutoCloseable> running, Http.Parts parts, Rehearsal rehearsal, Settings settings) {
        this.running = running;
        this.parts = parts;
        this.rehearsal = rehearsal;
        http = push(running, Http.open(parts, settings.limits()));
        organiserLink = parts.staff()
                .links()
                .makeFirst(parts.time().instant())
                .map(token -> OrganiserLinkCommand.link(http.url(), token));
    }

    /// The folder that Facelane lies in, with its models and sample people: the launcher says it, otherwise it is
    /// the one that the program was started in.
    public static Path home() {
        return Path.of(System.getProperty("facelane.home", ""));
    }

    /// Whether a server could listen there now.
    public static boolean isFree(String address, int port) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(InetAddress.getByName(address), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /// Starts everything; takes a few seconds, more on the first start.
    ///
    /// @throws CannotStart if the environment does not let it: a taken port, an unreachable database, a damaged
    ///     model pack, a data folder that cannot be written to, a master key that others may read
    public static Server start(Settings settings) {
        logInOnePlace();
        Deque<AutoCloseable> running = new ArrayDeque<>();
        try {
            return start(settings, running);
        } catch (RuntimeException e) {
            stop(running);
            throw reason(settings, e);
        }
    }

    /// Whoever logs by the JDK's means is heard where everybody else is.
    private static synchronized void logInOnePlace() {
        if (!SLF4JBridgeHandler.isInstalled()) {
            SLF4JBridgeHandler.removeHandlersForRootLogger();
            SLF4JBridgeHandler.install();
        }
    }

    /// The wiring, from the ground up; what is opened is pushed on `running`, to be closed in the opposite order.
    private static Server start(Settings settings, Deque<AutoCloseable> running) {
        InstantSource time = InstantSource.system();
        requireWritable(settings.data());
        requireFreePort(settings);
        ModelPack pack = push(running, ModelPack.load(settings.models()));
        GalleryFeed.Model model = Installation.model(settings, pack);
        MasterKey master = Installation.master(settings);
        Database database = push(running, Database.open(address(settings, running), settings.databaseConnectionsMax()));
        Erasures erasures = new Erasures(database, Installation.node(settings.data()));
        ErasureLedger ledger = new ErasureLedger(Installation.erasureLedger(settings), database, erasures);
        ledger.follow(time.instant()); // before any lane opens: a restored backup brings nobody back
        Admissions admissions = new Admissions(database, GatePatience.DEFAULT);
        TicketSystems ticketSystems =
                push(running, new TicketSystems(database, master, admissions, settings.ticketingTimeout(), time));
        Slices slices = new Slices(database, settings.sliceTimeMargin());
        Galleries galleries = push(running, Galleries.open(database, master, model, slices, time));
        LaneRules rules = settings.laneRules();
        LookAlikes lookAlikes = new LookAlikes(database, galleries::of, rules.policy()::searched);
        Enrolment enrolment = new Enrolment(database, master, captures(pack, settings), slices, lookAlikes);
        PassDesk passes = new PassDesk(
                new DatabasePasses(database, master), settings.passClockSkew(), Threshold.forFmr(settings.passFmr()));
        LaneSetups setups = new LaneSetups(database, master);
        Lanes.Office office = new Lanes.Office(
                database, admissions, ticketSystems.redemptions(), erasures, galleries::of, passes, time);
        Lanes lanes = push(running, Lanes.open(rules, office, eyes(pack, setups, running)));
        LaneOrders orders = new LaneOrders(database, settings.laneMessageHold());
        Agents agents = ServerAgents.of(settings, office, setups, orders, master, model);
        Board board = push(running, Board.open(database, event -> ServerAgents.states(lanes, agents, event), time));
        Gates gates = push(running, gates(settings));
        SensorListening sensors = push(running, sensors(settings, database, gates, time));
        Chores.Flows flows =
                new Chores.Flows(database, master, erasures, ledger, admissions, agents.office(), slices, sensors);
        push(running, Chores.start(settings, flows, time));
        Http.StaffParts staff = push(running, staff(settings, database, master), time);
        Http.Parts parts = new Http.Parts(
                database,
                staff,
                new EventOpening(database, master),
                new TicketImport(database),
                new EnrolmentLinks(database, master),
                enrolment,
                new CameraSessions(database, master, settings.enrolTimeMax()),
                erasures,
                new GuestPapers(database, master, time.instant()),
                Installation.wallets(settings),
                lanes,
                setups,
                slices,
                board,
                agents,
                stewards(settings, office, agents, gates),
                ticketSystems.pretix(),
                orders,
                gates::of,
                push(running, threads("selfies")),
                Installation.auditHeads(settings),
                Pages.Version.ofBuild(pack.version().value()),
                time);
        return new Server(running, parts, new Rehearsal(database, master, new MadeUpFeatures(pack)), settings);
    }

    /// They open gates from here; that of an agent's lane only its agent reaches.
    private static Stewards stewards(Settings settings, Lanes.Office office, Agents agents, Gates gates) {
        Function<Lane, Optional<Gate>> inReach =
                lane -> lane.gateUrl().isEmpty() || agents.watch().hasAgent(lane.id())
                        ? Optional.empty()
                        : Optional.of(gates.of(lane));
        GateOrders orders = new GateOrders(
                office.database(),
                settings.gateOrderLife(),
                agents.watch()::hears,
                office.clock(),
                agents.bell()::ring);
        return new Stewards(office.database(), office.admissions(), office.redemptions(), inReach, orders);
    }

    private static Http.StaffParts staff(Settings settings, Database database, MasterKey master) {
        StaffAccounts accounts = new StaffAccounts(database);
        StaffSessions sessions = new StaffSessions(database, settings.sessionLife());
        return new Http.StaffParts(
                accounts,
                new SecondFactor(database, master),
                new Passkeys(database, accounts),
                sessions,
                new OrganiserLinks(database, accounts, settings.organiserLinkLife()),
                settings.openId().map(openId -> new OpenIdRenewal(new OpenIdSignIn(openId, accounts), sessions)));
    }

    private static Lanes.Eyes eyes(ModelPack pack, LaneSetups setups, Deque<AutoCloseable> running) {
        return new Lanes.Eyes(
                new FrameDecoder(FrameDecoder.DEFAULT_LIMITS),
                lane -> new LaneAcquisition(pack, setups.of(lane).limits()),
                lane -> new CodeFinder(setups.of(lane).codes()),
                new LightWatch(pack),
                push(running, threads("lane pictures")));
    }

    /// A picture file and a camera session become features each in its own way.
    private static Function<Capture, CaptureOutcome> captures(ModelPack pack, Settings settings) {
        DecodeLimits decode = new DecodeLimits(
                settings.pictureBytesMax(), settings.picturePixelsMax(), 1, DecodeLimits.DEFAULT.sideMax());
        SelfieAcquisition selfies =
                new SelfieAcquisition(pack, new SelfieLimits(decode, SelfieLimits.DEFAULT.sample()));
        SessionAcquisition sessions =
                new SessionAcquisition(pack, SelfieLimits.DEFAULT.sample(), settings.enrolLightNeeded());
        return capture -> switch (capture) {
            case Capture.PictureFile(byte[] picture) -> CaptureOutcome.of(selfies.acquire(picture));
            case Capture.BeforeCamera(CameraSession session) -> sessions.acquire(session);
        };
    }

    /// The flows, for whoever runs in this process.
    public Http.Parts parts() {
        return parts;
    }

    /// Made-up people, for rehearsals.
    public Rehearsal rehearsal() {
        return rehearsal;
    }

    /// Where the server listens.
    public int port() {
        return http.port();
    }

    /// How browsers reach the server, without a slash at the end.
    public String url() {
        return http.url();
    }

    /// The link by which somebody becomes the first organiser, if there is no account yet; it is nowhere else.
    public Optional<String> organiserLink() {
        return organiserLink;
    }

    /// Every route with who may call it.
    Map<String, Set<Caller>> routes() {
        return http.routes();
    }

    /// Stops web server, lanes and an embedded database, in this order. Closing twice does nothing.
    @Override
    public void close() {
        stop(running);
    }

    private static void stop(Deque<AutoCloseable> running) {
        synchronized (running) {
            while (!running.isEmpty()) {
                try {
                    running.pop().close();
                } catch (Exception e) {
                    System.getLogger(Server.class.getName())
                            .log(System.Logger.Level.WARNING, "a part did not stop cleanly", e);
                }
            }
        }
    }

    /// Asks the identity provider again and again, if there is one.
    private static Http.StaffParts push(Deque<AutoCloseable> running, Http.StaffParts staff, InstantSource time) {
        staff.openId().ifPresent(provider -> push(running, Chores.start(time, List.of(provider::renew))));
        return staff;
    }

    private static <T extends AutoCloseable> T push(Deque<AutoCloseable> running, T part) {
        running.push(part);
        return part;
    }

    private static CannotStart reason(Settings settings, RuntimeException e) {
        return switch (e) {
            case CannotStart reason -> reason;
            case Http.PortTaken _ -> portTaken(settings, e);
            case DamagedModelPack _,
                    DatabaseUnreachable _,
                    DatabaseNotStarted _,
                    MasterKey.Unusable _,
                    ErasureLedger.Unusable _,
                    UnusableWalletKey _ ->
                new CannotStart(requireNonNull(e.getMessage(), "a failure says what it is"), e);
            default -> throw e;
        };
    }

    private static void requireWritable(Path data) {
        try {
            Files.createDirectories(data);
            Files.delete(Files.createTempFile(data, "writable", ""));
        } catch (IOException e) {
            throw new CannotStart(
                    "The data folder " + data.toAbsolutePath() + " cannot be written to (" + e.getMessage()
                            + "). Give its owner the right to, or choose another by --data=DIR.",
                    e);
        }
    }

    private static void requireFreePort(Settings settings) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(InetAddress.getByName(settings.bindAddress()), settings.port()));
        } catch (java.net.UnknownHostException e) {
            throw new CannotStart(
                    "'" + settings.bindAddress() + "' is no address of this machine; correct --bind-address=ADDRESS.",
                    e);
        } catch (IOException e) {
            throw portTaken(settings, e);
        }
    }

    private static CannotStart portTaken(Settings settings, Exception e) {
        return new CannotStart(
                "Port " + settings.port() + " of " + settings.bindAddress() + " cannot be listened on ("
                        + e.getMessage() + "): stop whoever does, or choose another by --port=NUMBER.",
                e);
    }

    private static DatabaseAddress address(Settings settings, Deque<AutoCloseable> running) {
        Path data = settings.data();
        return Installation.address(settings)
                .orElseGet(
                        () -> push(running, EmbeddedDatabase.start(data.resolve("database"), data.resolve("programs")))
                                .address());
    }

    private static Gates gates(Settings settings) {
        return new Gates(settings.data().resolve("gates"), settings.mqttAccount(), settings.gateTimeout());
    }

    private static SensorListening sensors(Settings settings, Database database, Gates gates, InstantSource time) {
        Sensors sensors = new Sensors(gates, settings.data().resolve("sensors"), settings.sensorRetryMax());
        return new SensorListening(database, sensors, Installation.node(settings.data()), time);
    }

    /// As many platform threads as there are cores: recognition is computing, not waiting. They are started here,
    /// so that they belong to no request.
    private static ExecutorService threads(String name) {
        int count = Runtime.getRuntime().availableProcessors();
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                count,
                count,
                0,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                Thread.ofPlatform().daemon().name(name + " ", 1).factory());
        pool.prestartAllCoreThreads();
        return pool;
    }
}
