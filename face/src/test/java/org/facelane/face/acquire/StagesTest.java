package org.facelane.face.acquire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.facelane.face.Box;
import org.facelane.face.Face;
import org.facelane.face.Features;
import org.facelane.face.Image;
import org.facelane.face.Point;
import org.facelane.face.detect.Detection;
import org.facelane.face.detect.FaceDetector;
import org.facelane.face.detect.LandmarkFinder;
import org.facelane.face.image.Resize;
import org.facelane.face.model.DefaultPack;
import org.facelane.face.pad.PassivePad;
import org.facelane.face.template.FeatureExtraction;
import org.junit.jupiter.api.Test;

/// Each stage of recognition by itself, on sample people.
class StagesTest {
    private final FaceDetector detector = new FaceDetector(DefaultPack.open().detector());
    private final LandmarkFinder landmarks =
            new LandmarkFinder(DefaultPack.open().landmarks());
    private final FeatureExtraction extraction = new FeatureExtraction(DefaultPack.open());
    private final PassivePad pad = new PassivePad(DefaultPack.open().pad());
    private final Image person = Scenes.person(0, "enrol");

    @Test
    void detects_nothingOnAWall() {
        assertThat(detector.detect(Scenes.wall(640, 480))).isEmpty();
        assertThat(detector.detect(Scenes.grey(1, 1, 255))).isEmpty();
    }

    @Test
    void detects_theLargestFaceFirst() {
        Image scene = Scenes.with(Scenes.wall(1280, 720), Scenes.resized(person, 200, 200), 50, 50);
        Image both = Scenes.with(scene, person, 600, 100);

        List<Detection> faces = detector.detect(both);

        assertThat(faces).hasSize(2);
        assertThat(faces.getFirst().box().centre().x()).isGreaterThan(600);
        assertThat(faces.getLast().box().centre().x()).isLessThan(250);
    }

    @Test
    void detects_inWideAndTallPictures() {
        Image wide = Scenes.with(Scenes.wall(1600, 480), person, 900, 0);
        Image tall = Scenes.with(Scenes.wall(480, 1200), person, 0, 600);

        assertThat(detector.detect(wide))
                .singleElement()
                .satisfies(face -> assertThat(face.box().centre().x()).isBetween(900.0, 1380.0));
        assertThat(detector.detect(tall))
                .singleElement()
                .satisfies(face -> assertThat(face.box().centre().y()).isBetween(600.0, 1080.0));
    }

    @Test
    void landmarks_lieWhereTheFaceIs() {
        Face face = face(person);

        assertThat(face.landmarks().leftEye().x())
                .isLessThan(face.landmarks().noseTip().x());
        assertThat(face.landmarks().noseTip().x())
                .isLessThan(face.landmarks().rightEye().x());
        assertThat(face.landmarks().leftEye().y())
                .isLessThan(face.landmarks().noseTip().y());
        assertThat(face.landmarks().noseTip().y())
                .isLessThan(face.landmarks().leftMouthCorner().y());
        assertThat(face.box().height() / face.landmarks().eyeDistance()).isBetween(2.4, 3.6);
    }

    @Test
    void landmarks_ofTheMirroredPictureAreMirrored() {
        Face straight = face(person);
        Face mirrored = face(Resize.mirrored(person));

        assertThat(distance(
                        straight.landmarks().leftEye(),
                        back(mirrored.landmarks().rightEye())))
                .isLessThan(0.03 * straight.landmarks().eyeDistance());
        assertThat(distance(
                        straight.landmarks().leftMouthCorner(),
                        back(mirrored.landmarks().rightMouthCorner())))
                .isLessThan(0.03 * straight.landmarks().eyeDistance());
    }

    @Test
    void landmarks_dependLittleOnTheDetectorsBox() {
        Detection found = detector.detect(person).getFirst();
        Face face = landmarks.face(person, found);
        double step = 0.08 * found.box().height();
        Box moved = new Box(
                found.box().x() + step,
                found.box().y() - step,
                found.box().width(),
                found.box().height());
        Face other = landmarks.face(person, new Detection(moved, 1));

        assertThat(distance(face.landmarks().leftEye(), other.landmarks().leftEye()))
                .isLessThan(0.04 * face.landmarks().eyeDistance());
    }

    @Test
    void features_haveThePacksDimensionAndUnitLength() {
        Features features = extraction.extract(person, face(person));

        assertThat(features.dimension()).isEqualTo(DefaultPack.open().dimension());
        assertThat(features.model()).isEqualTo(DefaultPack.open().version());
        assertThat(features.similarity(features)).isCloseTo(1, within(1e-5));
    }

    @Test
    void features_stayWhenThePictureIsMirroredMovedShrunkOrTurned() {
        Features straight = extraction.extract(person, face(person));
        Image moved = Scenes.with(Scenes.wall(1000, 800), person, 333, 177);
        Image small = Scenes.resized(person, 300, 300);

        assertThat(straight.similarity(of(Resize.mirrored(person)))).isGreaterThan(0.97);
        assertThat(straight.similarity(of(moved))).isGreaterThan(0.95);
        assertThat(straight.similarity(of(small))).isGreaterThan(0.9);
        assertThat(straight.similarity(of(Scenes.rolled(person, 12)))).isGreaterThan(0.9);
    }

    @Test
    void pad_measuresOfSamplePeopleAreNotThoseOfAttacks() {
        for (int number = 0; number < Scenes.people().size(); number++) {
            Image arriving = Scenes.person(number, "arrive");
            assertThat(pad.bonaFide(arriving, face(arriving)))
                    .describedAs("sample person " + number)
                    .isBetween(0.02, 1.0);
        }
    }

    private Features of(Image image) {
        return extraction.extract(image, face(image));
    }

    private Face face(Image image) {
        return landmarks.face(image, detector.detect(image).getFirst());
    }

    private Point back(Point mirrored) {
        return new Point(person.width() - mirrored.x(), mirrored.y());
    }

    private static double distance(Point a, Point b) {
        return a.distanceTo(b);
    }
}
