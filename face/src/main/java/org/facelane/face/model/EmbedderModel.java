package org.facelane.face.model;

import static java.util.Objects.requireNonNull;

import org.facelane.face.image.Planes;

/// The pack's network from an aligned face to raw features.
///
/// @param network takes one picture as `input` says
/// @param input the picture as the network takes it: square
/// @param featureCount how many numbers come out
public record EmbedderModel(Network network, Planes input, int featureCount) {
    public EmbedderModel {
        requireNonNull(network, "network is null");
        requireNonNull(input, "input is null");
    }
}
