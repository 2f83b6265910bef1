package org.facelane.face.pad;

import static java.util.Objects.requireNonNull;

import java.nio.FloatBuffer;
import org.facelane.face.Box;
import org.facelane.face.Face;
import org.facelane.face.Image;
import org.facelane.face.model.Network;
import org.facelane.face.model.PadModel;

/// Judges one frame by what prints and screens leave in it; nobody has to do anything. Thread-safe.
public final class PassivePad {
    private final PadModel model;

    public PassivePad(PadModel model) {
        this.model = requireNonNull(model, "model is null");
    }

    /// All evidence of one frame.
    PadFrame judge(Image image, Face face) {
        Surroundings around = Surroundings.of(image, face);
        double share = bonaFide(image, face);
        double odds = Math.log(Math.max(1e-9, share) / Math.max(1e-9, 1 - share));
        return new PadFrame(
                Math.clamp(odds, -12, 12),
                ScreenPattern.of(image, face),
                Border.of(around),
                Banding.of(around),
                face.landmarks());
    }

    /// The network's measure that this is a living person, 0 to 1.
    public double bonaFide(Image image, Face face) {
        try (Network.Inference inference = model.network().borrow()) {
            model.input().crop(image, surroundings(image, face.box()), inference.input());
            inference.run();
            return softmax(inference.output(model.network().onlyOutput()));
        }
    }

    /// A square around the face, as large as the network wants and the image allows, moved inside the image.
    private Box surroundings(Image image, Box box) {
        double side = Math.min(model.crop() * box.height(), Math.min(image.width(), image.height()));
        double x = Math.clamp(box.centre().x() - side / 2, 0, image.width() - side);
        double y = Math.clamp(box.centre().y() - side / 2, 0, image.height() - side);
        return new Box(x, y, side, side);
    }

    private double softmax(FloatBuffer weights) {
        double sum = 0;
        for (int i = 0; i < model.classCount(); i++) {
            sum += Math.exp((double) weights.get(i) - weights.get(model.bonaFide()));
        }
        return 1 / sum;
    }
}
