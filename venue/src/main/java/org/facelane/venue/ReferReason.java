package org.facelane.venue;

/// Why a lane asks a steward to help, with the steward's next step.
public enum ReferReason {
    ALREADY_ADMITTED(
            "This ticket was admitted before",
            "Ask for the ticket; look at when and where it was admitted.",
            "This ticket has let somebody in already."),
    ADMITTED_TWICE(
            "Two lanes let this ticket in while they could not hear of each other",
            "Find out who came in on it, and ask both for their tickets."),
    TICKET_UNPAID(
            "The ticket is not paid",
            "Send the guest to the ticket office.",
            "Your ticket is not paid yet; the ticket office helps you."),
    TICKET_BLOCKED("The ticket is blocked", "Ask the organiser.", "Your ticket cannot be used here at the moment."),
    TICKET_CANCELLED(
            "The ticket was cancelled",
            "Send the guest to the ticket office.",
            "This ticket was cancelled; the ticket office helps you."),
    TICKET_NOT_YET_VALID(
            "The ticket is not valid yet", "Tell the guest when it will be.", "Your ticket is valid later."),
    TICKET_EXPIRED("The ticket is no longer valid", "Ask the organiser.", "The time of your ticket is over."),
    OTHER_ENTRANCE(
            "The ticket is for another entrance",
            "Show the way.",
            "Your ticket is for another entrance; a steward shows you the way."),
    LOOK_ALIKES("Two guests look too much alike", "Ask for the ticket and scan it."),
    PASS_OF_SOMEBODY_ELSE(
            "The pass was made for somebody else", "Ask for the ticket; the guest may have taken another's phone."),
    ATTACK_SUSPECTED(
            "The camera may see a picture, not a person", "Ask the guest to step forward and show the ticket."),
    LOOKS_LIKE_A_PICTURE(
            "The camera may see a picture, not a person: the face looks like one",
            "See whether somebody holds up a picture. If nobody does, use the ticket."),
    SCREEN_PATTERN(
            "The camera may see a picture, not a person: it finds the fine pattern of a screen or a print",
            "See whether somebody holds up a phone or a print. If nobody does, use the ticket."),
    FRAMED(
            "The camera may see a picture, not a person: straight edges move with the face",
            "See what is around the face: a phone, a sheet of paper, or only a poster behind. Then use the ticket."),
    FLICKERS(
            "The camera may see a screen, not a person: the face flickers",
            "See whether somebody holds up a screen. If not, a lamp may flicker: tell the technician; use the ticket."),
    FLAT(
            "The camera may see a picture, not a person: the face moves like something flat",
            "See whether somebody holds up a picture. If nobody does, use the ticket."),
    LIGHT_CONTRADICTED(
            "The camera may see a film, not a person: the face is not lit by the colours of this lane's screen",
            "See whether somebody holds up a screen. If not, other light reaches the lane; use the ticket."),
    SEVERAL_PEOPLE("Several people stand in the lane", "Ask them to come one at a time."),
    TOO_DARK("It is too dark at the lane to recognise anybody", "Switch the lane light on; use the ticket meanwhile."),
    PICTURE_UNUSABLE("The camera gets no usable picture", "Look at the camera; use the ticket meanwhile."),
    TICKET_NOT_NOW(
            "The ticketing system says that the ticket is not valid at this time",
            "Look the ticket up there, and tell the guest when it is.",
            "Your ticket is not valid at this time."),
    TICKETING_REFUSES(
            "The ticketing system does not let this ticket in",
            "Look the ticket up there.",
            "Your ticket cannot be used here at the moment."),
    TICKETING_DOES_NOT_KNOW(
            "The ticketing system does not know this ticket",
            "Ask for the ticket, and look it up there by name.",
            "Your ticket cannot be used here at the moment."),
    TICKETING_RULES(
            "The ticketing system's own rules do not let this ticket in here and now",
            "Look up the rules of its list there: time, number of entries, other doors.",
            "Your ticket cannot be used here at the moment."),
    TICKETING_AMBIGUOUS(
            "The ticketing system has several tickets under this code",
            "Find the guest's there and let it in there.",
            "Your ticket cannot be used here at the moment."),
    TICKET_NOT_APPROVED(
            "The order of the ticket is not approved yet",
            "Send the guest to the ticket office.",
            "Your order is not approved yet; the ticket office helps you."),
    TICKET_NOT_EXCHANGED(
            "The ticketing system wants the ticket exchanged first, for a wristband or a card",
            "Send the guest to the counter where tickets are exchanged.",
            "Your ticket is exchanged at a counter first; a steward shows you the way."),
    TICKET_PAYABLE(
            "The ticket is not paid; the ticketing system lets such orders in once somebody has seen to the payment",
            "Take the payment, or send the guest to the ticket office; then admit the ticket by hand.",
            "Your ticket is not paid yet; a steward helps you."),
    TICKETING_ATTENTION(
            "The ticket asks for attention to a guest who was let in",
            "Do what it says; if it says nothing, look it up in the ticketing system."),
    TICKET_QUESTIONS_OPEN(
            "The ticketing system wants questions answered before this ticket is let in",
            "Let it in there, where the questions are asked.",
            "Your ticket cannot be used here at the moment."),
    LEFT_FOR_GOOD(
            "The guest has left, and this event lets nobody in again",
            "Explain the rule; the organiser decides.",
            "This ticket was used and its guest has left. A steward will help you."),
    LEFT_JUST_NOW(
            "The guest left a moment ago, and the wait before coming in again is not over",
            "Ask who went out on it; let the guest wait.",
            "You left a moment ago. Please wait a little before you come in again."),
    PASSAGE_NOT_SEEN(
            "The gate opened and its sensor saw nobody pass, nor anybody before",
            "See whether the guest is inside, and whether the sensor works."),
    GATE_DID_NOT_OPEN(
            "The ticket was admitted but the gate did not open",
            "Let the guest in by hand.",
            "Your ticket is accepted, but the gate does not open. Please wait: a steward lets you in.");

    private final String says;
    private final String nextStep;
    private final String toldToGuest;

    ReferReason(String says, String nextStep) {
        this(says, nextStep, "Please wait here a moment.");
    }

    ReferReason(String says, String nextStep, String toldToGuest) {
        this.says = says;
        this.nextStep = nextStep;
        this.toldToGuest = toldToGuest;
    }

    /// What happened, in one sentence without its full stop.
    public String says() {
        return says;
    }

    /// What the steward does about it.
    public String nextStep() {
        return nextStep;
    }

    /// What the lane's screen says to the guest, besides that a steward comes; it names nobody.
    public String toldToGuest() {
        return toldToGuest;
    }
}
