package org.facelane.venue.lane;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.UUID;
import org.facelane.venue.ReferReason;
import org.facelane.venue.pass.PassRefusal;

/// A lane's screen in words, wherever it is shown.
///
/// @param code for pages and tests
/// @param headline large, for whoever stands before it
/// @param advice what to do, in one sentence
public record ScreenWords(String code, String headline, String advice) {
    public ScreenWords {
        requireNonNull(code, "code is null");
        requireNonNull(headline, "headline is null");
        requireNonNull(advice, "advice is null");
    }

    /// Whether the screen says how a turn ended, so that it shows how long that took.
    public static boolean isDecision(LaneScreen screen) {
        return screen instanceof LaneScreen.Welcome
                || screen instanceof LaneScreen.AskTicket
                || screen instanceof LaneScreen.AskEntrance
                || screen instanceof LaneScreen.AskSteward;
    }

    /// What the screen asks, if it asks how many of a party come along.
    public static Optional<LaneScreen.PartyAsked> asked(LaneScreen screen) {
        return Optional.of(screen)
                .filter(LaneScreen.PartyAsked.class::isInstance)
                .map(LaneScreen.PartyAsked.class::cast);
    }

    public static ScreenWords of(LaneScreen screen) {
        return switch (screen) {
            case LaneScreen.Idle _ -> new ScreenWords("IDLE", "Step up to the camera", "Or hold your ticket to it.");
            case LaneScreen.ShowPass _ ->
                new ScreenWords("SHOW_PASS", "Show your pass", "Hold its code to the camera, or your ticket's.");
            case LaneScreen.PassRefused(PassRefusal reason) ->
                new ScreenWords("PASS_REFUSED", reason.says(), reason.advice());
            case LaneScreen.LookHere(String advice) -> new ScreenWords("LOOK", "Look at the camera", advice);
            case LaneScreen.Light _ ->
                new ScreenWords("LOOK", "Hold still for a moment", "The screen shines on you in soft colours.");
            case LaneScreen.OneAtATime _ ->
                new ScreenWords("ONE_AT_A_TIME", "One at a time, please", "Step back until it is your turn.");
            case LaneScreen.PartyAsked(UUID _, int most) ->
                new ScreenWords(
                        "PARTY",
                        "Who comes in with you?",
                        most == 1
                                ? "You have one more ticket. Touch how many come along now."
                                : "You have " + most + " more tickets. Touch how many come along now.");
            case LaneScreen.OneOfParty(int number, int of) ->
                new ScreenWords("WELCOME", "Welcome", "One after the other: " + number + " of " + of + ".");
            case LaneScreen.Welcome _ -> new ScreenWords("WELCOME", "Welcome", "Please walk through.");
            case LaneScreen.Goodbye _ -> new ScreenWords("WELCOME", "Goodbye", "Come back soon.");
            case LaneScreen.CodeUnknown _ ->
                new ScreenWords(
                        "TICKET",
                        "This code is no ticket for here",
                        "Show the ticket of this event, or look at the camera.");
            case LaneScreen.FreePassage _ ->
                new ScreenWords("WELCOME", "Please walk through", "This lane is open to everybody for the moment.");
            case LaneScreen.AskTicket _ ->
                new ScreenWords(
                        "TICKET",
                        "Your ticket, please",
                        "Hold it to the camera, or use the ticket lane beside this one.");
            case LaneScreen.AskEntrance(String entrance) ->
                new ScreenWords(
                        "TICKET",
                        "Your ticket, please",
                        "This lane knows guests of entrance " + entrance
                                + ". Look on your ticket which is yours, or hold it to the camera.");
            case LaneScreen.AskSteward(ReferReason reason) ->
                new ScreenWords("STEWARD", "A steward will help you", reason.toldToGuest());
            case LaneScreen.NotRecognising _ ->
                new ScreenWords(
                        "NOT_RECOGNISING",
                        "Your ticket, please",
                        "This lane recognises nobody at the moment; your ticket lets you in.");
        };
    }
}
