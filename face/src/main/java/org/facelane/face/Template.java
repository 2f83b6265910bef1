package org.facelane.face;

import java.util.Arrays;

/// Features stored for reference (ISO/IEC 2382-37: biometric template): those of a guest who enrolled and consented.
///
/// Only enrolment makes one from features; the lane's code cannot name this type. The stored form is versioned and
/// validated on the way in. It does not change until whoever made it overwrites it; safe for use by several threads.
public final class Template {
    private final RotatedFeatures rotated;

    private Template(RotatedFeatures rotated) {
        this.rotated = rotated;
    }

    /// @param rotation of the event for which the guest enrols
    public static Template of(Features features, Rotation rotation) {
        return new Template(RotatedFeatures.of(features, rotation));
    }

    /// A template read back from where it was stored.
    ///
    /// @param bytes as [#toBytes] wrote them
    /// @throws IllegalArgumentException if they are damaged or of an unknown version
    public static Template fromBytes(byte[] bytes) {
        return new Template(TemplateBytes.read(bytes));
    }

    /// The stored form: version, model, rotation and values, little endian. It is personal data and must be
    /// encrypted before it leaves memory.
    public byte[] toBytes() {
        return TemplateBytes.write(rotated);
    }

    /// What [org.facelane.face.gallery] compares.
    public RotatedFeatures rotated() {
        return rotated;
    }

    /// Overwrites its numbers with zeros, for whoever made it and gives it away no more: a template that was
    /// sealed, or copied into a gallery, need not wait for the garbage collector. Copies that the collector made
    /// when it moved the numbers are out of reach; their place is soon used again.
    public void overwrite() {
        Arrays.fill(rotated.values(), 0);
    }

    @Override
    public String toString() {
        return "Template[" + rotated + "]";
    }
}
