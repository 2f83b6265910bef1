package org.facelane.face.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.facelane.face.Box;
import org.facelane.face.Face;
import org.facelane.face.Image;
import org.facelane.face.Landmarks;
import org.facelane.face.Point;
import org.facelane.face.image.Resize;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QualityTest {
    /// Fine, even texture over a whole image: 400 × 400, a face of 100 pixels between the eyes in the middle.
    private final Image texture = texture(400, 110, 60, new Random(1));

    private final Face face = face(200, 170, 100);

    @Test
    void measuresEyeDistance() {
        EyeDistance distance = Quality.of(texture, face).eyeDistance();
        assertThat(distance.pixels()).isCloseTo(100, within(1e-9));
        assertThat(distance.mapped()).isEqualTo(100);
        assertThat(new EyeDistance(17).mapped()).isEqualTo(50);
        assertThat(new EyeDistance(0).mapped()).isZero();
    }

    @Test
    void sharpness_fallsWithBlur_andHardlyMovesWithSize() {
        double sharp = Quality.of(texture, face).sharpness().detail();
        Image blurred = Resize.within(texture, 40);
        Image back = Resize.crop(blurred, new Box(0, 0, 40, 40), 400, 400);
        assertThat(Quality.of(back, face).sharpness().detail()).isLessThan(sharp / 2);
        Image half = Resize.within(texture, 200);
        assertThat(Quality.of(half, face(100, 85, 50)).sharpness().detail()).isCloseTo(sharp, within(0.25 * sharp));
    }

    @Test
    void sharpness_doesNotDependOnLight() {
        double light = Quality.of(texture, face).sharpness().detail();
        Image dim = texture(400, 55, 30, new Random(1));
        assertThat(Quality.of(dim, face).sharpness().detail()).isCloseTo(light, within(0.1 * light));
    }

    @ParameterizedTest
    @CsvSource({"128,100", "60,100", "200,100", "10,0", "30,50", "255,0"})
    void brightness_isThatOfTheFace(int luma, double mapped) {
        Brightness brightness = Quality.of(plain(luma), face).brightness();
        assertThat(brightness.mean()).isCloseTo(luma, within(0.01));
        assertThat(brightness.mapped()).isCloseTo(mapped, within(1.0));
    }

    @Test
    void exposure_isTheShareOfTheFaceThatShowsNothing() {
        Quality black = Quality.of(halves(5, 120), face);
        assertThat(black.underExposure().share()).isCloseTo(0.5, within(0.02));
        assertThat(black.underExposure().mapped()).isCloseTo(50, within(2.0));
        assertThat(black.overExposure().share()).isZero();
        Quality white = Quality.of(halves(255, 120), face);
        assertThat(white.overExposure().share()).isCloseTo(0.5, within(0.02));
        assertThat(white.underExposure().mapped()).isEqualTo(100);
    }

    @Test
    void illuminationUniformity_isTheDarkerSideOverTheLighter() {
        IlluminationUniformity uneven = Quality.of(halves(60, 120), face).illuminationUniformity();
        assertThat(uneven.ratio()).isCloseTo(0.5, within(0.02));
        assertThat(Quality.of(halves(120, 60), face).illuminationUniformity().ratio())
                .isCloseTo(uneven.ratio(), within(0.01));
        assertThat(Quality.of(plain(90), face).illuminationUniformity().mapped())
                .isEqualTo(100);
    }

    @Test
    void dynamicRange_isTheEntropyOfTheFacesTones() {
        assertThat(Quality.of(plain(90), face).dynamicRange().entropy()).isZero();
        assertThat(Quality.of(halves(60, 120), face).dynamicRange().entropy()).isBetween(0.99, 1.4);
    }

    @Test
    void margins_areSharesOfTheFacesHeight() {
        assertThat(Quality.of(texture, face).margins().margin()).isCloseTo(70.0 / 250, within(1e-9));
        assertThat(Quality.of(texture, face(40, 170, 100)).margins().margin()).isCloseTo(-60.0 / 250, within(1e-9));
        assertThat(Quality.of(texture, face(40, 170, 100)).margins().mapped()).isZero();
    }

    @Test
    void eyesAndMouth_areMeasuredByTheEyeDistance() {
        List<Point> points = new ArrayList<>(face.landmarks().points());
        for (int upper : new int[] {43, 44}) {
            points.set(upper, new Point(points.get(upper).x(), points.get(upper).y() + 12));
        }
        for (int lower : new int[] {65, 66, 67}) {
            points.set(lower, new Point(points.get(lower).x(), points.get(lower).y() + 30));
        }
        Quality quality = Quality.of(texture, new Face(face.box(), 1, new Landmarks(points)));
        assertThat(quality.eyesOpen().aperture())
                .describedAs("the eye that is open less")
                .isZero();
        assertThat(quality.mouthClosed().gap()).isCloseTo(0.3, within(0.01));
        assertThat(Quality.of(texture, face).eyesOpen().aperture()).isCloseTo(0.12, within(1e-9));
        assertThat(Quality.of(texture, face).mouthClosed().mapped()).isEqualTo(100);
    }

    @Test
    void faceOcclusion_isARegionWithLessDetailThanTheFaceHas() {
        FaceOcclusion bare = Quality.of(texture, face).faceOcclusion();
        FaceOcclusion covered =
                Quality.of(patched(texture, 140, 245, 120, 85), face).faceOcclusion();
        assertThat(covered.detail()).isLessThan(bare.detail() / 2);
        assertThat(covered.mapped()).isLessThan(bare.mapped() / 2);
    }

    @Test
    void mouthWidth_isMeasuredByTheEyeDistance() {
        // The generic face: 46 mm from corner to corner, 60 mm from eye to eye in these landmarks.
        MouthWidth width = Quality.of(texture, face).mouthWidth();
        assertThat(width.width()).isCloseTo(46.0 / 60, within(1e-9));
        assertThat(width.mapped()).isCloseTo(97.7, within(0.1));
    }

    @Test
    void background_isMeasuredForSelfiesOnly_andCountsInNoScore() {
        Face small = face(200, 170, 40);
        assertThat(Quality.of(texture, small).background()).isEmpty();
        Quality restless = Quality.ofSelfie(texture, small);
        Quality even = Quality.ofSelfie(plain(90), small);
        assertThat(even.background().orElseThrow().mapped()).isEqualTo(100);
        assertThat(restless.background().orElseThrow().mapped()).isLessThan(50);
        assertThat(restless.unified()).isEqualTo(Quality.of(texture, small).unified());
        assertThat(Quality.ofSelfie(texture, face(200, 170, 400))
                        .background()
                        .orElseThrow()
                        .status())
                .isEqualTo(Assessment.NOT_ASSESSABLE);
    }

    @Test
    void worst_isTheMeasureThatTakesMost_andOfEqualOnesTheFirstToMend() {
        assertThat(Quality.of(texture(400, 8, 6, new Random(1)), face).worst()).isInstanceOf(UnderExposure.class);
        assertThat(Quality.of(texture(400, 250, 5, new Random(1)), face).worst())
                .isInstanceOf(OverExposure.class);
        Quality nothing = Quality.of(plain(128), face);
        assertThat(nothing.worst()).isInstanceOf(Sharpness.class);
        assertThat(nothing.unified()).isZero();
    }

    @Test
    void notAssessable_faceOutsideTheImage() {
        Quality quality = Quality.of(texture, face(10, 395, 100));
        assertThat(quality.sharpness().status()).isEqualTo(Assessment.NOT_ASSESSABLE);
        assertThat(quality.brightness().status()).isEqualTo(Assessment.NOT_ASSESSABLE);
        assertThat(quality.brightness().mapped()).isZero();
        assertThat(quality.unified()).isZero();
        assertThat(quality.weight()).isEqualTo(0.01);
    }

    @Test
    void notAssessable_nothingToSee() {
        assertThat(Quality.of(plain(128), face).sharpness().status()).isEqualTo(Assessment.NOT_ASSESSABLE);
    }

    @Test
    void notAssessable_landmarksInOnePlaceOrAnywhere() {
        List<Point> one = new ArrayList<>();
        List<Point> anywhere = new ArrayList<>();
        Random random = new Random(3);
        for (int i = 0; i < Landmarks.COUNT; i++) {
            one.add(new Point(50, 50));
            anywhere.add(new Point(random.nextDouble(300), random.nextDouble(300)));
        }
        for (List<Point> points : List.of(one, anywhere)) {
            Quality quality = Quality.of(texture, new Face(new Box(0, 0, 300, 300), 1, new Landmarks(points)));
            assertThat(quality.headPose().status()).isEqualTo(Assessment.NOT_ASSESSABLE);
            assertThat(quality.headPose().mapped()).isZero();
            assertThat(quality.weight()).isEqualTo(0.01);
        }
    }

    @Test
    void headPose_isThatOfAProjectedFace() {
        Random random = new Random(17);
        for (int i = 0; i < 500; i++) {
            double yaw = random.nextDouble(-60, 60);
            double pitch = random.nextDouble(-45, 45);
            double roll = random.nextDouble(-80, 80);
            HeadPose pose =
                    HeadPose.of(HeadPoseModel.projected(yaw, pitch, roll, 0.2 + random.nextDouble(5), 0, random));
            assertThat(pose.status()).isEqualTo(Assessment.ASSESSED);
            assertThat(pose.yaw()).isCloseTo(yaw, within(1e-6));
            assertThat(pose.pitch()).isCloseTo(pitch, within(1e-6));
            assertThat(pose.roll()).isCloseTo(roll, within(1e-6));
        }
    }

    @Test
    void headPose_isNearThatOfAPersonOfOtherProportions() {
        // 2 mm of difference at every landmark: a few degrees on average, never by much more.
        Random random = new Random(18);
        double sum = 0;
        for (int i = 0; i < 500; i++) {
            double yaw = random.nextDouble(-30, 30);
            double pitch = random.nextDouble(-20, 20);
            HeadPose pose = HeadPose.of(HeadPoseModel.projected(yaw, pitch, 0, 2, 2, random));
            assertThat(pose.yaw()).isCloseTo(yaw, within(20.0));
            assertThat(pose.pitch()).isCloseTo(pitch, within(20.0));
            sum += Math.abs(pose.yaw() - yaw) + Math.abs(pose.pitch() - pitch);
        }
        assertThat(sum / 1000).isLessThan(6);
    }

    @Test
    void headPose_saysWhichWay() {
        Random random = new Random(1);
        // The nose tip moves to the viewer's right, up, and the right eye sinks.
        Landmarks right = HeadPoseModel.projected(20, 0, 0, 2, 0, random);
        assertThat(right.noseTip().x())
                .isGreaterThan(
                        HeadPoseModel.projected(0, 0, 0, 2, 0, random).noseTip().x());
        assertThat(HeadPose.of(right).yaw()).isPositive();
        Landmarks up = HeadPoseModel.projected(0, 20, 0, 2, 0, random);
        assertThat(up.noseTip().y())
                .isLessThan(
                        HeadPoseModel.projected(0, 0, 0, 2, 0, random).noseTip().y());
        assertThat(HeadPose.of(up).pitch()).isPositive();
        Landmarks tilted = HeadPoseModel.projected(0, 0, 20, 2, 0, random);
        assertThat(tilted.points().get(45).y())
                .isGreaterThan(tilted.points().get(36).y());
        assertThat(HeadPose.of(tilted).roll()).isPositive();
        assertThat(HeadPose.of(right).mapped())
                .isCloseTo(100 * Math.pow(Math.cos(Math.toRadians(20)), 2), within(1e-6));
    }

    @Test
    void weightsRiseWithQuality() {
        Quality good = Quality.of(texture, face);
        Quality small = Quality.of(Resize.within(texture, 80), face(40, 34, 20));
        assertThat(good.weight()).isBetween(0.01, 1.0).isGreaterThan(small.weight());
        assertThat(good.unified()).isBetween(0.0, 100.0);
    }

    private static Face face(double x, double y, double eyeDistance) {
        Landmarks landmarks = HeadPoseModel.frontal(x, y, eyeDistance);
        return new Face(new Box(x - eyeDistance, y - eyeDistance, 2 * eyeDistance, 2.5 * eyeDistance), 0.9, landmarks);
    }

    private static Image plain(int luma) {
        byte[] rgb = new byte[3 * 400 * 400];
        Arrays.fill(rgb, (byte) luma);
        return new Image(400, 400, rgb);
    }

    /// The image with a grey patch.
    private static Image patched(Image image, int left, int top, int width, int height) {
        byte[] rgb = image.rgb().clone();
        for (int y = top; y < top + height; y++) {
            Arrays.fill(rgb, 3 * (y * image.width() + left), 3 * (y * image.width() + left + width), (byte) 120);
        }
        return new Image(image.width(), image.height(), rgb);
    }

    /// One luma on the left of the face's middle, another on the right.
    private static Image halves(int left, int right) {
        byte[] rgb = new byte[3 * 400 * 400];
        for (int i = 0; i < 400 * 400; i++) {
            Arrays.fill(rgb, 3 * i, 3 * i + 3, (byte) (i % 400 < 200 ? left : right));
        }
        return new Image(400, 400, rgb);
    }

    /// Patches of random grey, 8 pixels wide.
    private static Image texture(int side, int mean, int spread, Random random) {
        byte[] rgb = new byte[3 * side * side];
        int patches = side / 8;
        int[] grey = random.ints((long) patches * patches, -100, 101).toArray();
        for (int i = 0; i < side * side; i++) {
            int patch = i / side / 8 * patches + i % side / 8;
            Arrays.fill(rgb, 3 * i, 3 * i + 3, (byte) (mean + grey[patch] * spread / 100));
        }
        return new Image(side, side, rgb);
    }
}
