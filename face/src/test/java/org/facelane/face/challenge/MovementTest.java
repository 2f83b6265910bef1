package org.facelane.face.challenge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.facelane.face.quality.Assessment;
import org.facelane.face.quality.HeadPose;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class MovementTest {
    private static final HeadPose STRAIGHT = new HeadPose(3, -6, 0, Assessment.ASSESSED);

    private record Row(Movement expected, double... degrees) {}

    @TestFactory
    Stream<DynamicTest> judgesEachCourseInEachDirection() {
        return Stream.of(
                        new Row(Movement.DONE, 0, 5, 14, 20, 12, 3),
                        new Row(Movement.DONE, 0, -5, 14, 20, 9),
                        new Row(Movement.TOO_SMALL, 0, 5, 12, 5, 0),
                        new Row(Movement.TOO_SMALL),
                        new Row(Movement.WRONG_WAY, 0, -14, 0, 20, 0),
                        new Row(Movement.DONE, 0, 14, 20, -14),
                        new Row(Movement.NOT_BACK, 0, 10, 20, 20))
                .flatMap(row -> Arrays.stream(Direction.values())
                        .map(direction -> DynamicTest.dynamicTest(
                                direction + " by " + Arrays.toString(row.degrees()) + " is " + row.expected(),
                                () -> assertThat(Movement.of(poses(direction, row.degrees()), STRAIGHT, direction, 13))
                                        .isEqualTo(row.expected()))));
    }

    @Test
    void passesOverPosesThatCouldNotBeAssessed() {
        HeadPose unknown = new HeadPose(0, 0, 0, Assessment.NOT_ASSESSABLE);
        List<HeadPose> poses = List.of(STRAIGHT, unknown, new HeadPose(23, -6, 0, Assessment.ASSESSED), unknown);
        assertThat(Movement.of(poses, STRAIGHT, Direction.LEFT, 13)).isEqualTo(Movement.NOT_BACK);
    }

    private static List<HeadPose> poses(Direction direction, double... degrees) {
        return Arrays.stream(degrees)
                .mapToObj(away -> switch (direction) {
                    case LEFT -> pose(away, 0);
                    case RIGHT -> pose(-away, 0);
                    case UP -> pose(0, away);
                    case DOWN -> pose(0, -away);
                })
                .toList();
    }

    private static HeadPose pose(double yaw, double pitch) {
        return new HeadPose(STRAIGHT.yaw() + yaw, STRAIGHT.pitch() + pitch, 0, Assessment.ASSESSED);
    }
}
