package org.facelane.face.model;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.facelane.face.Point;
import org.facelane.face.image.Planes;

/// One of the pack's networks from an aligned face to raw features.
///
/// @param network takes one picture as `input` says
/// @param input the picture as the network takes it: square
/// @param places where the five points of alignment lie in the input, in pixels: eyes, nose, corners of the mouth
/// @param weight above 0: what its similarity counts among those of the pack's embedders
/// @param featureCount how many numbers come out
public record EmbedderModel(Network network, Planes input, List<Point> places, double weight, int featureCount) {
    public EmbedderModel {
        requireNonNull(network, "network is null");
        requireNonNull(input, "input is null");
        places = List.copyOf(places);
    }
}
