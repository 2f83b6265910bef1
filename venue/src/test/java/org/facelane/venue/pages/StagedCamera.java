package org.facelane.venue.pages;

import java.awt.Color;
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
///
/// The page's time goes on with what the camera has shown: by less than a tenth of a second from one frame to the next,
/// however long that took, and never faster than time itself. So a slow machine films what a fast one does.
final class StagedCamera {
    private static final int WIDTH = 640;
    private static final int HEIGHT = 480;
    private static final double DEGREES = 25;

    /// Where the nose of a sample person is, and how far apart the eyes are: they are all made to one measure.
    private static final double NOSE_X = WIDTH / 2.0;

    private static final double NOSE_Y = 0.52 * HEIGHT;
    private static final double UNIT = 0.1875 * HEIGHT;

    private final Map<String, BufferedImage> sights;

    private StagedCamera(Map<String, BufferedImage> sights) {
        this.sights = sights;
    }

    /// Before it stands a sample person who does what the page asks for.
    static StagedCamera before(Path picture) {
        BufferedImage still = still(picture);
        Map<String, BufferedImage> sights = new LinkedHashMap<>();
        sights.put("", still);
        sights.put("LEFT", bent(still, DEGREES, 0));
        sights.put("RIGHT", bent(still, -DEGREES, 0));
        sights.put("UP", bent(still, 0, -DEGREES));
        sights.put("DOWN", bent(still, 0, DEGREES));
        return new StagedCamera(sights);
    }

    /// Nobody is there.
    static StagedCamera alone() {
        return new StagedCamera(Map.of("", room()));
    }

    /// To be run in each page before its own scripts.
    String script() {
        String encoded = sights.entrySet().stream()
                .map(entry -> "'" + entry.getKey() + "': '" + base64(entry.getValue()) + "'")
                .collect(Collectors.joining(",\n"));
        return SCRIPT.replace("IMAGES", encoded);
    }

    private static final String SCRIPT = """
        (() => {
          const encoded = { IMAGES };
          const realNow = performance.now.bind(performance);
          const realTimeout = window.setTimeout.bind(window);
          const realToBlob = HTMLCanvasElement.prototype.toBlob;
          const timers = [];
          let filming = false;
          let last = realNow();
          let now = last;
          let coding = 0;
          let doing = '';
          let since = 0;
          let draw = () => undefined;
          // Where `stops` is set, time stands still in the middle of each step, which `data-stop` then names,
          // until `go`.
          const page = () => document.documentElement.dataset;
          const been = [];
          window.stage = {
            stops: false,
            go: () => {
              been.push(page().stop);
              delete page().stop;
            },
          };
          performance.now = () => (filming ? now : realNow());
          window.setTimeout = (run, wait = 0, ...given) =>
            filming ? timers.push({ due: now + wait, run }) : realTimeout(run, wait, ...given);
          HTMLCanvasElement.prototype.toBlob = function (done, ...how) {
            coding++;
            realToBlob.call(this, (blob) => { coding--; done(blob); }, ...how);
          };

          const soon = () => new Promise((done) => realTimeout(done, 5));
          const painted = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
          const shown = () => new Promise((done) => {
            const video = document.querySelector('video');
            if (video === null || video.readyState < 2) {
              realTimeout(done, 50);
            } else {
              video.requestVideoFrameCallback(done);
              realTimeout(done, 3000);
            }
          });
          const goOn = () => {
            const real = realNow();
            now += page().stop === undefined ? Math.min(real - last, 90) : 0;
            last = real;
            const due = timers.filter((timer) => timer.due <= now).sort((a, b) => a.due - b.due);
            due.forEach((timer) => timers.splice(timers.indexOf(timer), 1));
            due.forEach((timer) => timer.run());
          };
          const follow = () => {
            const asked = document.querySelector('[data-doing]')?.dataset.doing ?? '';
            if (asked !== doing) {
              doing = asked;
              since = now;
            }
            if (window.stage.stops && doing !== '' && !been.includes(doing) && now - since >= 800) {
              page().stop = doing;
            }
          };

          const surface = (width, height) => Object.assign(document.createElement('canvas'), { width, height });
          const grainy = () => {
            const noise = surface(1280, 960);
            const pen = noise.getContext('2d');
            const grains = pen.createImageData(1280, 960);
            for (let at = 0; at < grains.data.length; at++) {
              grains.data[at] = at % 4 === 3 ? 255 : Math.random() * 7;
            }
            pen.putImageData(grains, 0, 0);
            return noise;
          };
          const glowing = (image, colour, glow) => {
            const brush = glow.getContext('2d');
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
          };

          const film = async () => {
            goOn();
            await painted();
            follow();
            const seen = shown();
            draw();
            await seen;
            while (coding > 0) {
              await soon();
            }
            realTimeout(film, 0);
          };

          const open = async () => {
            const images = {};
            for (const [name, text] of Object.entries(encoded)) {
              const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
              images[name] = await createImageBitmap(new Blob([bytes], { type: 'image/jpeg' }));
            }
            const canvas = surface(640, 480);
            const pen = canvas.getContext('2d');
            const glow = surface(640, 480);
            const noise = grainy();
            draw = () => {
              const passed = now - since;
              const side = passed > 600 && passed < 2300 ? doing.split(' ')[1] ?? '' : '';
              const image = images[side] ?? images[''];
              pen.globalCompositeOperation = 'source-over';
              pen.drawImage(image, 0, 0);
              pen.globalCompositeOperation = 'lighter';
              const colour = document.querySelector('.light')?.dataset.colour;
              if (colour !== undefined) {
                glowing(image, colour, glow);
                pen.globalAlpha = 0.25;
                pen.drawImage(glow, 0, 0);
                pen.globalAlpha = 1;
              }
              pen.drawImage(noise, -640 * Math.random(), -480 * Math.random());
            };
            if (!filming) {
              last = now = realNow();
              filming = true;
              void film();
            }
            return canvas.captureStream();
          };
          if (navigator.mediaDevices !== undefined) {
            navigator.mediaDevices.getUserMedia = () => open();
          }
        })();
        """;

    private static BufferedImage room() {
        BufferedImage room = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = room.createGraphics();
        pen.setColor(new Color(0xA8, 0xAC, 0xAE));
        pen.fillRect(0, 0, WIDTH, HEIGHT);
        pen.dispose();
        return room;
    }

    private static BufferedImage still(Path picture) {
        BufferedImage person;
        try {
            person = ImageIO.read(picture.toFile());
        } catch (IOException e) {
            throw new IllegalStateException("no camera can be staged with " + picture, e);
        }
        BufferedImage frame = room();
        Graphics2D pen = frame.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        int width = HEIGHT * person.getWidth() / person.getHeight();
        pen.drawImage(person, (WIDTH - width) / 2, 0, width, HEIGHT, null);
        pen.dispose();
        return frame;
    }

    /// As if the head were turned and nodded: the picture lies on a dome with a nose, which is looked at from the
    /// side.
    private static BufferedImage bent(BufferedImage image, double turn, double nod) {
        BufferedImage out = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        double across = Math.toRadians(turn);
        double down = Math.toRadians(nod);
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                double u = (x - NOSE_X) / UNIT;
                double v = (y - NOSE_Y) / UNIT;
                double a = u;
                double b = v;
                for (int step = 0; step < 20; step++) {
                    a = 0.5 * a + 0.5 * (u - Math.sin(across) * depth(a, b)) / Math.cos(across);
                    b = 0.5 * b + 0.5 * (v - Math.sin(down) * depth(a, b)) / Math.cos(down);
                }
                int fromX = Math.clamp(Math.round(NOSE_X + a * UNIT), 0, WIDTH - 1);
                int fromY = Math.clamp(Math.round(NOSE_Y + b * UNIT), 0, HEIGHT - 1);
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
