package org.facelane.bench.passes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.facelane.bench.Pictures;
import org.facelane.bench.passes.PhoneView.Conditions;
import org.facelane.face.Image;
import org.facelane.venue.camera.Frame;
import org.facelane.venue.camera.FrameDecoder;
import org.facelane.venue.camera.FramePicture.Whole;
import org.facelane.venue.code.CodeFinder;
import org.facelane.venue.code.Symbology;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Tickets on a phone as a lane's camera gets them: in perspective, blurred, with noise, as JPEG.
class TicketCodesTest {
    private static final FrameDecoder DECODER = new FrameDecoder(FrameDecoder.DEFAULT_LIMITS);
    private static final int FRAMES = 3;

    @ParameterizedTest
    @EnumSource
    void readsWhatItLooksFor_inAHand(Symbology symbology) {
        assertThat(read(symbology, Set.of(symbology), Conditions.USUAL.at(120))).contains(ShownCode.text(symbology));
    }

    @ParameterizedTest
    @EnumSource
    void readsIt_turnedToTheSide_inDimLight_lookingForEverything(Symbology symbology) {
        Conditions dim = Conditions.USUAL.at(150).turned(20).lit(0.4, 0.02);
        assertThat(read(symbology, EnumSet.allOf(Symbology.class), dim)).contains(ShownCode.text(symbology));
    }

    @Test
    void readsNothing_thatItDoesNotLookFor() {
        for (Symbology symbology : EnumSet.of(Symbology.AZTEC, Symbology.CODE_128)) {
            Set<Symbology> others = EnumSet.complementOf(EnumSet.of(symbology));
            assertThat(frame(symbology, others, Conditions.USUAL.at(120), random()))
                    .as("%s", symbology)
                    .isEmpty();
        }
    }

    private static RandomGenerator random() {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(7);
    }

    private static Optional<String> read(Symbology shown, Set<Symbology> lookedFor, Conditions conditions) {
        RandomGenerator random = random();
        Optional<String> read = Optional.empty();
        for (int i = 0; i < FRAMES && read.isEmpty(); i++) {
            read = frame(shown, lookedFor, conditions, random);
        }
        return read;
    }

    private static Optional<String> frame(
            Symbology shown, Set<Symbology> lookedFor, Conditions conditions, RandomGenerator random) {
        ShownCode code = ShownCode.ticket(shown, ShownCode.text(shown));
        byte[] sent = Pictures.jpeg(new PhoneView(code, conditions).frame(random), (float) conditions.jpeg());
        Image image = ((Whole) DECODER.decode(new Frame.Encoded(sent, Instant.EPOCH))).image();
        return new CodeFinder(lookedFor).findTicket(image);
    }
}
