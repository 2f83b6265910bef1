package org.facelane.venue.pages;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;

/// A camera made of a canvas, before which a sample person does what the page asks for: the head moves, by pictures
/// that are bent as if it did, and the face takes on the colour of the screen. A real reflection cannot be had where
/// nobody sits before the screen, so this says that the way from the screen to the server holds, and nothing about
/// faces.
final class StagedCamera {
    private static final int WIDTH = 640;
    private static final int HEIGHT = 480;
    private static final double DEGREES = 25;

    /// Where the nose of a sample person is, and how far apart the eyes are, in shares of the picture's height:
    /// they are all made to one measure.
    private final double noseX;

    private final double noseY;
    private final double unit;
    private final BufferedImage person;

    StagedCamera(Path picture) {
        try {
            person = ImageIO.read(picture.toFile());
        } catch (IOException e) {
            throw new IllegalStateException("no camera can be staged with " + picture, e);
        }
        noseX = WIDTH / 2.0;
        noseY = 0.52 * HEIGHT;
        unit = 0.1875 * HEIGHT;
    }

    /// To be run in each page before its own scripts.
    String script() {
        Map<String, BufferedImage> images = new LinkedHashMap<>();
        BufferedImage still = still();
        images.put("", still);
        images.put("LEFT", bent(still, DEGREES, 0));
        images.put("RIGHT", bent(still, -DEGREES, 0));
        images.put("UP", bent(still, 0, -DEGREES));
        images.put("DOWN", bent(still, 0, DEGREES));
        String encoded = images.entrySet().stream()
                .map(entry -> "'" + entry.getKey() + "': '" + base64(entry.getValue()) + "'")
                .collect(Collectors.joining(",\n"));
        return SCRIPT.replace("IMAGES", encoded);
    }

    private static final String SCRIPT = """
        (() => {
          const encoded = { IMAGES };
          const open = async () => {
            const images = {};
            for (const [name, text] of Object.entries(encoded)) {
              const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
              images[name] = await createImageBitmap(new Blob([bytes], { type: 'image/jpeg' }));
            }
            const canvas = document.createElement('canvas');
            canvas.width = 640;
            canvas.height = 480;
            const pen = canvas.getContext('2d');
            const glow = document.createElement('canvas');
            glow.width = 640;
            glow.height = 480;
            const brush = glow.getContext('2d');
            const noise = document.createElement('canvas');
            noise.width = 1280;
            noise.height = 960;
            const grains = noise.getContext('2d').createImageData(1280, 960);
            for (let at = 0; at < grains.data.length; at++) {
              grains.data[at] = at % 4 === 3 ? 255 : Math.random() * 7;
            }
            noise.getContext('2d').putImageData(grains, 0, 0);
            let doing = '';
            let since = 0;
            setInterval(() => {
              const now = document.querySelector('[data-doing]')?.dataset.doing ?? '';
              if (now !== doing) {
                doing = now;
                since = performance.now();
              }
              const passed = performance.now() - since;
              const direction = doing.split(' ')[1] ?? '';
              const image = images[passed > 600 && passed < 2300 ? direction : ''];
              pen.globalCompositeOperation = 'source-over';
              pen.globalAlpha = 1;
              pen.drawImage(image, 0, 0);
              const colour = document.querySelector('.light')?.dataset.colour;
              pen.globalCompositeOperation = 'lighter';
              if (colour !== undefined) {
                brush.globalCompositeOperation = 'source-over';
                brush.drawImage(image, 0, 0);
                brush.globalCompositeOperation = 'multiply';
                brush.fillStyle = colour;
                brush.fillRect(0, 0, 640, 480);
                brush.globalCompositeOperation = 'destination-in';
                const near = brush.createRadialGradient(320, 250, 100, 320, 250, 190);
                near.addColorStop(0, '#000');
                near.addColorStop(1, 'transparent');
                brush.fillStyle = near;
                brush.fillRect(0, 0, 640, 480);
                pen.globalAlpha = 0.25;
                pen.drawImage(glow, 0, 0);
                pen.globalAlpha = 1;
              }
              pen.drawImage(noise, -640 * Math.random(), -480 * Math.random());
            }, 70);
            return canvas.captureStream(15);
          };
          if (navigator.mediaDevices !== undefined) {
            navigator.mediaDevices.getUserMedia = () => open();
          }
        })();
        """;

    private BufferedImage still() {
        BufferedImage frame = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = frame.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        pen.setColor(new java.awt.Color(0xA8, 0xAC, 0xAE));
        pen.fillRect(0, 0, WIDTH, HEIGHT);
        int width = HEIGHT * person.getWidth() / person.getHeight();
        pen.drawImage(person, (WIDTH - width) / 2, 0, width, HEIGHT, null);
        pen.dispose();
        return frame;
    }

    /// As if the head were turned and nodded: the picture lies on a dome with a nose, which is looked at from the
    /// side.
    private BufferedImage bent(BufferedImage image, double turn, double nod) {
        BufferedImage out = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        double across = Math.toRadians(turn);
        double down = Math.toRadians(nod);
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                double u = (x - noseX) / unit;
                double v = (y - noseY) / unit;
                double a = u;
                double b = v;
                for (int step = 0; step < 20; step++) {
                    a = 0.5 * a + 0.5 * (u - Math.sin(across) * depth(a, b)) / Math.cos(across);
                    b = 0.5 * b + 0.5 * (v - Math.sin(down) * depth(a, b)) / Math.cos(down);
                }
                int fromX = Math.clamp(Math.round(noseX + a * unit), 0, WIDTH - 1);
                int fromY = Math.clamp(Math.round(noseY + b * unit), 0, HEIGHT - 1);
                out.setRGB(x, y, image.getRGB(fromX, fromY));
            }
        }
        return out;
    }

    /// How far the head stands out at a place, all in distances between the eyes.
    private static double depth(double u, double v) {
        double dome = Math.max(0, 1 - u * u / 1.7 - v * v / 3.2);
        return 1.1 * Math.sqrt(dome) - 1.1 + 0.3 * Math.exp(-(u * u + v * v) / 0.12);
    }

    private static String base64(BufferedImage image) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "jpeg", bytes);
        } catch (IOException e) {
            throw new IllegalStateException("a picture could not be encoded", e);
        }
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }
}
