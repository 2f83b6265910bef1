package org.facelane.face.gallery;

/// Where a reference lies.
record Place(Block block, int slot) {}
