package org.facelane.face.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.facelane.face.image.DecodeFailure.DAMAGED;
import static org.facelane.face.image.DecodeFailure.EMPTY;
import static org.facelane.face.image.DecodeFailure.NOT_AN_IMAGE;
import static org.facelane.face.image.DecodeFailure.TOO_MANY_BYTES;
import static org.facelane.face.image.DecodeFailure.TOO_MANY_FRAMES;
import static org.facelane.face.image.DecodeFailure.TOO_MANY_PIXELS;
import static org.facelane.face.image.DecodeFailure.TRUNCATED;
import static org.facelane.face.image.DecodeFailure.UNSUPPORTED_FORMAT;
import static org.facelane.face.image.PictureFiles.BLUE;
import static org.facelane.face.image.PictureFiles.GREEN;
import static org.facelane.face.image.PictureFiles.RED;
import static org.facelane.face.image.PictureFiles.WHITE;
import static org.facelane.face.image.PictureFiles.deflated;
import static org.facelane.face.image.PictureFiles.frameAt;
import static org.facelane.face.image.PictureFiles.join;
import static org.facelane.face.image.PictureFiles.jpeg;
import static org.facelane.face.image.PictureFiles.lastScan;
import static org.facelane.face.image.PictureFiles.png;
import static org.facelane.face.image.PictureFiles.quadrants;
import static org.facelane.face.image.PictureFiles.rawPng;
import static org.facelane.face.image.PictureFiles.resource;
import static org.facelane.face.image.PictureFiles.withChunk;
import static org.facelane.face.image.PictureFiles.withSegment;

import java.awt.Point;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.DataBufferUShort;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.facelane.face.Image;
import org.facelane.face.image.Decoding.Decoded;
import org.facelane.face.image.Decoding.NotDecoded;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageDecoderTest {
    private final byte[] jpeg = jpeg(quadrants(64, 48, BufferedImage.TYPE_INT_RGB), false);
    private final byte[] png = png(quadrants(64, 48, BufferedImage.TYPE_INT_RGB));

    @Test
    void decodes_jpeg() {
        assertQuadrants(decoded(jpeg), RED, GREEN, BLUE, WHITE);
        assertQuadrants(decoded(jpeg(quadrants(64, 48, BufferedImage.TYPE_INT_RGB), true)), RED, GREEN, BLUE, WHITE);
    }

    @Test
    void decodes_jpegGrey() {
        BufferedImage grey = new BufferedImage(64, 48, BufferedImage.TYPE_BYTE_GRAY);
        Arrays.fill(((DataBufferByte) grey.getRaster().getDataBuffer()).getData(), (byte) 100);
        assertQuadrants(decoded(jpeg(grey, false)), 0x646464, 0x646464, 0x646464, 0x646464);
    }

    @Test
    void decodes_jpegRgb_byAdobesWord() {
        byte[] raw = jpeg(bands(3, 200, 40, 90));
        assertQuadrants(decoded(withSegment(raw, 0xee, adobe(0))), 0xc8285a, 0xc8285a, 0xc8285a, 0xc8285a);
    }

    @Test
    void decodes_jpegCmykAndYcck() {
        byte[] raw = jpeg(bands(4, 255, 128, 51, 128));
        int light = 0x804019;
        assertQuadrants(decoded(withSegment(raw, 0xee, adobe(0))), light, light, light, light);
        byte[] ycck = jpeg(bands(4, 76, 85, 255, 255));
        assertQuadrants(decoded(withSegment(ycck, 0xee, adobe(2))), RED, RED, RED, RED);
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                BufferedImage.TYPE_INT_RGB,
                BufferedImage.TYPE_INT_ARGB,
                BufferedImage.TYPE_3BYTE_BGR,
                BufferedImage.TYPE_BYTE_INDEXED
            })
    void decodes_png(int type) {
        assertQuadrants(decoded(png(quadrants(64, 48, type))), RED, GREEN, BLUE, WHITE);
    }

    @Test
    void decodes_pngGrey_asStored() {
        BufferedImage grey = new BufferedImage(64, 48, BufferedImage.TYPE_BYTE_GRAY);
        Arrays.fill(((DataBufferByte) grey.getRaster().getDataBuffer()).getData(), (byte) 100);
        assertQuadrants(decoded(png(grey)), 0x646464, 0x646464, 0x646464, 0x646464);
        BufferedImage deep = new BufferedImage(64, 48, BufferedImage.TYPE_USHORT_GRAY);
        Arrays.fill(((DataBufferUShort) deep.getRaster().getDataBuffer()).getData(), (short) 0x9c40);
        assertQuadrants(decoded(png(deep)), 0x9c9c9c, 0x9c9c9c, 0x9c9c9c, 0x9c9c9c);
    }

    @Test
    void decodes_pngOfFewBits() {
        IndexColorModel model = new IndexColorModel(2, 4, new int[] {RED, GREEN, BLUE, WHITE}, 0, false, -1, 0);
        BufferedImage few = new BufferedImage(64, 48, BufferedImage.TYPE_BYTE_BINARY, model);
        for (int y = 0; y < 48; y++) {
            for (int x = 0; x < 64; x++) {
                few.getRaster().setSample(x, y, 0, (y < 24 ? 0 : 2) + (x < 32 ? 0 : 1));
            }
        }
        assertQuadrants(decoded(png(few)), RED, GREEN, BLUE, WHITE);
        BufferedImage bits = quadrants(64, 48, BufferedImage.TYPE_BYTE_BINARY);
        assertThat(decoded(png(bits)).red(60, 40)).isEqualTo(255);
    }

    @Test
    void decodes_png16Bit_withAlphaOverWhite() throws IOException {
        // Half transparent: 65535, 0, 0 becomes 255, 127, 127.
        byte[] row = new byte[1 + 8 * 2];
        ByteBuffer.wrap(row, 1, 16)
                .putShort((short) -1)
                .putInt(0)
                .putShort((short) 0x8000)
                .putLong(0);
        byte[] header = ByteBuffer.allocate(13)
                .putInt(2)
                .putInt(1)
                .put(new byte[] {16, 6, 0, 0, 0})
                .array();
        Image image = decoded(rawPng(header, row));
        assertThat(image.red(0, 0)).isEqualTo(255);
        assertThat(image.green(0, 0)).isBetween(126, 128);
        assertThat(image.red(1, 0)).isEqualTo(255);
        assertThat(image.blue(1, 0)).isEqualTo(255);
    }

    @ParameterizedTest
    @ValueSource(strings = {"lossy.webp", "lossless.webp", "alpha.webp"})
    void decodes_webp(String name) {
        assertQuadrants(decoded(resource(name)), RED, GREEN, BLUE, WHITE);
    }

    @ParameterizedTest
    @CsvSource({"1,0,1", "2,1,0", "3,3,2", "4,2,3", "5,0,2", "6,1,3", "7,3,1", "8,2,0"})
    void turnsUpright(int orientation, int red, int green) {
        // From the definition: at which corner (0 top left, 1 top right, 2 bottom left, 3 bottom right) the
        // stored top left (red) and the stored top right (green) are seen.
        byte[] exif = PictureFiles.exif(orientation, orientation % 2 == 0);
        byte[] app1 = join("Exif\0\0".getBytes(StandardCharsets.US_ASCII), exif);
        for (Image image :
                new Image[] {decoded(withSegment(jpeg, 0xe1, app1)), decoded(withChunk(png, "eXIf", exif))}) {
            assertThat(image.width()).isEqualTo(orientation < 5 ? 64 : 48);
            assertThat(image.height()).isEqualTo(orientation < 5 ? 48 : 64);
            assertColour(image, red, RED);
            assertColour(image, green, GREEN);
            assertColour(image, 3 - red, WHITE);
            assertColour(image, 3 - green, BLUE);
        }
    }

    @Test
    void turnsUpright_webp() {
        assertQuadrants(decoded(resource("turned.webp")), BLUE, RED, WHITE, GREEN);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 9, 65535})
    void staysAsItIs_senselessOrientation(int orientation) {
        byte[] app1 = join("Exif\0\0".getBytes(StandardCharsets.US_ASCII), PictureFiles.exif(orientation, true));
        assertQuadrants(decoded(withSegment(jpeg, 0xe1, app1)), RED, GREEN, BLUE, WHITE);
    }

    @Test
    void shrinksWhileReading_largePicture() {
        DecodeLimits limits = new DecodeLimits(15_000_000, 40_000_000, 1, 100);
        for (int width : new int[] {101, 199, 200, 330, 999}) {
            BufferedImage large = quadrants(width, width / 2, BufferedImage.TYPE_INT_RGB);
            for (byte[] file : new byte[][] {jpeg(large, false), png(large)}) {
                Image image = ((Decoded) ImageDecoder.decode(file, limits)).image();
                assertThat(image.width()).isEqualTo(100);
                assertThat(image.height()).isBetween(49, 51);
                assertQuadrants(image, RED, GREEN, BLUE, WHITE);
            }
        }
        DecodeLimits small = new DecodeLimits(15_000_000, 40_000_000, 1, 20);
        for (String name : new String[] {"lossy.webp", "lossless.webp", "alpha.webp"}) {
            assertThat(((Decoded) ImageDecoder.decode(resource(name), small))
                            .image()
                            .width())
                    .isEqualTo(20);
        }
    }

    @Test
    void notDecoded_empty() {
        assertNotDecoded(new byte[0], EMPTY);
    }

    @Test
    void notDecoded_tooManyBytes() {
        assertNotDecoded(new byte[100_000_000], TOO_MANY_BYTES);
    }

    @Test
    void notDecoded_notAnImage() {
        assertNotDecoded("code;holder;category".getBytes(StandardCharsets.US_ASCII), NOT_AN_IMAGE);
        assertNotDecoded(new byte[] {(byte) 0xff}, NOT_AN_IMAGE);
        assertNotDecoded("%PDF-1.7".getBytes(StandardCharsets.US_ASCII), NOT_AN_IMAGE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GIF89a", "II*\0", "MM\0*", "\0\0\0\30ftypheic", "\0\0\0\34ftypavif", "\0\0\0\14JXL \r\n"})
    void notDecoded_unsupportedFormat(String start) {
        assertNotDecoded(Arrays.copyOf(start.getBytes(StandardCharsets.US_ASCII), 100), UNSUPPORTED_FORMAT);
    }

    @ParameterizedTest
    @ValueSource(ints = {0xc3, 0xc9, 0xca, 0xcb})
    void notDecoded_unsupportedJpeg(int frame) {
        byte[] other = jpeg.clone();
        other[frameAt(other) + 1] = (byte) frame;
        assertNotDecoded(other, UNSUPPORTED_FORMAT);
    }

    @Test
    void notDecoded_everyTruncation() {
        byte[] progressive = jpeg(quadrants(64, 48, BufferedImage.TYPE_INT_RGB), true);
        byte[][] files = {
            jpeg, progressive, png, resource("lossy.webp"), resource("lossless.webp"), resource("alpha.webp")
        };
        for (byte[] file : files) {
            for (int length = 12; length < file.length; length++) {
                assertThat(ImageDecoder.decode(Arrays.copyOf(file, length), DecodeLimits.DEFAULT))
                        .as("the first %d bytes of %d", length, file.length)
                        .isEqualTo(new NotDecoded(TRUNCATED));
            }
        }
    }

    @Test
    void notDecoded_jpegThatEndsTooSoonButSaysEnd() {
        byte[] noise = jpeg(noise(400, 300), false);
        byte[] cut = Arrays.copyOf(noise, noise.length / 2);
        assertNotDecoded(join(cut, new byte[] {(byte) 0xff, (byte) 0xd9}), DAMAGED);
    }

    @Test
    void notDecoded_pngWithTooFewData() throws IOException {
        byte[] header = ByteBuffer.allocate(13)
                .putInt(64)
                .putInt(64)
                .put(new byte[] {8, 2, 0, 0, 0})
                .array();
        assertThat(ImageDecoder.decode(rawPng(header, new byte[193 * 20]), DecodeLimits.DEFAULT))
                .isIn(new NotDecoded(TRUNCATED), new NotDecoded(DAMAGED));
    }

    @Test
    void notDecoded_pngWithWrongSum() {
        byte[] damaged = png.clone();
        damaged[damaged.length - 30] ^= 1;
        assertNotDecoded(damaged, DAMAGED);
    }

    @Test
    void notDecoded_tooManyPixels_beforeUnpacking() throws IOException {
        for (int[] size : new int[][] {{100_000, 100_000}, {Integer.MAX_VALUE, 1}, {1, 66_000}, {8_000, 5_001}}) {
            byte[] header = ByteBuffer.allocate(13)
                    .putInt(size[0])
                    .putInt(size[1])
                    .put(new byte[] {8, 2, 0, 0, 0})
                    .array();
            assertNotDecoded(rawPng(header, new byte[10]), TOO_MANY_PIXELS);
        }
        byte[] huge = jpeg.clone();
        ByteBuffer.wrap(huge).putInt(frameAt(huge) + 5, -1);
        assertNotDecoded(huge, TOO_MANY_PIXELS);
        byte[] webp = resource("lossless.webp");
        webp[21] = (byte) 0xff;
        webp[22] = (byte) 0xff;
        webp[23] = (byte) 0xff;
        webp[24] |= (byte) 0x0f;
        assertNotDecoded(webp, TOO_MANY_PIXELS);
    }

    @Test
    void notDecoded_tooManyPixels_webpSooner() {
        DecodeLimits limits = new DecodeLimits(15_000_000, 5_000, 1, 2_000);
        assertThat(ImageDecoder.decode(png, limits)).isInstanceOf(Decoded.class);
        assertThat(ImageDecoder.decode(resource("lossy.webp"), limits)).isEqualTo(new NotDecoded(TOO_MANY_PIXELS));
    }

    @Test
    void notDecoded_jpegWithVeryManyScans() {
        byte[] progressive = jpeg(quadrants(64, 48, BufferedImage.TYPE_INT_RGB), true);
        byte[] scan = lastScan(progressive);
        ByteArrayOutputStream many = new ByteArrayOutputStream();
        many.write(progressive, 0, progressive.length - 2);
        for (int i = 0; i < 1_000; i++) {
            many.writeBytes(scan);
        }
        many.write(0xff);
        many.write(0xd9);
        assertNotDecoded(many.toByteArray(), TOO_MANY_PIXELS);
    }

    @Test
    void notDecoded_tooManyFrames() {
        assertNotDecoded(resource("animated.webp"), TOO_MANY_FRAMES);
        byte[] control = ByteBuffer.allocate(8).putInt(2).putInt(0).array();
        assertNotDecoded(withChunk(png, "acTL", control), TOO_MANY_FRAMES);
        DecodeLimits two = new DecodeLimits(15_000_000, 40_000_000, 2, 2_000);
        assertQuadrants(
                ((Decoded) ImageDecoder.decode(resource("animated.webp"), two)).image(), RED, GREEN, BLUE, WHITE);
    }

    @Test
    void decodes_leavingOutWhatDoesNotDraw() throws IOException {
        byte[] bomb = join("Comment\0\0".getBytes(StandardCharsets.US_ASCII), deflated(new byte[50_000_000]));
        byte[] text = withChunk(withChunk(png, "zTXt", bomb), "iCCP", bomb);
        assertQuadrants(decoded(text), RED, GREEN, BLUE, WHITE);
        byte[] profile = join("ICC_PROFILE\0\1\1".getBytes(StandardCharsets.US_ASCII), new byte[5_000]);
        assertQuadrants(decoded(withSegment(jpeg, 0xe2, profile)), RED, GREEN, BLUE, WHITE);
        assertQuadrants(
                decoded(join(jpeg, "a gain map, a video".getBytes(StandardCharsets.US_ASCII))),
                RED,
                GREEN,
                BLUE,
                WHITE);
    }

    private static Image decoded(byte[] file) {
        Decoding decoding = ImageDecoder.decode(file, DecodeLimits.DEFAULT);
        assertThat(decoding).isInstanceOf(Decoded.class);
        return ((Decoded) decoding).image();
    }

    private static void assertNotDecoded(byte[] file, DecodeFailure reason) {
        assertThat(ImageDecoder.decode(file, DecodeLimits.DEFAULT)).isEqualTo(new NotDecoded(reason));
    }

    private static void assertQuadrants(Image image, int... colours) {
        for (int corner = 0; corner < 4; corner++) {
            assertColour(image, corner, colours[corner]);
        }
    }

    /// @param corner 0 top left, 1 top right, 2 bottom left, 3 bottom right
    private static void assertColour(Image image, int corner, int colour) {
        int x = image.width() * (corner % 2 == 0 ? 1 : 3) / 4;
        int y = image.height() * (corner < 2 ? 1 : 3) / 4;
        String as = "corner " + corner;
        assertThat(image.red(x, y)).as(as).isCloseTo(colour >> 16, within(6));
        assertThat(image.green(x, y)).as(as).isCloseTo(colour >> 8 & 0xff, within(6));
        assertThat(image.blue(x, y)).as(as).isCloseTo(colour & 0xff, within(6));
    }

    private static WritableRaster bands(int count, int... values) {
        WritableRaster raster = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 64, 48, count, new Point());
        for (int y = 0; y < 48; y++) {
            for (int x = 0; x < 64; x++) {
                raster.setPixel(x, y, values);
            }
        }
        return raster;
    }

    private static byte[] adobe(int transform) {
        return ByteBuffer.allocate(12)
                .put("Adobe".getBytes(StandardCharsets.US_ASCII))
                .putShort((short) 100)
                .putInt(0)
                .put((byte) transform)
                .array();
    }

    private static BufferedImage noise(int width, int height) {
        BufferedImage noise = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Random random = new Random(5);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                noise.setRGB(x, y, random.nextInt());
            }
        }
        return noise;
    }
}
