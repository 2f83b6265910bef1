package org.facelane.venue.code;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.MultiFormatWriter;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class TicketPictureTest {
    @Test
    void readsTheCode() throws Exception {
        assertThat(TicketPicture.code(picture("A-0001", BarcodeFormat.QR_CODE), Symbology.DEFAULT))
                .contains("A-0001");
        assertThat(TicketPicture.code(picture("A-0001", BarcodeFormat.CODE_128), Set.of(Symbology.CODE_128)))
                .contains("A-0001");
    }

    @Test
    void readsNothing_noCodeOrNoPicture() throws Exception {
        assertThat(TicketPicture.code(jpeg(new BufferedImage(640, 480, BufferedImage.TYPE_INT_RGB)), Symbology.DEFAULT))
                .isEmpty();
        assertThat(TicketPicture.code("not a picture".getBytes(UTF_8), Symbology.DEFAULT))
                .isEmpty();
        assertThat(TicketPicture.code(new byte[0], Symbology.DEFAULT)).isEmpty();
    }

    private static byte[] picture(String code, BarcodeFormat format) throws IOException, WriterException {
        BitMatrix bits = new MultiFormatWriter().encode(code, format, 400, 400);
        BufferedImage picture = new BufferedImage(640, 480, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < 480; y++) {
            for (int x = 0; x < 640; x++) {
                boolean dark = x >= 120 && x < 520 && y >= 40 && y < 440 && bits.get(x - 120, y - 40);
                picture.setRGB(x, y, dark ? 0x202020 : 0xe0e0e0);
            }
        }
        return jpeg(picture);
    }

    private static byte[] jpeg(BufferedImage picture) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(picture, "jpeg", out);
        return out.toByteArray();
    }
}
