package org.facelane.bench.attack;

import static java.util.Objects.requireNonNull;

import java.util.ArrayDeque;
import java.util.Deque;
import org.facelane.face.Face;
import org.facelane.face.Image;
import org.facelane.face.Landmarks;
import org.facelane.face.Point;

/// A studio portrait taken apart: the picture as it is, and the person without the plain background, continued
/// downwards so that a camera sees more than the portrait's edge.
///
/// @param picture as taken
/// @param person the person alone; coverage is 0 where the background was
/// @param landmarks in pixels of both
/// @param millimetres a pixel, if the eyes are 63 mm apart
record Portrait(Texture picture, Texture person, Landmarks landmarks, double millimetres) {
    /// The mean distance between adults' eyes (Dodgson 2004).
    static final double EYE_DISTANCE_MM = 63;

    private static final double CONTINUED = 0.7;
    private static final double STEP = 1.6;

    Portrait {
        requireNonNull(picture, "picture is null");
        requireNonNull(person, "person is null");
        requireNonNull(landmarks, "landmarks is null");
    }

    static Portrait of(Image image, Face face) {
        Landmarks landmarks = face.landmarks();
        return new Portrait(
                Texture.of(image),
                person(image, background(image, landmarks)),
                landmarks,
                EYE_DISTANCE_MM / landmarks.eyeDistance());
    }

    /// A person in any picture: the head and what a chest below it would cover, along their usual outline.
    static Portrait cut(Image image, Face face) {
        boolean[] background = new boolean[image.width() * image.height()];
        for (int i = 0; i < background.length; i++) {
            background[i] = !isBody(i % image.width(), i / image.width(), face.landmarks());
        }
        return new Portrait(
                Texture.of(image),
                person(image, background),
                face.landmarks(),
                EYE_DISTANCE_MM / face.landmarks().eyeDistance());
    }

    /// The middle between the eyes, where the millimetres of a head begin.
    Point origin() {
        Point left = landmarks.leftEye();
        Point right = landmarks.rightEye();
        return new Point((left.x() + right.x()) / 2, (left.y() + right.y()) / 2);
    }

    private static Texture person(Image image, boolean[] background) {
        int width = image.width();
        int height = (int) Math.round(image.height() * (1 + CONTINUED));
        float[][] planes = new float[4][width * height];
        for (int y = 0; y < height; y++) {
            int from = Math.min(y, image.height() - 2);
            int reach = 1 + Math.max(0, y - image.height()) / 12;
            for (int x = 0; x < width; x++) {
                float cover = 0;
                for (int k = -2; k <= 2; k++) {
                    for (int j = -2; j <= 2; j++) {
                        int column = Math.clamp(x + k, 0, width - 1);
                        int row = Math.clamp(from + j, 0, image.height() - 1);
                        cover += background[row * width + column] ? 0 : 1 / 25f;
                    }
                }
                cover = Math.clamp(2.2f * cover - 1.2f, 0, 1);
                int at = y * width + x;
                planes[Texture.COVERAGE][at] = cover;
                for (int k = -reach; k <= reach; k += reach) {
                    int column = Math.clamp(x + k, 0, width - 1);
                    for (int c = 0; c < 3; c++) {
                        planes[c][at] += cover * Texture.light(image.rgb()[3 * (from * width + column) + c] & 0xff) / 3;
                    }
                }
            }
        }
        return new Texture(width, height, planes);
    }

    /// What can be reached from the upper edges in small steps of brightness, and is not where a head or a chest
    /// must be. What is left in pieces is background too: a body is one piece.
    private static boolean[] background(Image image, Landmarks face) {
        int width = image.width();
        float[] smooth = smooth(image);
        boolean[] closed = new boolean[width * image.height()];
        for (int i = 0; i < closed.length; i++) {
            closed[i] = isBody(i % width, i / width, face);
        }
        Deque<Integer> open = new ArrayDeque<>();
        for (int x = 0; x < width; x++) {
            open.add(x);
        }
        for (int y = 0; y < image.height() * 2 / 3; y++) {
            open.add(y * width);
            open.add(y * width + width - 1);
        }
        boolean[] reached = flood(open, closed, width, smooth);
        Point nose = face.noseTip();
        Deque<Integer> body = new ArrayDeque<>();
        body.add(((int) nose.y()) * width + (int) nose.x());
        boolean[] whole = flood(body, reached, width, new float[closed.length]);
        for (int i = 0; i < whole.length; i++) {
            whole[i] = !whole[i];
        }
        return whole;
    }

    private static boolean[] flood(Deque<Integer> open, boolean[] closed, int width, float[] values) {
        boolean[] reached = new boolean[closed.length];
        open.forEach(i -> reached[i] = true);
        while (!open.isEmpty()) {
            int i = open.remove();
            int[] next = {i % width > 0 ? i - 1 : -1, (i + 1) % width > 0 ? i + 1 : -1, i - width, i + width};
            for (int n : next) {
                boolean free = n >= 0 && n < closed.length && !closed[n] && !reached[n];
                if (free && Math.abs(values[n] - values[i]) < STEP) {
                    reached[n] = true;
                    open.add(n);
                }
            }
        }
        return reached;
    }

    private static boolean isBody(int x, int y, Landmarks face) {
        double unit = face.eyeDistance();
        Point nose = face.noseTip();
        double across = Math.abs(x - nose.x()) / unit;
        double down = (y - nose.y()) / unit;
        boolean head = across * across / 1.1 + (down + 0.3) * (down + 0.3) / 2.4 < 1;
        boolean chest = down > 1.6 && across < 0.55 + 1.6 * (down - 1.75);
        return head || chest;
    }

    /// Brightness and warmth in one number, averaged over five by five pixels.
    private static float[] smooth(Image image) {
        int width = image.width();
        float[] smooth = new float[width * image.height()];
        for (int y = 0; y < image.height(); y++) {
            for (int x = 0; x < width; x++) {
                int sum = 0;
                for (int k = 0; k < 25; k++) {
                    int column = Math.clamp(x + k % 5 - 2, 0, width - 1);
                    int row = Math.clamp(y + k / 5 - 2, 0, image.height() - 1);
                    sum += image.red(column, row) - 3 * image.blue(column, row) - image.green(column, row);
                }
                smooth[y * width + x] = sum / 75f;
            }
        }
        return smooth;
    }
}
