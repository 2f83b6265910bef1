package org.facelane.face.model;

import static java.util.Objects.requireNonNull;

import org.facelane.face.image.Planes;

/// The pack's face detector, of the UltraFace family: outputs `scores` (background, face) and `boxes` (corners, 0 to 1
/// of the input), one row for each prior.
///
/// @param network takes one picture as `input` says
/// @param input the picture as the network takes it
/// @param certaintyMin 0 to 1: less certain boxes do not count
/// @param overlapMax 0 to 1: of boxes that overlap more, the most certain counts
/// @param priorCount rows of the outputs
public record DetectorModel(Network network, Planes input, double certaintyMin, double overlapMax, int priorCount) {
    public DetectorModel {
        requireNonNull(network, "network is null");
        requireNonNull(input, "input is null");
    }
}
