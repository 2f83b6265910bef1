package org.facelane.face.model;

import static java.util.Objects.requireNonNull;

import org.facelane.face.image.Planes;

/// The pack's landmark network: 68 points, x and y in turn, 0 to 1 of the box it was given.
///
/// @param network takes one picture as `input` says
/// @param input the picture as the network takes it: grey and square
public record LandmarkModel(Network network, Planes input) {
    public LandmarkModel {
        requireNonNull(network, "network is null");
        requireNonNull(input, "input is null");
    }
}
