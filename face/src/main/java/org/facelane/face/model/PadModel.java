package org.facelane.face.model;

import static java.util.Objects.requireNonNull;

import org.facelane.face.image.Planes;

/// The pack's presentation attack detector: class weights before the softmax, one of the classes is bona fide.
///
/// @param network takes one picture as `input` says
/// @param input the picture as the network takes it: square
/// @param crop the side of the picture it wants, in sides of the face's box
/// @param bonaFide the index of the bona fide class
/// @param classCount how many classes there are
public record PadModel(Network network, Planes input, double crop, int bonaFide, int classCount) {
    public PadModel {
        requireNonNull(network, "network is null");
        requireNonNull(input, "input is null");
    }
}
