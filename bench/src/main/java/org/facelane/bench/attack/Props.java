package org.facelane.bench.attack;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.facelane.face.Box;

/// What is held up to the camera for an attack, drawn at random: a print or a device with a picture, its size, its
/// border, and the fingers that hold it.
final class Props {
    private final Portrait portrait;
    private final RandomGenerator random;

    Props(Portrait portrait, RandomGenerator random) {
        this.portrait = requireNonNull(portrait, "portrait is null");
        this.random = requireNonNull(random, "random is null");
    }

    /// @param content what it shows first
    Sheet sheet(Species species, Texture content) {
        Sheet.Form form = form(species, content);
        return new Sheet(form, surface(species), content, fingers(species, form), skin());
    }

    private Sheet.Surface surface(Species species) {
        return switch (species) {
            case PRINT_PHOTO -> new Paper(random, random.nextBoolean(), 0);
            case PRINT_CUTOUT ->
                new Paper(random, random.nextBoolean(), random.nextBoolean() ? 0 : random.nextDouble(3.3, 6));
            case PRINT_HALFTONE -> new Paper(random, false, random.nextDouble(65, 150) / 25.4);
            case PHONE -> new Display(random, 25.4 / random.nextDouble(320, 460), random.nextBoolean());
            case TABLET -> new Display(random, 25.4 / random.nextDouble(180, 290), false);
            case LAPTOP_REPLAY -> new Display(random, 25.4 / random.nextDouble(90, 170), false);
            case BONA_FIDE -> throw new IllegalArgumentException("a person is not flat");
        };
    }

    private Sheet.Form form(Species species, Texture content) {
        double ratio = (double) content.height() / content.width();
        double[] frame = random.nextInt(3) == 0 ? new double[] {0.5, 0.5, 0.52} : new double[] {0.02, 0.02, 0.022};
        return switch (species) {
            case PRINT_PHOTO -> {
                double width = random.nextDouble(110, 220);
                double border = random.nextInt(3) == 0 ? 0 : random.nextDouble(3, 18);
                yield framed(width, width * ratio, border, border, 0, new double[] {0.86, 0.86, 0.86});
            }
            case PRINT_HALFTONE -> {
                double width = random.nextDouble(120, 220);
                yield framed(width, width * ratio, random.nextDouble(0, 12), random.nextDouble(0, 25), 0, new double[] {
                    0.8, 0.8, 0.78
                });
            }
            case PRINT_CUTOUT -> {
                double width = content.width() * portrait.millimetres();
                yield new Sheet.Form(
                        width,
                        width * ratio,
                        0,
                        new Box(-width / 2, -width * ratio / 2, width, width * ratio),
                        new double[3],
                        true);
            }
            case PHONE -> {
                double width = random.nextDouble(62, 72);
                yield framed(width, width * ratio, 3, 3 + random.nextDouble(0, 34), 8, frame);
            }
            case TABLET -> {
                double width = random.nextDouble(140, 165);
                yield framed(width, width * ratio, random.nextDouble(6, 12), random.nextDouble(10, 40), 9, frame);
            }
            case LAPTOP_REPLAY -> {
                double width = random.nextDouble(290, 345);
                yield framed(width, width * ratio, random.nextDouble(5, 12), random.nextDouble(8, 18), 4, frame);
            }
            case BONA_FIDE -> throw new IllegalArgumentException("a person is not flat");
        };
    }

    private static Sheet.Form framed(
            double width, double height, double side, double above, double corner, double[] edge) {
        return new Sheet.Form(
                width + 2 * side,
                height + 2 * above,
                corner,
                new Box(-width / 2, -height / 2, width, height),
                edge,
                false);
    }

    private double[][] fingers(Species species, Sheet.Form form) {
        if (species == Species.LAPTOP_REPLAY || species == Species.PRINT_CUTOUT) {
            return new double[0][];
        }
        List<double[]> fingers = new ArrayList<>();
        double w = form.width() / 2;
        double h = form.height() / 2;
        for (int side = -1; side <= 1; side += 2) {
            if (random.nextInt(3) == 0) {
                continue;
            }
            double y = random.nextDouble(0, 0.8) * h;
            int count = random.nextBoolean() ? 1 : 4;
            for (int i = 0; i < count; i++) {
                double reach = (species == Species.PHONE ? 0.4 : 1) * random.nextDouble(5, 18);
                fingers.add(new double[] {side * (w - reach), y + 17 * i, side * (w + 45), y + 17 * i + 12});
            }
        }
        return fingers.toArray(new double[0][]);
    }

    /// The colour of the portrait's nose.
    private double[] skin() {
        double[] skin = new double[3];
        for (int c = 0; c < 3; c++) {
            skin[c] = portrait.picture()
                    .at(
                            c,
                            portrait.landmarks().noseTip().x(),
                            portrait.landmarks().noseTip().y(),
                            3);
        }
        return skin;
    }
}
