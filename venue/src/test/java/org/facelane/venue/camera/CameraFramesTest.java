package org.facelane.venue.camera;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.facelane.face.Image;
import org.facelane.face.image.Decoding;
import org.facelane.face.image.ImageDecoder;
import org.facelane.venue.camera.CameraState.Failing;
import org.facelane.venue.camera.CameraState.Working;
import org.facelane.venue.camera.FrameArrival.Ended;
import org.facelane.venue.camera.FrameArrival.FrameArrived;
import org.facelane.venue.trial.MjpegServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Real streams on loopback: GStreamer's RTSP server, a Motion JPEG server of our own, and files.
class CameraFramesTest {
    private static final CameraLimits LIMITS = new CameraLimits(
            Duration.ofSeconds(4),
            Duration.ofSeconds(1),
            Duration.ofMillis(20),
            Duration.ofMillis(200),
            60,
            FrameDecoder.DEFAULT_LIMITS);

    /// Opens a camera again at once, however often it has gone.
    private static final CameraLimits EAGER = new CameraLimits(
            LIMITS.openWithin(),
            LIMITS.silenceMax(),
            LIMITS.retryMin(),
            LIMITS.retryMin(),
            LIMITS.framesPerSecondMax(),
            LIMITS.decode());

    private static final Duration GENEROUS = Duration.ofSeconds(300);

    @TempDir
    private Path folder;

    private CameraFrames frames =
            CameraFrames.open(new CameraAddress.Usb("/dev/video999"), LIMITS, InstantSource.system());

    @AfterEach
    void lettingGoLeavesNoThread() throws Exception {
        frames.close();
        await(() -> cameraThreads() == 0);
    }

    @Test
    void showsWhatAnRtspCameraSends_killedFrozenAndBack() throws Exception {
        assumeTrue(RtspServer.isInstalled(), "no RTSP server is installed");
        try (RtspServer server = new RtspServer(folder, List.of(SamplePictures.bytes(1)), List.of())) {
            open(server.url());
            assertThat(nextImage()).returns(480, Image::width).returns(480, Image::height);
            awaitWorking();
            server.kill();
            await(() -> isFailing(CameraTrouble.UNREACHABLE));
            assertThat(frames.state().says().orElseThrow()).contains("Check its power");
            server.startAgain();
            awaitWorking();
            server.freeze();
            await(() -> isFailing(CameraTrouble.STALLED) || isFailing(CameraTrouble.UNREACHABLE));
            server.thaw();
            awaitWorking();
        }
    }

    @Test
    void survivesAnotherSizeInMidStream() throws Exception {
        assumeTrue(RtspServer.isInstalled(), "no RTSP server is installed");
        List<byte[]> pictures = new ArrayList<>(Collections.nCopies(10, SamplePictures.bytes(1)));
        pictures.addAll(Collections.nCopies(10, scaled(SamplePictures.bytes(2), 320)));
        try (RtspServer server = new RtspServer(folder, pictures, List.of())) {
            open(server.url());
            Set<Integer> widths = new TreeSet<>();
            await(() -> {
                imageOf(next()).map(Image::width).ifPresent(widths::add);
                return widths.size() == 2;
            });
            assertThat(widths).containsExactly(320, 480);
        }
    }

    @Test
    void saysThatAnRtspCameraRefusesAPassword_andNeverWhichItWas() throws Exception {
        assumeTrue(RtspServer.isInstalled(), "no RTSP server is installed");
        try (RtspServer server =
                new RtspServer(folder, List.of(SamplePictures.bytes(1)), List.of("door", "open%sesame"))) {
            open("rtsp://door:wrong@127.0.0.1:" + server.port() + "/live");
            await(() -> isFailing(CameraTrouble.REFUSED));
            open("rtsp://door:open%25sesame@127.0.0.1:" + server.port() + "/live");
            assertThat(nextImage().width()).isEqualTo(480);
            assertThat(Thread.getAllStackTraces().keySet())
                    .extracting(Thread::getName)
                    .noneMatch(name -> name.contains("sesame"));
        }
    }

    @Test
    void showsWhatAnHttpCameraSends_pixelForPixelAlmost() throws Exception {
        byte[] picture = SamplePictures.bytes(1);
        try (MjpegServer server = new MjpegServer(MjpegServer.sending(picture))) {
            open(server.url());
            Image image = nextImage();
            Image expected = ((Decoding.Decoded) ImageDecoder.decode(picture, FrameDecoder.DEFAULT_LIMITS)).image();
            assertThat(image).returns(480, Image::width).returns(480, Image::height);
            assertThat(meanDifference(image, expected)).isLessThan(2);
        }
    }

    @Test
    void goesOn_whenTheClockIsSetBack() throws Exception {
        try (MjpegServer server = new MjpegServer(MjpegServer.sending(SamplePictures.bytes(1)))) {
            AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ofHours(1));
            frames.close();
            frames = CameraFrames.open(
                    CameraAddress.parse(server.url()).orElseThrow(),
                    LIMITS,
                    () -> Instant.now().plus(ahead.get()));
            nextImage();
            ahead.set(Duration.ZERO);
            nextImage(); // may have been taken before
            nextImage();
        }
    }

    @Test
    void ends_whateverKillsItsThread() throws Exception {
        frames.close();
        frames = CameraFrames.open(new CameraAddress.Usb("/dev/video999"), LIMITS, () -> {
            throw new OutOfMemoryError("thrown by a test");
        });
        await(() -> next() instanceof Ended);
    }

    @Test
    void survivesGarbage_anotherSize_andEverythingBetween() throws Exception {
        byte[] picture = SamplePictures.bytes(1);
        long seed = System.nanoTime();
        System.out.println("CameraFramesTest seed " + seed);
        byte[] garbage = new byte[200_000];
        new Random(seed).nextBytes(garbage);
        try (MjpegServer server = new MjpegServer(MjpegServer.sending(picture))) {
            open(server.url());
            assertThat(nextImage().width()).isEqualTo(480);
            List<MjpegServer.Behaviour> faults = List.of(
                    out -> out.write(garbage),
                    out -> {
                        MjpegServer.head(out);
                        out.write(garbage);
                    },
                    out -> {
                        MjpegServer.head(out);
                        for (int i = 0; i < 50; i++) {
                            MjpegServer.part(out, garbage);
                        }
                    },
                    out -> {
                        MjpegServer.head(out);
                        MjpegServer.part(out, damaged(picture, seed));
                    },
                    out -> {
                        MjpegServer.head(out);
                        out.write("--frame\r\nContent-Type: image/jpeg\r\nContent-Length: 2147483647\r\n\r\n"
                                .getBytes(US_ASCII));
                        out.write(garbage);
                    },
                    out -> out.write("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n".getBytes(US_ASCII)),
                    out -> out.close());
            for (MjpegServer.Behaviour fault : faults) {
                int before = server.connectionCount();
                server.behave(fault);
                await(() -> server.connectionCount() > before + 1);
                await(() -> frames.state() instanceof Failing);
                server.behave(MjpegServer.sending(scaled(picture, 320)));
                await(() ->
                        imageOf(next()).filter(image -> image.width() == 320).isPresent());
                awaitWorking();
            }
        }
    }

    @Test
    void survivesAStallAndASlowNetwork() throws Exception {
        byte[] picture = SamplePictures.bytes(1);
        try (MjpegServer server = new MjpegServer(MjpegServer.sending(picture))) {
            open(server.url());
            assertThat(nextImage().width()).isEqualTo(480);
            server.behave(out -> {
                MjpegServer.head(out);
                MjpegServer.part(out, picture);
                MjpegServer.part(out, picture);
                Thread.sleep(GENEROUS);
            });
            await(() -> isFailing(CameraTrouble.STALLED));
            int before = server.connectionCount();
            server.behave(out -> {
                MjpegServer.head(out);
                MjpegServer.partHead(out, picture);
                for (byte b : picture) {
                    out.write(b);
                    Thread.sleep(2);
                }
            });
            await(() -> server.connectionCount() > before + 1 && isFailing(CameraTrouble.STALLED));
            server.behave(MjpegServer.sending(picture));
            awaitWorking();
        }
    }

    @Test
    void letsGoOfWhatItHeldEachTimeItIsOpenedAgain() throws Exception {
        byte[] picture = SamplePictures.bytes(1);
        try (MjpegServer server = new MjpegServer(MjpegServer.sending(picture))) {
            frames.close();
            frames = CameraFrames.open(CameraAddress.parse(server.url()).orElseThrow(), EAGER, InstantSource.system());
            assertThat(nextImage().width()).isEqualTo(480);
            long before = openFiles();
            server.behave(out -> {
                MjpegServer.head(out);
                MjpegServer.part(out, picture);
            });
            await(() -> server.connectionCount() > 60);
            assertThat(openFiles()).isLessThan(before + 30);
            assertThat(cameraThreads()).isEqualTo(1);
        }
    }

    @Test
    void saysThatAnHttpCameraRefusesThePassword() throws Exception {
        try (MjpegServer server = new MjpegServer(MjpegServer.sending(SamplePictures.bytes(1)))) {
            server.protect("door", "a:b c");
            open(server.url().replace("http://", "http://door:wrong@"));
            await(() -> isFailing(CameraTrouble.REFUSED));
            open(server.url().replace("http://", "http://door:a%3Ab%20c@"));
            awaitWorking();
        }
    }

    @Test
    void saysThatNobodyIsThere() throws Exception {
        MjpegServer server = new MjpegServer(_ -> {});
        server.close();
        open(server.url());
        await(() -> isFailing(CameraTrouble.UNREACHABLE));
        open("file:" + folder.resolve("none.mp4"));
        await(() -> isFailing(CameraTrouble.NOT_THERE));
        open("v4l2:/dev/video999");
        await(() -> isFailing(CameraTrouble.NOT_THERE));
    }

    @Test
    void playsAVideoOnceInRealTime_andEnds() throws Exception {
        Path video = folder.resolve("evening.mjpeg");
        try (OutputStream out = Files.newOutputStream(video)) {
            for (int person = 1; person <= 10; person++) {
                out.write(SamplePictures.bytes(person));
            }
        }
        open("file:" + video);
        AtomicInteger count = new AtomicInteger();
        await(() -> {
            FrameArrival arrival = next();
            count.addAndGet(arrival instanceof FrameArrived ? 1 : 0);
            return arrival instanceof Ended;
        });
        assertThat(count.get() + frames.droppedCount()).isEqualTo(10);
    }

    private void open(String address) {
        frames.close();
        frames = CameraFrames.open(CameraAddress.parse(address).orElseThrow(), LIMITS, InstantSource.system());
    }

    private FrameArrival next() {
        try {
            return frames.next(Duration.ofMillis(100));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Image nextImage() {
        for (long end = System.nanoTime() + GENEROUS.toNanos(); System.nanoTime() < end; ) {
            Optional<Image> image = imageOf(next());
            if (image.isPresent()) {
                return image.get();
            }
        }
        throw new AssertionError("no picture came; the camera is " + frames.state());
    }

    private static Optional<Image> imageOf(FrameArrival arrival) {
        return arrival instanceof FrameArrived(Frame.Decoded(Image image, Instant _))
                ? Optional.of(image)
                : Optional.empty();
    }

    private boolean isFailing(CameraTrouble trouble) {
        return frames.state() instanceof Failing failing && failing.trouble() == trouble;
    }

    private void awaitWorking() throws InterruptedException {
        await(() -> frames.state().equals(new Working()));
    }

    private void await(BooleanSupplier condition) throws InterruptedException {
        for (long end = System.nanoTime() + GENEROUS.toNanos(); !condition.getAsBoolean(); ) {
            assertThat(System.nanoTime())
                    .as("the camera stays %s", frames.state())
                    .isLessThan(end);
            Thread.sleep(5);
        }
    }

    private static long cameraThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("camera "))
                .count();
    }

    private static long openFiles() throws IOException {
        Path open = Path.of("/proc/self/fd");
        if (!Files.isDirectory(open)) {
            return 0;
        }
        try (Stream<Path> files = Files.list(open)) {
            return files.count();
        }
    }

    private static double meanDifference(Image one, Image other) {
        long sum = 0;
        for (int i = 0; i < one.rgb().length; i++) {
            sum += Math.abs((one.rgb()[i] & 0xff) - (other.rgb()[i] & 0xff));
        }
        return (double) sum / one.rgb().length;
    }

    private static byte[] damaged(byte[] picture, long seed) {
        byte[] damaged = picture.clone();
        Random random = new Random(seed);
        for (int i = 0; i < 200; i++) {
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
        }
        return Arrays.copyOf(damaged, damaged.length / 2);
    }

    private static byte[] scaled(byte[] picture, int side) throws IOException {
        BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        image.createGraphics().drawImage(ImageIO.read(new ByteArrayInputStream(picture)), 0, 0, side, side, null);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "jpg", bytes);
        return bytes.toByteArray();
    }
}
