package org.facelane.bench.passes;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import javax.imageio.ImageIO;
import org.facelane.bench.Arguments;
import org.facelane.venue.Lane;
import org.facelane.venue.Mode;
import org.facelane.venue.camera.Frame;
import org.facelane.venue.camera.MailboxFrames;
import org.facelane.venue.demo.DemoEvent;
import org.facelane.venue.demo.EnrolledPerson;
import org.facelane.venue.demo.SamplePerson;
import org.facelane.venue.gate.SimulatedGate;
import org.facelane.venue.lane.LaneEvent;
import org.facelane.venue.lane.LaneEvent.Ending;
import org.facelane.venue.lane.LaneEvent.TurnEnded;
import org.facelane.venue.pass.PassCode;
import org.facelane.venue.server.Server;
import org.facelane.venue.server.Settings;

/// How long a guest waits for a pass, and a guest with a pass before a lane: sample people enrol, then stand before a
/// whole server's lane with the code beside their face, ten frames a second. Ends with 1 if one of them was not let in.
/// Run by `bench/pass-rate`.
public final class PassRate {
    private static final String USAGE =
            "--pack <model pack> --samples <people> --data <empty folder>" + " [--frames-per-second <number>]";
    private static final int WARM_UP_COUNT = 4;
    private static final int FRAME_COUNT = 8;
    private static final Duration TURN_MAX = Duration.ofSeconds(20);
    private static final int SQUARE_PIXELS = 4;

    /// After this time the track of whoever stood there has ended.
    private static final Duration PAUSE = Duration.ofMillis(2_500);

    private static final String PICTURE_THREADS = "lane pictures";

    private final RandomGenerator random =
            RandomGeneratorFactory.of("L64X128MixRandom").create(1);
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final BlockingQueue<TurnEnded> turns = new LinkedBlockingQueue<>();
    private final Server server;
    private final List<SamplePerson> people;
    private final long frameMilliseconds;

    private PassRate(Server server, List<SamplePerson> people, long frameMilliseconds) {
        this.server = server;
        this.people = people;
        this.frameMilliseconds = frameMilliseconds;
    }

    public static void main(String... commandLine) throws IOException, InterruptedException {
        Arguments arguments = Arguments.parse(USAGE, commandLine);
        Map<String, String> settings = Map.of("port", "0", "models", arguments.text("--pack"));
        List<SamplePerson> people = SamplePerson.all(arguments.folder("--samples"));
        int framesPerSecond = arguments.number("--frames-per-second", 10);
        boolean allIn = true;
        try (Server server = Server.start(Settings.in(Path.of(arguments.text("--data")), settings))) {
            for (Mode mode : new Mode[] {Mode.PASS, Mode.SEALED}) {
                allIn &= new PassRate(server, people, 1_000L / framesPerSecond).run(mode);
            }
        }
        System.exit(allIn ? 0 : 1);
    }

    private boolean run(Mode mode) throws IOException, InterruptedException {
        DemoEvent event = DemoEvent.open(server, mode, InstantSource.system(), people);
        Milliseconds enrolling = new Milliseconds();
        List<EnrolledPerson> holders = enrol(event, enrolling);
        System.out.println(mode + ": from a guest's picture to the pass in the database: " + enrolling);
        Lane lane = event.addLane("North");
        MailboxFrames frames = new MailboxFrames();
        server.parts().lanes().start(lane, frames, new SimulatedGate(), this::hear);
        Milliseconds waited = new Milliseconds();
        Milliseconds computed = new Milliseconds();
        int others = 0;
        for (int i = 0; i < holders.size(); i++) {
            double before = pictureMilliseconds();
            TurnEnded turn = stand(frames, holders.get(i));
            if (!(turn.ending() instanceof Ending.LetIn)) {
                others++;
                System.out.println("not let in: " + turn.ending());
            } else if (i >= WARM_UP_COUNT) {
                waited.add(turn.waited());
                computed.add(Duration.ofNanos((long) (1e6 * (pictureMilliseconds() - before))));
            }
            Thread.sleep(PAUSE);
        }
        server.parts().lanes().stop(lane.id());
        System.out.println(mode + ": from the first frame with code and face to the gate's command: " + waited);
        System.out.println(mode + ": processor time of the pictures of such a turn: " + computed);
        return others == 0;
    }

    private void hear(LaneEvent event) {
        if (event instanceof TurnEnded ended) {
            turns.add(ended);
        }
    }

    private TurnEnded stand(MailboxFrames frames, EnrolledPerson holder) throws IOException, InterruptedException {
        List<byte[]> film = film(holder);
        turns.clear();
        long deadline = System.nanoTime() + TURN_MAX.toNanos();
        for (int frame = 0; System.nanoTime() < deadline; frame++) {
            frames.deliver(new Frame.Encoded(film.get(frame % film.size()), Instant.now()));
            TurnEnded turn = turns.poll(frameMilliseconds, TimeUnit.MILLISECONDS);
            if (turn != null) {
                return turn;
            }
        }
        throw new IllegalStateException("nothing was decided about " + holder.person());
    }

    private List<EnrolledPerson> enrol(DemoEvent event, Milliseconds times) throws IOException {
        List<EnrolledPerson> holders = new ArrayList<>();
        for (SamplePerson person : people) {
            long begun = System.nanoTime();
            holders.add(event.enrol(person));
            if (holders.size() > WARM_UP_COUNT) {
                times.add(Duration.ofNanos(System.nanoTime() - begun));
            }
        }
        return holders;
    }

    /// Somebody who sways, and beside them a phone.
    private List<byte[]> film(EnrolledPerson holder) throws IOException {
        BufferedImage portrait = ImageIO.read(holder.person().arriving().toFile());
        PassCode code = PassCode.of(holder.pass().orElseThrow());
        List<byte[]> film = new ArrayList<>();
        for (int i = 0; i < FRAME_COUNT; i++) {
            BufferedImage frame = new BufferedImage(1_280, 720, BufferedImage.TYPE_INT_RGB);
            Graphics2D canvas = frame.createGraphics();
            canvas.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
            canvas.setColor(new Color(200, 202, 203));
            canvas.fillRect(0, 0, 1_280, 720);
            int side = 620;
            canvas.drawImage(portrait, 250 + sway(), 100 + sway(), side, side, null);
            draw(code, canvas, 930 + sway(), 220 + sway());
            canvas.dispose();
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            ImageIO.write(frame, "jpg", bytes);
            film.add(bytes.toByteArray());
        }
        return film;
    }

    private int sway() {
        return (int) Math.round(4 * random.nextGaussian());
    }

    private static void draw(PassCode code, Graphics2D canvas, int left, int top) {
        int side = (code.size() + 2 * PassCode.QUIET_ZONE) * SQUARE_PIXELS;
        canvas.setColor(Color.WHITE);
        canvas.fillRect(left, top, side, side);
        canvas.setColor(Color.BLACK);
        for (int y = 0; y < code.size(); y++) {
            for (int x = 0; x < code.size(); x++) {
                if (code.isDark(x, y)) {
                    canvas.fillRect(
                            left + (x + PassCode.QUIET_ZONE) * SQUARE_PIXELS,
                            top + (y + PassCode.QUIET_ZONE) * SQUARE_PIXELS,
                            SQUARE_PIXELS,
                            SQUARE_PIXELS);
                }
            }
        }
    }

    /// Processor time so far of the threads that compute with lanes' pictures.
    private double pictureMilliseconds() {
        double sum = 0;
        for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
            if (thread != null && thread.getThreadName().startsWith(PICTURE_THREADS)) {
                sum += threads.getThreadCpuTime(thread.getThreadId()) / 1e6;
            }
        }
        return sum;
    }
}
