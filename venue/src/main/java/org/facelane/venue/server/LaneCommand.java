package org.facelane.venue.server;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.facelane.face.Image;
import org.facelane.face.acquire.LaneAcquisition;
import org.facelane.face.acquire.LightWatch;
import org.facelane.face.model.DamagedModelPack;
import org.facelane.face.model.ModelPack;
import org.facelane.venue.camera.CameraAddress;
import org.facelane.venue.camera.CameraFrames;
import org.facelane.venue.camera.FolderFrames;
import org.facelane.venue.camera.FrameArrival;
import org.facelane.venue.camera.FrameDecoder;
import org.facelane.venue.camera.FramePicture;
import org.facelane.venue.camera.FrameSource;
import org.facelane.venue.code.CodeFinder;
import org.facelane.venue.edge.Join;
import org.facelane.venue.edge.SyncAnswer;
import org.facelane.venue.edge.agent.Agent;
import org.facelane.venue.edge.agent.AgentFolder;
import org.facelane.venue.edge.agent.AgentJoining;
import org.facelane.venue.edge.agent.AgentRestart;
import org.facelane.venue.edge.agent.AgentScreen;
import org.facelane.venue.edge.agent.LaneDisplay;
import org.facelane.venue.edge.ledger.LedgerUnusable;
import org.facelane.venue.gate.Gates;
import org.facelane.venue.gate.Sensors;
import org.facelane.venue.lane.LaneEvent;
import org.facelane.venue.lane.Lanes;

/// `facelane lane …`: a lane in a process of its own, beside the camera.
final class LaneCommand {
    static final String HELP = """
        facelane lane --camera=SOURCE [--join=CODE --server=URL] [--key=value …]
                                 a lane in a process of its own, beside the camera; joins once by the code from the
                                 organiser's page, typed or held up to the camera, and goes on by itself when it does
                                 not hear the server
        """;

    private static final Duration FRAME_PATIENCE = Duration.ofMillis(500);
    private static final Duration END_PATIENCE = Duration.ofSeconds(5);

    private LaneCommand() {}

    /// Runs until the process is told to end.
    ///
    /// @return the exit code
    static int run(List<String> arguments, InstantSource machine) {
        if (arguments.contains("--help")) {
            System.out.println(HELP + SettingValues.table(AgentSettings.KEYS));
            return 0;
        }
        AgentSettings settings = AgentSettings.read(arguments, System.getenv());
        CountDownLatch ended = new CountDownLatch(1);
        try {
            return run(settings, machine, ended);
        } finally {
            ended.countDown();
        }
    }

    /// @param ended the process waits for it before it ends
    private static int run(AgentSettings settings, InstantSource machine, CountDownLatch ended) {
        try (ModelPack pack = ModelPack.load(settings.models());
                ExecutorService vision =
                        Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
                AgentScreen screen = AgentScreen.open(settings.screenPort())) {
            Agent.Model model = model(settings, pack);
            AgentFolder folder = AgentFolder.open(settings.data());
            Optional<AgentRestart> restart = settings.restartKeyUri().map(uri -> restart(uri, folder, machine));
            AgentFolder.Identity identity = identity(settings, folder, machine);
            Function<SyncAnswer.Setup, Lanes.Eyes> eyes = setup -> new Lanes.Eyes(
                    new FrameDecoder(FrameDecoder.DEFAULT_LIMITS),
                    _ -> new LaneAcquisition(pack, ServerAgents.setup(setup).limits()),
                    _ -> new CodeFinder(ServerAgents.setup(setup).codes()),
                    new LightWatch(pack),
                    vision);
            try (Gates gates = new Gates(folder.gates(), settings.mqttAccount(), settings.gateTimeout())) {
                Agent agent = Agent.start(new Agent.Setting(
                        folder,
                        identity,
                        model,
                        eyes,
                        gates::of,
                        new Sensors(gates, folder.sensors(), settings.sensorRetryMax()),
                        (setup, clock) -> camera(settings, setup, clock),
                        new LaneDisplay(event -> show(screen, event), screen::isTold, screen::isOf),
                        machine,
                        settings.interval(),
                        restart));
                screen.answersTo(agent::comeAlong);
                Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(agent, ended), "stop"));
                System.out.println("The lane's screen is at " + screen.url());
                agent.join();
                return 0;
            }
        } catch (AgentFolder.Unusable | LedgerUnusable | DamagedModelPack e) {
            throw new CannotStart(requireNonNull(e.getMessage(), "a failure says what it is"), e);
        } catch (IOException | UncheckedIOException e) {
            throw new CannotStart("The agent cannot start: " + e.getMessage() + ".", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Main.CANNOT_START;
        }
    }

    /// Under a key on the same disk what is kept would be open to whoever has the disk.
    private static AgentRestart restart(String uri, AgentFolder folder, InstantSource machine) {
        if (folder.isOnTheSameDisk(uri)) {
            throw new CannotStart(
                    "The key at " + uri + " (restart-key-uri) lies on the disk of the agent's own folder: whoever"
                            + " takes the disk could open the gallery. Name a program by program:///PATH"
                            + " that has the machine's TPM keep it, or a file that is not on this disk.");
        }
        return AgentRestart.here(uri, machine.instant());
    }

    /// What computes must have ended, and its networks be freed in order, before the process goes.
    private static void stop(Agent agent, CountDownLatch ended) {
        agent.close();
        try {
            boolean _ = ended.await(END_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static AgentFolder.Identity identity(AgentSettings settings, AgentFolder folder, InstantSource machine)
            throws IOException, InterruptedException {
        Optional<AgentFolder.Identity> known = folder.identity();
        boolean isNewCode =
                settings.join().filter(code -> !folder.isJoinedBy(code)).isPresent();
        if (known.isPresent() && !isNewCode) {
            return known.get();
        }
        Join.Scan scan = settings.join().isPresent() ? typed(settings) : scanned(settings, machine);
        if (!AgentJoining.isSafe(scan.server())) {
            throw new CannotStart("The server is at " + scan.server()
                    + ": an agent calls an https address, for keys and templates travel there.");
        }
        if (settings.join().isPresent()) {
            requirePicture(settings, machine);
        }
        Join.Answer joined = AgentJoining.join(folder, scan.server(), scan.code())
                .orElseThrow(() -> new CannotStart("The code is not known at " + scan.server()
                        + ", was used, or its time is over. Make a new one on the organiser's page."));
        System.out.println("Joined " + scan.server() + " as the agent of lane " + joined.laneName() + ", "
                + joined.eventName() + ".");
        return folder.identity().orElseThrow();
    }

    private static Join.Scan typed(AgentSettings settings) {
        return new Join.Scan(
                URI.create(settings.server()
                        .orElseThrow(() -> new CannotStart("With --join=CODE name the server by --server=URL."))),
                settings.join().orElseThrow());
    }

    /// Waits for somebody to hold the square up to the camera.
    private static Join.Scan scanned(AgentSettings settings, InstantSource machine) throws InterruptedException {
        System.out.println("This lane has no server yet. Hold the code from the organiser's page up to the camera.");
        FrameDecoder decoder = new FrameDecoder(FrameDecoder.DEFAULT_LIMITS);
        CodeFinder codes = new CodeFinder();
        try (FrameSource frames = camera(settings, machine)) {
            while (true) {
                FrameArrival arrival = frames.next(FRAME_PATIENCE);
                if (arrival instanceof FrameArrival.Ended) {
                    throw new CannotStart("The camera has ended, and no code was held up to it.");
                }
                if (arrival instanceof FrameArrival.FrameArrived arrived
                        && decoder.decode(arrived.frame()) instanceof FramePicture.Whole(Image image)) {
                    Optional<Join.Scan> scan = codes.find(image).flatMap(Join.Scan::parse);
                    if (scan.isPresent()) {
                        return scan.get();
                    }
                }
            }
        }
    }

    /// A code is good once: it is used where pictures come, and kept where a camera has to be mended first.
    private static void requirePicture(AgentSettings settings, InstantSource machine) throws InterruptedException {
        FrameDecoder decoder = new FrameDecoder(FrameDecoder.DEFAULT_LIMITS);
        Instant until = machine.instant().plus(settings.cameraLimits().openWithin());
        try (FrameSource frames = camera(settings, machine)) {
            FrameArrival arrival = new FrameArrival.Quiet();
            while (!(arrival instanceof FrameArrival.Ended) && machine.instant().isBefore(until)) {
                arrival = frames.next(FRAME_PATIENCE);
                if (arrival instanceof FrameArrival.FrameArrived arrived
                        && decoder.decode(arrived.frame()) instanceof FramePicture.Whole) {
                    return;
                }
            }
            throw new CannotStart("The camera " + named(settings) + " shows no picture. "
                    + frames.state().says().map(says -> says + " ").orElse("") + "The code was not used.");
        }
    }

    /// Without its password.
    private static String named(AgentSettings settings) {
        return CameraAddress.parse(settings.camera()).map(CameraAddress::shown).orElse(settings.camera());
    }

    /// The one that is set on the lane's page, or else the one on the command line.
    private static FrameSource camera(AgentSettings settings, SyncAnswer.Setup setup, InstantSource clock) {
        return ServerAgents.setup(setup)
                .camera()
                .<FrameSource>map(address -> CameraFrames.open(address, settings.cameraLimits(), clock))
                .orElseGet(() -> camera(settings, clock));
    }

    private static FrameSource camera(AgentSettings settings, InstantSource clock) {
        Optional<CameraAddress> address = CameraAddress.parse(settings.camera());
        if (address.isPresent()) {
            return CameraFrames.open(address.get(), settings.cameraLimits(), clock);
        }
        try {
            return FolderFrames.inRealTime(Path.of(settings.camera()), settings.framesPerSecond(), clock);
        } catch (IOException e) {
            throw new CannotStart("The camera " + settings.camera() + " cannot be opened: " + e.getMessage() + ".", e);
        }
    }

    private static Agent.Model model(AgentSettings settings, ModelPack pack) {
        return new Agent.Model(
                pack.version(),
                pack.dimension(),
                pack.calibration()
                        .orElseThrow(() -> new CannotStart(
                                "The model pack in " + settings.models() + " is not calibrated; use the server's.")));
    }

    private static void show(AgentScreen screen, LaneEvent event) {
        screen.hear(event)
                .ifPresent(words -> System.out.println(words.code() + "  " + words.headline() + "  " + words.advice()));
    }
}
