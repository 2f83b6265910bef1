package org.facelane.bench.passes;

import static java.util.Objects.requireNonNull;

import java.util.random.RandomGenerator;
import org.facelane.face.Image;

/// What a lane's camera sees of a phone that shows a code: a pinhole camera of 1280 × 720 pixels, a flat screen in
/// space, photosites that average over their area, a lens that blurs, noise. The grid of the screen's own pixels is not
/// drawn: at these distances some five of them fall on one photosite. Colours neither: a code has none. Immutable.
final class PhoneView {
    private static final int WIDTH = 1_280;
    private static final int HEIGHT = 720;

    /// Focal length in pixels of a camera that sees 70° from left to right, as usual webcams do.
    private static final double FOCAL = WIDTH / 2.0 / Math.tan(Math.toRadians(35));

    /// A phone of 6.1 inches: millimetres that light up, and the frame around.
    private static final double SCREEN_WIDTH = 64.5;

    /// The part of the screen's width that code and quiet zone take on the guest's page.
    private static final double CODE_WIDTH = 0.9;

    private static final double SCREEN_HEIGHT = 139.8;
    private static final double FRAME = 3.6;

    /// Light of what is neither phone nor code; 1 is the most the camera takes.
    private static final double ROOM = 0.25;

    private static final double FRAME_LIGHT = 0.01;
    private static final int ACROSS = 4;

    private final ShownCode code;
    private final Conditions conditions;

    PhoneView(ShownCode code, Conditions conditions) {
        this.code = requireNonNull(code, "code is null");
        this.conditions = requireNonNull(conditions, "conditions is null");
    }

    /// @param distance from the camera to the middle of the screen, millimetres
    /// @param yaw about the vertical, degrees
    /// @param white the light of the screen's white; 1 is the most the camera takes
    /// @param black the light of its black, the room's mirrored in the glass with it
    /// @param blur deviation of the lens's point spread, pixels
    /// @param motion path of the hand during the exposure, pixels
    /// @param noise deviation in shares of full light
    /// @param glare light that a lamp's image adds at its middle, a third of the code wide
    /// @param jpeg quality of the frame, 0 to 1
    record Conditions(
            double distance,
            double yaw,
            double white,
            double black,
            double blur,
            double motion,
            double noise,
            double glare,
            double jpeg) {
        /// A bright phone straight before a usual camera, held by a calm hand.
        static final Conditions USUAL = new Conditions(300, 0, 0.8, 0.02, 0.6, 0.5, 0.01, 0, 0.8);

        Conditions at(double millimetres) {
            return new Conditions(millimetres, yaw, white, black, blur, motion, noise, glare, jpeg);
        }

        Conditions turned(double degrees) {
            return new Conditions(distance, degrees, white, black, blur, motion, noise, glare, jpeg);
        }

        Conditions lit(double toWhite, double toBlack) {
            return new Conditions(distance, yaw, toWhite, toBlack, blur, motion, noise, glare, jpeg);
        }

        Conditions blurred(double lens, double path) {
            return new Conditions(distance, yaw, white, black, lens, path, noise, glare, jpeg);
        }

        Conditions noisy(double deviation) {
            return new Conditions(distance, yaw, white, black, blur, motion, deviation, glare, jpeg);
        }

        Conditions glaring(double light) {
            return new Conditions(distance, yaw, white, black, blur, motion, noise, light, jpeg);
        }
    }

    /// How large a square of the code is in the picture where it faces the camera, pixels.
    double squarePixels() {
        return FOCAL * square() / conditions.distance();
    }

    /// One frame: the hand is never twice at the same place.
    Image frame(RandomGenerator random) {
        double roll = Math.toRadians(random.nextGaussian() * 5);
        double yaw = Math.toRadians(conditions.yaw());
        double pitch = Math.toRadians(random.nextGaussian() * 3);
        double[] across = {Math.cos(yaw) * Math.cos(roll), Math.sin(roll), -Math.sin(yaw) * Math.cos(roll)};
        double[] down = {-Math.sin(roll), Math.cos(roll) * Math.cos(pitch), Math.sin(pitch)};
        double[] middle = {
            random.nextDouble(-0.1, 0.1) * conditions.distance(),
            random.nextDouble(-0.05, 0.05) * conditions.distance(),
            conditions.distance()
        };
        float[] light =
                light(across, down, middle, new double[] {random.nextDouble(-20, 20), random.nextDouble(-20, 20)});
        smear(light, random.nextBoolean() ? 1 : WIDTH, conditions.motion());
        blur(light, conditions.blur());
        return developed(light, random);
    }

    /// One square of the code on the screen, millimetres.
    private double square() {
        return CODE_WIDTH * SCREEN_WIDTH / (code.columns() + 2 * code.quiet());
    }

    /// The light on every photosite. A ray meets the screen's plane where its product with the normal says.
    private float[] light(double[] across, double[] down, double[] middle, double[] lamp) {
        double[] normal = {
            across[1] * down[2] - across[2] * down[1],
            across[2] * down[0] - across[0] * down[2],
            across[0] * down[1] - across[1] * down[0]
        };
        double reach = dot(normal, middle);
        float[] light = new float[WIDTH * HEIGHT];
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                double sum = 0;
                for (int part = 0; part < ACROSS * ACROSS; part++) {
                    int partAcross = part % ACROSS;
                    int partDown = part / ACROSS;
                    double[] ray = {
                        (x + (partAcross + 0.5) / ACROSS - WIDTH / 2.0) / FOCAL,
                        (y + (partDown + 0.5) / ACROSS - HEIGHT / 2.0) / FOCAL,
                        1
                    };
                    double far = reach / dot(normal, ray);
                    double[] hit = {far * ray[0] - middle[0], far * ray[1] - middle[1], far - middle[2]};
                    double u = dot(hit, across);
                    double v = dot(hit, down);
                    sum += light(u, v, lamp);
                    if (part == 0 && (Math.abs(u) > SCREEN_WIDTH || Math.abs(v) > SCREEN_HEIGHT)) {
                        sum *= ACROSS * ACROSS;
                        break;
                    }
                }
                light[y * WIDTH + x] = (float) (sum / (ACROSS * ACROSS));
            }
        }
        return light;
    }

    /// @param u millimetres to the right of the screen's middle
    /// @param v millimetres below it
    private double light(double u, double v, double[] lamp) {
        if (Math.abs(u) > SCREEN_WIDTH / 2 || Math.abs(v) > SCREEN_HEIGHT / 2) {
            boolean frame = Math.abs(u) < SCREEN_WIDTH / 2 + FRAME && Math.abs(v) < SCREEN_HEIGHT / 2 + FRAME;
            return frame ? FRAME_LIGHT : ROOM;
        }
        int column = (int) Math.floor(u / square() + code.columns() / 2.0);
        int row = (int) Math.floor(v / square() + code.rows() / 2.0);
        boolean inside = column >= 0 && row >= 0 && column < code.columns() && row < code.rows();
        double far = Math.hypot(u - lamp[0], v - lamp[1]) / (SCREEN_WIDTH / 6);
        double shown = inside && code.isDark(column, row) ? conditions.black() : conditions.white();
        return shown + conditions.glare() * Math.exp(-far * far / 2);
    }

    private Image developed(float[] light, RandomGenerator random) {
        byte[] rgb = new byte[3 * light.length];
        for (int i = 0; i < light.length; i++) {
            double seen = Math.clamp(light[i] + conditions.noise() * random.nextGaussian(), 0, 1);
            byte value = (byte) Math.round(255 * Math.pow(seen, 1 / 2.2));
            rgb[3 * i] = value;
            rgb[3 * i + 1] = value;
            rgb[3 * i + 2] = value;
        }
        return new Image(WIDTH, HEIGHT, rgb);
    }

    /// The mean along a straight path; a shift of less than a pixel counts by its share.
    private static void smear(float[] light, int step, double path) {
        int reach = (int) Math.ceil(path / 2);
        if (reach == 0) {
            return;
        }
        double[] weights = new double[2 * reach + 1];
        for (int k = -reach; k <= reach; k++) {
            weights[k + reach] = Math.max(0, Math.min(k + 0.5, path / 2 + 0.5) - Math.max(k - 0.5, -path / 2 - 0.5));
        }
        spread(light, step, weights);
    }

    private static void blur(float[] light, double deviation) {
        int reach = (int) Math.ceil(3 * deviation);
        double[] weights = new double[2 * reach + 1];
        for (int k = -reach; k <= reach; k++) {
            weights[k + reach] = Math.exp(-k * k / (2 * deviation * deviation));
        }
        spread(light, 1, weights);
        spread(light, WIDTH, weights);
    }

    private static void spread(float[] light, int step, double[] weights) {
        float[] from = light.clone();
        int reach = weights.length / 2;
        double whole = 0;
        for (double weight : weights) {
            whole += weight;
        }
        for (int i = reach * step; i < light.length - reach * step; i++) {
            double sum = 0;
            for (int k = -reach; k <= reach; k++) {
                sum += weights[k + reach] * from[i + k * step];
            }
            light[i] = (float) (sum / whole);
        }
    }

    private static double dot(double[] a, double[] b) {
        return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
    }
}
