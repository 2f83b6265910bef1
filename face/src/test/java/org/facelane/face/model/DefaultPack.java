package org.facelane.face.model;

import java.nio.file.Path;

/// The pack that the project ships, opened once for all tests.
public final class DefaultPack {
    /// Where it lies, seen from a module's folder.
    public static final Path FOLDER = Path.of("..", "models", "default");

    private static final ModelPack PACK = ModelPack.load(FOLDER);

    private DefaultPack() {}

    /// The open pack; nobody closes it.
    public static ModelPack open() {
        return PACK;
    }
}
