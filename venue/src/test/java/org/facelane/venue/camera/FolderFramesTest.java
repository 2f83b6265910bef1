package org.facelane.venue.camera;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import javax.imageio.ImageIO;
import org.facelane.venue.camera.FrameArrival.Ended;
import org.facelane.venue.camera.FrameArrival.FrameArrived;
import org.facelane.venue.camera.FrameArrival.Quiet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderFramesTest {
    private static final Instant START = Instant.parse("2026-11-22T18:00:00Z");
    private static final Duration PATIENCE = Duration.ofMillis(1);

    @TempDir
    private Path folder;

    private final FrameDecoder decoder = new FrameDecoder(FrameDecoder.DEFAULT_LIMITS);

    @Test
    void handsOutPicturesByName_asTaken() throws Exception {
        Files.write(folder.resolve("b.png"), picture("png", 20));
        Files.write(folder.resolve("a.jpg"), picture("jpg", 10));
        Files.writeString(folder.resolve("notes.txt"), "no picture");
        List<Frame> frames = take(FolderFrames.asTaken(folder, 10, InstantSource.fixed(START)));
        assertThat(frames).extracting(Frame::at).containsExactly(START, START.plusMillis(100));
        assertThat(frames).extracting(this::width).containsExactly(10, 20);
    }

    @Test
    void playsInRealTime_andDropsWhatIsOvertaken() throws Exception {
        for (int i = 0; i < 10; i++) {
            Files.write(folder.resolve(i + ".jpg"), picture("jpg", 10 + i));
        }
        AtomicReference<Instant> now = new AtomicReference<>(START);
        try (FolderFrames source = FolderFrames.inRealTime(folder, 10, now::get)) {
            assertThat(width(frame(source))).isEqualTo(10);
            assertThat(source.next(PATIENCE)).isEqualTo(new Quiet());
            now.set(START.plusMillis(450));
            Frame frame = frame(source);
            assertThat(width(frame)).isEqualTo(14);
            assertThat(frame.at()).isEqualTo(START.plusMillis(400));
            assertThat(source.droppedCount()).isEqualTo(3);
            now.set(START.plusSeconds(10));
            assertThat(source.next(PATIENCE)).isEqualTo(new Ended());
        }
    }

    @Test
    void waitsUntilAFrameIsDue() throws Exception {
        Files.write(folder.resolve("1.jpg"), picture("jpg", 10));
        Files.write(folder.resolve("2.jpg"), picture("jpg", 11));
        try (FolderFrames source = FolderFrames.inRealTime(folder, 100, InstantSource.system())) {
            List<FrameArrival> arrivals = new ArrayList<>();
            FrameArrival arrival = source.next(Duration.ofSeconds(10));
            while (!(arrival instanceof Ended)) {
                arrivals.add(arrival);
                arrival = source.next(Duration.ofSeconds(10));
            }
            assertThat(arrivals).isNotEmpty().allMatch(FrameArrived.class::isInstance);
        }
    }

    @Test
    void showsDamagedFiles() throws Exception {
        byte[] whole = picture("jpg", 40);
        Files.write(folder.resolve("1.jpg"), whole);
        Files.write(folder.resolve("2.jpg"), java.util.Arrays.copyOf(whole, whole.length / 2));
        Files.write(folder.resolve("3.jpg"), new byte[0]);
        Files.write(folder.resolve("4.jpg"), whole);
        List<Frame> frames = take(FolderFrames.asTaken(folder, 10, InstantSource.fixed(START)));
        assertThat(frames).hasSize(4);
        assertThat(decoder.decode(frames.get(1))).isInstanceOf(FramePicture.Damaged.class);
        assertThat(decoder.decode(frames.get(2))).isEqualTo(new FramePicture.Damaged("empty"));
        assertThat(width(frames.get(3))).isEqualTo(40);
    }

    @Test
    void splitsMotionJpeg() throws Exception {
        ByteArrayOutputStream video = new ByteArrayOutputStream();
        video.writeBytes(new byte[] {0, 1, (byte) 0xff});
        video.writeBytes(picture("jpg", 30));
        video.writeBytes(
                "--boundary\r\nContent-Type: image/jpeg\r\n\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        video.writeBytes(withThumbnail(picture("jpg", 50), picture("jpg", 8)));
        video.writeBytes(picture("jpg", 60));
        assertThat(take(video(video.toByteArray()))).extracting(this::width).containsExactly(30, 50, 60);
    }

    @Test
    void goesOnBehindADamagedPicture_motionJpeg() throws Exception {
        byte[] whole = picture("jpg", 50);
        ByteArrayOutputStream video = new ByteArrayOutputStream();
        video.writeBytes(whole);
        byte[] broken = whole.clone();
        broken[2] = 0; // no marker follows the start
        video.writeBytes(broken);
        video.writeBytes(whole);
        video.writeBytes(java.util.Arrays.copyOf(whole, whole.length - 40));
        List<Frame> frames = take(video(video.toByteArray()));
        assertThat(frames)
                .filteredOn(frame -> decoder.decode(frame) instanceof FramePicture.Whole)
                .hasSize(2);
        assertThat(frames)
                .filteredOn(frame -> decoder.decode(frame) instanceof FramePicture.Damaged)
                .hasSize(2);
    }

    @Test
    void survivesAnyBytes_motionJpeg() throws Exception {
        long seed = System.nanoTime();
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        byte[] whole = picture("jpg", 30);
        for (int round = 0; round < 300; round++) {
            ByteArrayOutputStream video = new ByteArrayOutputStream();
            for (int i = 0; i < 4; i++) {
                byte[] piece = whole.clone();
                for (int k = random.nextInt(20); k > 0; k--) {
                    piece[random.nextInt(piece.length)] = (byte) random.nextInt();
                }
                video.write(piece, 0, random.nextInt(piece.length + 1));
            }
            int frames = take(video(video.toByteArray())).size();
            assertThat(frames).as("seed %d, round %d", seed, round).isBetween(0, video.size() / 2);
        }
    }

    @Test
    void saysWhatItCannotPlay() throws Exception {
        Path video = Files.write(folder.resolve("film.mp4"), new byte[10]);
        assertThatThrownBy(() -> FolderFrames.asTaken(video, 10, InstantSource.fixed(START)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("film.mp4 is neither a folder nor a Motion JPEG file");
        assertThatThrownBy(() -> FolderFrames.asTaken(folder.resolve("none"), 10, InstantSource.fixed(START)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("there is no such folder");
        assertThatThrownBy(() -> FolderFrames.asTaken(folder, 0, InstantSource.fixed(START)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private FolderFrames video(byte[] bytes) throws IOException {
        return FolderFrames.asTaken(Files.write(folder.resolve("film.mjpeg"), bytes), 10, InstantSource.fixed(START));
    }

    private static List<Frame> take(FolderFrames source) throws InterruptedException {
        try (source) {
            List<Frame> frames = new ArrayList<>();
            while (source.next(PATIENCE) instanceof FrameArrived(Frame frame)) {
                frames.add(frame);
            }
            return frames;
        }
    }

    private static Frame frame(FolderFrames source) throws InterruptedException {
        FrameArrival arrival = source.next(PATIENCE);
        assertThat(arrival).isInstanceOf(FrameArrived.class);
        return ((FrameArrived) arrival).frame();
    }

    private int width(Frame frame) {
        FramePicture picture = decoder.decode(frame);
        assertThat(picture).isInstanceOf(FramePicture.Whole.class);
        return ((FramePicture.Whole) picture).image().width();
    }

    private static byte[] picture(String format, int width) throws IOException {
        BufferedImage image = new BufferedImage(width, 20, BufferedImage.TYPE_INT_RGB);
        for (int x = 0; x < width; x++) {
            for (int y = 0; y < 20; y++) {
                image.setRGB(x, y, x * 517 + y * 90001);
            }
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, format, out);
        return out.toByteArray();
    }

    /// As cameras do: a whole small picture in an application segment of the large one.
    private static byte[] withThumbnail(byte[] picture, byte[] thumbnail) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(picture, 0, 2);
        int length = thumbnail.length + 2;
        out.writeBytes(new byte[] {(byte) 0xff, (byte) 0xe7, (byte) (length >> 8), (byte) length});
        out.writeBytes(thumbnail);
        out.write(picture, 2, picture.length - 2);
        return out.toByteArray();
    }
}
