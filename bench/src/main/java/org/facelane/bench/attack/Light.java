package org.facelane.bench.attack;

import static java.util.Objects.requireNonNull;

import java.util.random.RandomGenerator;

/// Light that falls on what stands before the camera.
sealed interface Light {
    /// How strong it is where the camera's photosite looks; a room's is about 1.
    double at(int channel, int x, int y);

    /// The light of a room: its colour, how it falls off across the frame, one lamp that shiny things reflect, and
    /// the flicker of the mains.
    ///
    /// @param colour red, green, blue; green is 1
    /// @param across change over the frame's width
    /// @param flicker depth of the mains' flicker, 0 to 1
    /// @param hertz twice the mains
    /// @param frame the frame's width and height
    /// @param rolling radians of flicker from row to row
    /// @param phase radians, of this frame
    record OfRoom(
            double[] colour, double across, double flicker, double hertz, int[] frame, double rolling, double phase)
            implements Light {
        public OfRoom {
            requireNonNull(colour, "colour is null");
            requireNonNull(frame, "frame is null");
        }

        static OfRoom drawn(RandomGenerator random, Camera camera) {
            double warm = random.nextDouble(-0.25, 0.35);
            double hertz = random.nextBoolean() ? 100 : 120;
            double depth = random.nextDouble() < 0.4 ? random.nextDouble(0.05, 0.5) : 0;
            return new OfRoom(
                    new double[] {1 + 0.6 * warm, 1, 1 - warm},
                    random.nextDouble(-0.4, 0.4),
                    depth * Math.abs(camera.transfer(hertz)),
                    hertz,
                    new int[] {camera.width(), camera.height()},
                    2 * Math.PI * hertz * camera.rowTime(),
                    0);
        }

        /// The same light at another moment.
        OfRoom at(double seconds) {
            return new OfRoom(colour, across, flicker, hertz, frame, rolling, 2 * Math.PI * hertz * seconds);
        }

        @Override
        public double at(int channel, int x, int y) {
            double side = 1 + across * (x - frame[0] / 2.0) / frame[0];
            double mains = flicker == 0 ? 1 : 1 + flicker * Math.cos(phase + rolling * y);
            return colour[channel] * side * mains;
        }
    }

    /// The light of a white screen below the camera, as far from what it falls on as the camera is.
    ///
    /// @param strength how much brighter it is than something white in the room's light
    /// @param width millimetres
    /// @param height millimetres
    /// @param lit the share of the room's light that reaches what is lit
    record OfScreen(double strength, double width, double height, double lit) implements Light {
        private static final double BELOW_CAMERA = 8;

        /// The same screen's light at a distance: as much as it fills of the half space there, less with the
        /// square of the distance.
        ///
        /// @param distance millimetres
        OfScreen from(double distance) {
            return new OfScreen(strength, width, height, strength * width * height / (Math.PI * distance * distance));
        }

        @Override
        public double at(int channel, int x, int y) {
            return lit;
        }

        /// What a mirror shows of the screen to the camera.
        ///
        /// @param place of the mirror, millimetres right, down and away from the camera
        /// @param normal of the mirror, of unit length
        double mirrored(double[] place, double[] normal) {
            double length = Math.sqrt(place[0] * place[0] + place[1] * place[1] + place[2] * place[2]);
            double towards = (place[0] * normal[0] + place[1] * normal[1] + place[2] * normal[2]) / length;
            double away = place[2] / length - 2 * towards * normal[2];
            if (away >= -1e-6) {
                return 0;
            }
            double far = -place[2] / away;
            double x = place[0] + far * (place[0] / length - 2 * towards * normal[0]);
            double y = place[1] + far * (place[1] / length - 2 * towards * normal[1]);
            boolean inside = Math.abs(x) < width / 2 && y > BELOW_CAMERA && y < BELOW_CAMERA + height;
            return inside ? strength : 0;
        }
    }
}
