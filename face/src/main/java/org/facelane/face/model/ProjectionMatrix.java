package org.facelane.face.model;

import static java.util.Objects.requireNonNull;

/// The pack's linear map from raw features to the features that are compared.
///
/// @param dimension rows: features that come out
/// @param featureCount columns: raw features that go in
/// @param values row by row; shared, not copied
public record ProjectionMatrix(int dimension, int featureCount, float[] values) {
    public ProjectionMatrix {
        requireNonNull(values, "values is null");
        if (values.length != dimension * featureCount) {
            throw new IllegalArgumentException(
                    "expected " + dimension + " × " + featureCount + " values, got " + values.length);
        }
    }
}
