package org.facelane.bench.faults.place;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/// What a camera sees besides people.
public final class Pictures {
    private Pictures() {}

    private static final int SIDE = 480;

    /// An empty lane.
    public static byte[] nobody() {
        return jpeg(empty());
    }

    /// Somebody holds a ticket up, right before the camera.
    public static byte[] ticket(String code) {
        BufferedImage picture = empty();
        try {
            BitMatrix squares = new QRCodeWriter().encode(code, BarcodeFormat.QR_CODE, SIDE / 2, SIDE / 2);
            for (int y = 0; y < squares.getHeight(); y++) {
                for (int x = 0; x < squares.getWidth(); x++) {
                    Color colour = squares.get(x, y) ? Color.BLACK : Color.WHITE;
                    picture.setRGB(SIDE / 4 + x, SIDE / 4 + y, colour.getRGB());
                }
            }
        } catch (WriterException e) {
            throw new IllegalArgumentException("no code holds " + code, e);
        }
        return jpeg(picture);
    }

    private static BufferedImage empty() {
        BufferedImage picture = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
        Graphics2D canvas = picture.createGraphics();
        canvas.setColor(new Color(150, 150, 145));
        canvas.fillRect(0, 0, SIDE, SIDE);
        canvas.dispose();
        return picture;
    }

    private static byte[] jpeg(BufferedImage picture) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(picture, "jpg", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
