package org.facelane.venue.pass;

/// Why a code opens no lane. What is told apart here is for tests and counts; what the guest is told helps no forger:
/// one sentence for everything that is not a genuine pass.
public enum PassRefusal {
    /// Longer than any pass; not looked into.
    TOO_LONG(Words.NOT_A_PASS),
    /// Some other code: a ticket, an address, a certificate.
    FOREIGN(Words.NOT_A_PASS),
    /// Begins like a pass and is none: cut off, or changed.
    DAMAGED(Words.NOT_A_PASS),
    /// Not signed, or not sealed, by the event's keys.
    FORGED(Words.NOT_A_PASS),
    /// Genuine, and the server has never heard of it: its row is gone.
    UNKNOWN(Words.NOT_A_PASS),
    /// It names another event's key.
    OTHER_EVENT("This pass is for another event.", "Show the pass for this event, or use your ticket."),
    /// Made in the future, by this lane's clock.
    NOT_YET_VALID("This pass is not valid yet.", "Use your ticket."),
    /// Genuine, and for another entrance or another hour than the lane's, which holds nothing of it.
    ELSEWHERE(
            "This pass is for another entrance or another hour.",
            "Look on your ticket for your entrance and when it lets in, or ask a steward."),
    /// The event is over.
    EXPIRED("This pass is no longer valid.", "Use your ticket."),
    /// The guest has withdrawn, or had a new pass made.
    WITHDRAWN("This pass was withdrawn or replaced.", "Show your newest pass, or use your ticket."),
    /// Made before the recognition was exchanged.
    OTHER_MODEL("This pass has to be made anew.", "Open your link and have a new one made, or use your ticket.");

    private final String says;
    private final String advice;

    PassRefusal(String[] words) {
        this(words[0], words[1]);
    }

    PassRefusal(String says, String advice) {
        this.says = says;
        this.advice = advice;
    }

    /// For the guest, in one sentence.
    public String says() {
        return says;
    }

    /// What the guest can do, in one sentence.
    public String advice() {
        return advice;
    }

    private static final class Words {
        static final String[] NOT_A_PASS = {
            "This code does not open the lane.", "Show the pass for this event, or use your ticket."
        };
    }
}
