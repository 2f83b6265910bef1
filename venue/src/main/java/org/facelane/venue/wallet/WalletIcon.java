package org.facelane.venue.wallet;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/// The mark that a wallet shows beside a pass, as on our pages: a frame around an oval.
final class WalletIcon {
    private static final double UNITS = 32;

    private WalletIcon() {}

    /// @param side pixels, more than 0
    static byte[] png(int side) {
        BufferedImage icon = new BufferedImage(side, side, BufferedImage.TYPE_INT_ARGB);
        Graphics2D canvas = icon.createGraphics();
        canvas.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        canvas.scale(side / UNITS, side / UNITS);
        canvas.setColor(new Color(0x0d6a66));
        canvas.fill(new RoundRectangle2D.Double(0, 0, 32, 32, 16, 16));
        canvas.setColor(new Color(0x9fe0d8));
        canvas.setStroke(new BasicStroke(2));
        canvas.draw(new RoundRectangle2D.Double(7, 7, 18, 18, 4, 4));
        canvas.setColor(Color.WHITE);
        canvas.fill(new Ellipse2D.Double(11, 9.6, 10, 12.8));
        canvas.dispose();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(icon, "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("a picture in memory cannot be written", e);
        }
        return bytes.toByteArray();
    }
}
