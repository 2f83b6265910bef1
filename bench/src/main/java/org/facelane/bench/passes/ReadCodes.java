package org.facelane.bench.passes;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.facelane.bench.Arguments;
import org.facelane.bench.Pictures;
import org.facelane.bench.passes.PhoneView.Conditions;
import org.facelane.face.Features;
import org.facelane.face.Image;
import org.facelane.face.ModelVersion;
import org.facelane.face.Reference;
import org.facelane.face.ReferenceId;
import org.facelane.face.Template;
import org.facelane.venue.Event;
import org.facelane.venue.EventId;
import org.facelane.venue.Mode;
import org.facelane.venue.TicketId;
import org.facelane.venue.camera.Frame;
import org.facelane.venue.camera.FrameDecoder;
import org.facelane.venue.camera.FramePicture;
import org.facelane.venue.code.CodeFinder;
import org.facelane.venue.code.Symbology;
import org.facelane.venue.keys.EventKeys;
import org.facelane.venue.keys.MasterKey;
import org.facelane.venue.pass.Pass;
import org.facelane.venue.pass.PassCode;
import org.facelane.venue.pass.PassMaker;

/// From how far, at which angle, how dim and how blurred a lane reads a pass from a phone, how long that takes, and how
/// long a pass takes to make. Phones and cameras are computed, not photographed. Prints what `docs/pass-format.md`
/// records. Run by `bench/read-codes`.
public final class ReadCodes {
    private static final String USAGE = "[--guests <number>] [--seed <number>] [--codes passes|tickets]";
    private static final int FRAMES_OF_A_GUEST = 3;
    private static final int DIMENSION = 192;

    private final CodeFinder finder = new CodeFinder();
    private final FrameDecoder decoder = new FrameDecoder(FrameDecoder.DEFAULT_LIMITS);
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final int guestCount;
    private final RandomGenerator random;

    private ReadCodes(int guestCount, long seed) {
        this.guestCount = guestCount;
        random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    public static void main(String... commandLine) throws IOException {
        Arguments arguments = Arguments.parse(USAGE, commandLine);
        prepareKeys();
        ReadCodes run = new ReadCodes(arguments.number("--guests", 40), arguments.number("--seed", 1));
        String codes = arguments.given("--codes").orElse("");
        if (!codes.equals("tickets")) {
            run.make(Mode.PASS, 200);
            for (Mode mode : new Mode[] {Mode.PASS, Mode.SEALED}) {
                run.table(mode);
            }
        }
        if (!codes.equals("passes")) {
            run.tickets();
        }
    }

    /// Whoever opens a master key makes ready what keys of events are drawn with.
    private static void prepareKeys() throws IOException {
        Path folder = Files.createTempDirectory("read-codes");
        MasterKey.open(folder.resolve("master.key"));
        Files.delete(folder.resolve("master.key"));
        Files.delete(folder);
    }

    private void table(Mode mode) {
        Pass sample = pass(mode);
        print(
                "%n%s: %d characters, %d squares a side%n",
                mode, sample.text().length(), PassCode.of(sample).size());
        print(
                "| seen | pixels a square | read in the first frame | within %d | ms a frame, mean | longest |",
                FRAMES_OF_A_GUEST);
        print("|---|---|---|---|---|---|");
        conditions().forEach((name, conditions) -> row(mode, name, conditions));
        make(mode, 500);
    }

    /// Ordinary tickets on a phone, each kind by itself.
    private void tickets() {
        Map<String, Conditions> all = new LinkedHashMap<>();
        for (int centimetres : new int[] {10, 15, 20, 30}) {
            all.put(centimetres + " cm", Conditions.USUAL.at(10 * centimetres));
        }
        all.put("15 cm, turned by 20°", Conditions.USUAL.at(150).turned(20));
        all.put("15 cm, dimmed to a quarter", Conditions.USUAL.at(150).lit(0.2, 0.02));
        all.put("15 cm, noisy (4 %)", Conditions.USUAL.at(150).noisy(0.04));
        print("%n| code | characters | squares across | %s |", String.join(" | ", all.keySet()));
        print("|---|---|---|%s", "---|".repeat(all.size()));
        for (Symbology symbology : Symbology.values()) {
            String text = ShownCode.text(symbology);
            ShownCode code = ShownCode.ticket(symbology, text);
            CodeFinder looking = new CodeFinder(Set.of(symbology));
            List<String> shares = new ArrayList<>();
            all.values().forEach(conditions -> shares.add(share(looking, code, text, conditions)));
            print("| %s | %d | %d | %s |", symbology, text.length(), code.columns(), String.join(" | ", shares));
        }
    }

    /// In the first frame, and within three.
    private String share(CodeFinder looking, ShownCode code, String text, Conditions conditions) {
        int first = 0;
        int soon = 0;
        for (int guest = 0; guest < guestCount; guest++) {
            PhoneView view = new PhoneView(code, conditions);
            for (int frame = 0; frame < FRAMES_OF_A_GUEST; frame++) {
                Optional<String> read = looking.findTicket(received(view.frame(random), conditions));
                if (read.isPresent()) {
                    if (!read.get().equals(text)) {
                        throw new IllegalStateException("another text was read than was shown: " + read.get());
                    }
                    first += frame == 0 ? 1 : 0;
                    soon++;
                    break;
                }
            }
        }
        return String.format(Locale.ROOT, "%.0f / %.0f %%", 100.0 * first / guestCount, 100.0 * soon / guestCount);
    }

    private static Map<String, Conditions> conditions() {
        Conditions usual = Conditions.USUAL;
        Map<String, Conditions> all = new LinkedHashMap<>();
        for (int centimetres : new int[] {20, 30, 40, 50}) {
            all.put(centimetres + " cm", usual.at(10 * centimetres));
        }
        for (int degrees : new int[] {15, 30, 45}) {
            all.put("30 cm, turned by " + degrees + "°", usual.turned(degrees));
        }
        all.put("20 cm, turned by 45°", usual.at(200).turned(45));
        all.put("30 cm, turned by 55°", usual.turned(55));
        all.put("30 cm, dimmed to a quarter", usual.lit(0.2, 0.02));
        all.put("30 cm, dimmed, white is twice black", usual.lit(0.1, 0.05));
        all.put("30 cm, turned by 30° and dimmed to a quarter", usual.turned(30).lit(0.2, 0.02));
        all.put("30 cm, soft lens (1.2 pixels)", usual.blurred(1.2, 0.5));
        all.put("30 cm, moving by 3 pixels", usual.blurred(0.6, 3));
        all.put("30 cm, noisy (4 %)", usual.noisy(0.04));
        all.put("30 cm, a lamp in the glass", usual.glaring(0.4));
        return all;
    }

    private void row(Mode mode, String name, Conditions conditions) {
        int first = 0;
        int soon = 0;
        int frames = 0;
        double sum = 0;
        double longest = 0;
        double pixels = 0;
        for (int guest = 0; guest < guestCount; guest++) {
            Pass pass = pass(mode);
            PhoneView view = new PhoneView(ShownCode.of(PassCode.of(pass)), conditions);
            pixels = view.squarePixels();
            for (int frame = 0; frame < FRAMES_OF_A_GUEST; frame++) {
                Image seen = received(view.frame(random), conditions);
                long busy = threads.getCurrentThreadCpuTime();
                Optional<String> read = finder.find(seen);
                double took = (threads.getCurrentThreadCpuTime() - busy) / 1e6;
                frames++;
                sum += took;
                longest = Math.max(longest, took);
                if (read.isPresent()) {
                    if (!read.get().equals(pass.text())) {
                        throw new IllegalStateException("another text was read than was shown");
                    }
                    first += frame == 0 ? 1 : 0;
                    soon++;
                    break;
                }
            }
        }
        print(
                "| %s | %.1f | %.0f %% | %.0f %% | %.1f | %.1f |",
                name, pixels, 100.0 * first / guestCount, 100.0 * soon / guestCount, sum / frames, longest);
    }

    /// The frame as a lane has it: sent as a JPEG file, and decoded.
    private Image received(Image frame, Conditions conditions) {
        byte[] sent = Pictures.jpeg(frame, (float) conditions.jpeg());
        return switch (decoder.decode(new Frame.Encoded(sent, Instant.EPOCH))) {
            case FramePicture.Whole(Image image) -> image;
            case FramePicture.Damaged(String why) -> throw new IllegalStateException("a frame is damaged: " + why);
        };
    }

    private void make(Mode mode, int count) {
        Milliseconds wall = new Milliseconds();
        Milliseconds processor = new Milliseconds();
        for (int i = 0; i < count; i++) {
            long start = System.nanoTime();
            long busy = threads.getCurrentThreadCpuTime();
            String path = PassCode.of(pass(mode)).path();
            processor.add(Duration.ofNanos(threads.getCurrentThreadCpuTime() - busy));
            wall.add(Duration.ofNanos(System.nanoTime() - start));
            if (path.isEmpty()) {
                throw new IllegalStateException("a pass without a square");
            }
        }
        print("%n%s: keys, template, pass and its code made: %s; processor time: %s", mode, wall, processor);
    }

    private Pass pass(Mode mode) {
        Instant now = Instant.parse("2026-11-22T12:00:00Z");
        Event event = new Event(
                EventId.random(),
                "Cup final",
                "North stadium",
                now,
                now.plus(Duration.ofHours(4)),
                mode,
                now.plus(Duration.ofDays(1)),
                Optional.empty());
        EventKeys keys = EventKeys.draw(event.id());
        float[] values = new float[DIMENSION];
        for (int i = 0; i < DIMENSION; i++) {
            values[i] = (float) random.nextGaussian();
        }
        Template template =
                Template.of(Features.of(new ModelVersion("nobody-000000000000"), values), keys.rotation(DIMENSION));
        return new PassMaker(event, keys)
                .make(TicketId.random(), new Reference(new ReferenceId(UUID.randomUUID()), template), now)
                .pass();
    }

    private static void print(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
