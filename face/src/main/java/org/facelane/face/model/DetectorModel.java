package org.facelane.face.model;

import static java.util.Objects.requireNonNull;

import org.facelane.face.image.Planes;

/// The pack's face detector.
///
/// @param family how its outputs are to be read; they are known to be those of the family
/// @param network takes one picture as `input` says
/// @param input the picture as the network takes it
/// @param certaintyMin 0 to 1: less certain boxes do not count
/// @param overlapMax 0 to 1: of boxes that overlap more, the most certain counts
public record DetectorModel(
        DetectorFamily family, Network network, Planes input, double certaintyMin, double overlapMax) {
    public DetectorModel {
        requireNonNull(family, "family is null");
        requireNonNull(network, "network is null");
        requireNonNull(input, "input is null");
    }
}
