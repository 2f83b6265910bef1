package org.facelane.bench.passes;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.facelane.bench.Arguments;
import org.facelane.face.Image;
import org.facelane.venue.camera.Frame;
import org.facelane.venue.camera.FrameDecoder;
import org.facelane.venue.camera.FramePicture;
import org.facelane.venue.code.CodeFinder;
import org.facelane.venue.code.Symbology;

/// What it costs to look for a ticket's code in frames that show none: people who do not exist, before a grey wall with
/// a sensor's noise. Processor time of one thread. Run by `bench/search-costs`.
public final class SearchCosts {
    private static final String USAGE = "--people <folder> [--seed <number>]";
    private static final int WARM_UP = 30;

    private final FrameDecoder decoder = new FrameDecoder(FrameDecoder.DEFAULT_LIMITS);
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final RandomGenerator random;

    private SearchCosts(long seed) {
        random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    public static void main(String... commandLine) throws IOException {
        Arguments arguments = Arguments.parse(USAGE, commandLine);
        SearchCosts run = new SearchCosts(arguments.number("--seed", 1));
        System.out.println("| frame | looked for | frames | ms a frame, median | 95th of a hundred |");
        System.out.println("|---|---|---|---|---|");
        for (int[] size : new int[][] {{640, 480}, {1_280, 720}}) {
            List<Image> frames = new ArrayList<>();
            pictures(arguments.folder("--people")).forEach(picture -> frames.add(run.frame(picture, size[0], size[1])));
            for (Symbology symbology : Symbology.values()) {
                run.row(frames, EnumSet.of(symbology));
            }
            run.row(frames, EnumSet.complementOf(EnumSet.of(Symbology.QR)));
            run.row(frames, EnumSet.allOf(Symbology.class));
        }
    }

    private static List<Path> pictures(Path people) throws IOException {
        try (Stream<Path> files = Files.walk(people, 2)) {
            return files.filter(file -> file.toString().endsWith(".jpg"))
                    .sorted()
                    .toList();
        }
    }

    private void row(List<Image> frames, Set<Symbology> lookedFor) {
        CodeFinder finder = new CodeFinder(lookedFor);
        for (int i = 0; i < WARM_UP; i++) {
            finder.findTicket(frames.get(i % frames.size()));
        }
        double[] took = frames.stream()
                .mapToDouble(frame -> milliseconds(finder, frame))
                .sorted()
                .toArray();
        System.out.printf(
                Locale.ROOT,
                "| %d × %d | %s | %d | %.1f | %.1f |%n",
                frames.getFirst().width(),
                frames.getFirst().height(),
                Symbology.text(lookedFor),
                took.length,
                took[took.length / 2],
                took[(int) Math.ceil(0.95 * took.length) - 1]);
    }

    private double milliseconds(CodeFinder finder, Image frame) {
        double[] tries = new double[3];
        for (int i = 0; i < tries.length; i++) {
            long busy = threads.getCurrentThreadCpuTime();
            if (finder.findTicket(frame).isPresent()) {
                throw new IllegalStateException("a code was read where none is");
            }
            tries[i] = (threads.getCurrentThreadCpuTime() - busy) / 1e6;
        }
        Arrays.sort(tries);
        return tries[1];
    }

    private Image frame(Path picture, int width, int height) {
        try {
            BufferedImage frame = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
            BufferedImage person = ImageIO.read(picture.toFile());
            Graphics2D pen = frame.createGraphics();
            int side = height * 2 / 3;
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    int grey = Math.clamp(Math.round(180 + 4 * random.nextGaussian()), 0, 255);
                    frame.setRGB(x, y, grey << 16 | grey << 8 | grey);
                }
            }
            pen.drawImage(person, (width - side) / 2, height - side, side, side, null);
            pen.dispose();
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            ImageIO.write(frame, "jpg", bytes);
            return decoder.decode(new Frame.Encoded(bytes.toByteArray(), Instant.EPOCH))
                            instanceof FramePicture.Whole(Image image)
                    ? image
                    : broken(picture);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Image broken(Path picture) {
        throw new IllegalStateException(picture + " makes no frame");
    }
}
