package org.facelane.bench.attack;

import static java.util.Objects.requireNonNull;

import java.util.random.RandomGenerator;

/// What is seen behind whoever stands there: walls, door frames, posters and blobs, more or less in focus. Its
/// straight edges are there so that a straight edge alone does not give an attack away.
final class Room {
    private static final int WIDTH = 640;

    private final Texture wall;

    private Room(Texture wall) {
        this.wall = requireNonNull(wall, "wall is null");
    }

    static Room drawn(RandomGenerator random, Camera camera) {
        int height = WIDTH * camera.height() / camera.width();
        float[][] planes = new float[4][WIDTH * height];
        double ground = random.nextDouble(0.05, 0.6);
        double slope = random.nextDouble(-0.5, 0.5);
        double[] tint = {random.nextDouble(0.8, 1.15), 1, random.nextDouble(0.75, 1.15)};
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < WIDTH; x++) {
                double value = ground * (1 + slope * (y - height / 2.0) / height);
                for (int c = 0; c < 3; c++) {
                    planes[c][y * WIDTH + x] = (float) (tint[c] * value);
                }
                planes[Texture.COVERAGE][y * WIDTH + x] = 1;
            }
        }
        int things = random.nextInt(2, 12);
        for (int i = 0; i < things; i++) {
            paint(random, planes, height);
        }
        int reach = random.nextInt(4) == 0 ? 0 : random.nextInt(1, 9);
        for (int c = 0; c < 3; c++) {
            for (int pass = 0; pass < 2; pass++) {
                planes[c] = blurred(planes[c], WIDTH, height, reach);
            }
        }
        return new Room(new Texture(WIDTH, height, planes));
    }

    private static void paint(RandomGenerator random, float[][] planes, int height) {
        double cx = random.nextDouble(WIDTH);
        double cy = random.nextDouble(height);
        double w = random.nextDouble(4, WIDTH * 0.3);
        double h = random.nextInt(3) == 0 ? 2.0 * height : random.nextDouble(4, height * 0.6);
        boolean round = random.nextInt(4) == 0;
        double light = Math.pow(random.nextDouble(), 2) * 1.2;
        double[] colour = {light * random.nextDouble(0.4, 1.2), light, light * random.nextDouble(0.4, 1.2)};
        double lean = random.nextDouble(-0.06, 0.06);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < WIDTH; x++) {
                double dx = (x - cx - lean * (y - cy)) / (w / 2);
                double dy = (y - cy + lean * (x - cx)) / (h / 2);
                if (round ? dx * dx + dy * dy < 1 : Math.max(Math.abs(dx), Math.abs(dy)) < 1) {
                    for (int c = 0; c < 3; c++) {
                        planes[c][y * WIDTH + x] = (float) colour[c];
                    }
                }
            }
        }
    }

    private static float[] blurred(float[] plane, int width, int height, int reach) {
        float[] across = new float[plane.length];
        float[] both = new float[plane.length];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                float sum = 0;
                for (int k = -reach; k <= reach; k++) {
                    sum += plane[y * width + Math.clamp(x + k, 0, width - 1)];
                }
                across[y * width + x] = sum / (2 * reach + 1);
            }
        }
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                float sum = 0;
                for (int k = -reach; k <= reach; k++) {
                    sum += across[Math.clamp(y + k, 0, height - 1) * width + x];
                }
                both[y * width + x] = sum / (2 * reach + 1);
            }
        }
        return both;
    }

    /// The light of every photosite with nobody there.
    float[] mosaic(Camera camera, Light light) {
        float[] mosaic = new float[camera.width() * camera.height()];
        double scale = (double) wall.width() / camera.width();
        for (int y = 0; y < camera.height(); y++) {
            for (int x = 0; x < camera.width(); x++) {
                int colour = Sensor.colour(x, y);
                mosaic[y * camera.width() + x] =
                        (float) (light.at(colour, x, y) * wall.at(colour, (x + 0.5) * scale, (y + 0.5) * scale, 0));
            }
        }
        return mosaic;
    }
}
