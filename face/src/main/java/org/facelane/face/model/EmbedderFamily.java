package org.facelane.face.model;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.facelane.face.Point;
import org.facelane.face.image.Channels;
import org.facelane.face.image.Planes;

/// What a family of networks from an aligned face to raw features is used to: the size and the values of its input, and
/// where the eyes, the nose and the corners of the mouth lie in it. A manifest may say otherwise for its network.
public enum EmbedderFamily {
    /// Networks trained as ArcFace (Deng et al. 2019): RGB from −1 to 1.
    ARCFACE(112, Channels.RGB, 127.5, 127.5, Places.FIVE_OF_ARCFACE),
    /// AdaFace (Kim et al. 2022): as ArcFace, but BGR.
    ADAFACE(112, Channels.BGR, 127.5, 127.5, Places.FIVE_OF_ARCFACE),
    /// SFace (Zhong et al. 2021) as OpenCV publishes it: RGB from 0 to 255, normalised within the network.
    SFACE(112, Channels.RGB, 0, 1, Places.FIVE_OF_ARCFACE),
    /// The ResNet of dlib (King 2017): RGB from 0 to 255, normalised within the network, a wider crop.
    DLIB(150, Channels.RGB, 0, 1, Places.FIVE_OF_DLIB);

    private final int size;
    private final Channels channels;
    private final double mean;
    private final double scale;
    private final List<Point> places;

    EmbedderFamily(int size, Channels channels, double mean, double scale, List<Point> places) {
        this.size = size;
        this.channels = channels;
        this.mean = mean;
        this.scale = scale;
        this.places = places;
    }

    /// The side of the input in pixels.
    int size() {
        return size;
    }

    Channels channels() {
        return channels;
    }

    double mean() {
        return mean;
    }

    double scale() {
        return scale;
    }

    /// Where the left eye, the right eye, the tip of the nose, the left and the right corner of the mouth lie in an
    /// input, in pixels.
    public List<Point> places(Planes input) {
        double factor = (double) requireNonNull(input, "input is null").width() / size;
        return places.stream()
                .map(place -> new Point(place.x() * factor, place.y() * factor))
                .toList();
    }

    /// Constants that the values above need.
    private static final class Places {
        /// In 112 × 112 pixels. They are taken from the corner of the first pixel, not its middle: that puts
        /// the face's middle in the crop's middle, and does better than half a pixel further right and down.
        private static final List<Point> FIVE_OF_ARCFACE = List.of(
                new Point(38.2946, 51.6963),
                new Point(73.5318, 51.5014),
                new Point(56.0252, 71.7366),
                new Point(41.5493, 92.3655),
                new Point(70.7299, 92.2041));

        /// In 150 × 150 pixels: of the mean shape in dlib's `get_face_chip_details`, a quarter of its size
        /// wider on every side, the same five of its points.
        private static final List<Point> FIVE_OF_DLIB = List.of(
                new Point(47.5492, 46.5990),
                new Point(100.4761, 46.5990),
                new Point(74.0127, 76.5625),
                new Point(50.4149, 103.0233),
                new Point(97.6104, 103.0233));

        private Places() {}
    }
}
