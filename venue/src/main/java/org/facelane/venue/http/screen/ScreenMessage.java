package org.facelane.venue.http.screen;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import org.facelane.venue.lane.LaneScreen;
import org.facelane.venue.lane.ScreenWords;

/// What a lane's screen shall say, to whoever stands before it.
///
/// @param milliseconds from the first usable picture to the decision, where this is one
/// @param ask names the question that somebody answers on the screen
/// @param most how many could come along, where that is asked
public record ScreenMessage(
        String type,
        String screen,
        String headline,
        String advice,
        OptionalLong milliseconds,
        Optional<UUID> ask,
        OptionalInt most) {
    public ScreenMessage {
        requireNonNull(screen, "screen is null");
        requireNonNull(headline, "headline is null");
        requireNonNull(advice, "advice is null");
        requireNonNull(milliseconds, "milliseconds is null");
        requireNonNull(ask, "ask is null");
        requireNonNull(most, "most is null");
    }

    /// @param waited of the turn that has just ended
    public static ScreenMessage of(LaneScreen screen, OptionalLong waited) {
        ScreenWords words = ScreenWords.of(screen);
        Optional<LaneScreen.PartyAsked> party = ScreenWords.asked(screen);
        return new ScreenMessage(
                "screen",
                words.code(),
                words.headline(),
                words.advice(),
                ScreenWords.isDecision(screen) ? waited : OptionalLong.empty(),
                party.map(LaneScreen.PartyAsked::ask),
                party.map(asked -> OptionalInt.of(asked.most())).orElseGet(OptionalInt::empty));
    }
}
