package org.facelane.face.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.facelane.face.model.ProjectionMatrix;
import org.junit.jupiter.api.Test;

class ProjectionTest {
    @Test
    void multipliesEachRow() {
        Projection projection = new Projection(new ProjectionMatrix(2, 3, new float[] {1, 2, 3, 0, -1, 0.5f}));

        assertThat(projection.apply(new float[] {1, 1, 2})).containsExactly(new float[] {9, 0}, within(1e-6f));
    }

    @Test
    void leavesFeaturesAlone_withoutAMatrix() {
        assertThat(new Projection(null).apply(new float[] {1, 2})).containsExactly(1, 2);
    }

    @Test
    void refuses_matrixOfAnotherSize() {
        assertThatThrownBy(() -> new ProjectionMatrix(2, 3, new float[5])).isInstanceOf(IllegalArgumentException.class);
    }
}
