package org.facelane.face.quality;

/// Sharpness of the face (ISO/IEC 29794-5), by how much fine detail its luma has for its contrast.
///
/// The face is brought to a size of 28 pixels between the eyes first, about what recognition sees, so that neither
/// the size of the face nor the strength of the light matters; only blur that recognition would notice counts. Strong
/// noise looks like detail.
///
/// `mapped = 100 · clamp((detail − 0.05) / (0.4 − 0.05))`: studio portraits measure 0.5 to 1.0, the same pictures
/// shrunk to 20 pixels between the eyes and enlarged again 0.27 to 0.54, to 10 pixels 0.15 to 0.31 (204 pictures of
/// the London set).
///
/// @param detail standard deviation of the luma's Laplacian (four neighbours), divided by that of the luma; 0 or more
/// @param status whether enough of the face lies in the image and has any contrast
public record Sharpness(double detail, Assessment status) implements Measure {
    private static final double USELESS = 0.05;
    private static final double ENOUGH = 0.4;
    /// A face with less contrast (in steps of luma) than this shows nothing.
    private static final double CONTRAST_MIN = 2;

    static Sharpness of(FaceArea area) {
        Spread luma = new Spread();
        Spread laplacian = new Spread();
        for (int y = 1; y < FaceArea.SIDE - 1; y++) {
            for (int x = 1; x < FaceArea.SIDE - 1; x++) {
                double middle = area.at(x, y);
                luma.add(middle);
                laplacian.add(
                        area.at(x - 1, y) + area.at(x + 1, y) + area.at(x, y - 1) + area.at(x, y + 1) - 4 * middle);
            }
        }
        if (area.assessment() == Assessment.NOT_ASSESSABLE || luma.deviation() < CONTRAST_MIN) {
            return new Sharpness(0, Assessment.NOT_ASSESSABLE);
        }
        return new Sharpness(laplacian.deviation() / luma.deviation(), Assessment.ASSESSED);
    }

    @Override
    public double mapped() {
        return 100 * Math.clamp((detail - USELESS) / (ENOUGH - USELESS), 0, 1);
    }

    private static final class Spread {
        private int count;
        private double sum;
        private double squares;

        void add(double value) {
            count++;
            sum += value;
            squares += value * value;
        }

        double deviation() {
            double mean = sum / count;
            return Math.sqrt(Math.max(0, squares / count - mean * mean));
        }
    }
}
