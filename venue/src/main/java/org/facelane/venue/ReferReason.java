package org.facelane.venue;

/// Why a lane asks a steward to help, with the steward's next step.
public enum ReferReason {
    ALREADY_ADMITTED("This ticket was admitted before", "Ask for the ticket; look at when and where it was admitted."),
    ADMITTED_TWICE(
            "Two lanes let this ticket in while they could not hear of each other",
            "Find out who came in on it, and ask both for their tickets."),
    TICKET_UNPAID("The ticket is not paid", "Send the guest to the ticket office."),
    TICKET_BLOCKED("The ticket is blocked", "Ask the organiser."),
    TICKET_CANCELLED("The ticket was cancelled", "Send the guest to the ticket office."),
    TICKET_NOT_YET_VALID("The ticket is not valid yet", "Tell the guest when it will be."),
    TICKET_EXPIRED("The ticket is no longer valid", "Ask the organiser."),
    OTHER_ENTRANCE("The ticket is for another entrance", "Show the way."),
    LOOK_ALIKES("Two guests look too much alike", "Ask for the ticket and scan it."),
    PASS_OF_SOMEBODY_ELSE(
            "The pass was made for somebody else", "Ask for the ticket; the guest may have taken another's phone."),
    ATTACK_SUSPECTED(
            "The camera may see a picture, not a person", "Ask the guest to step forward and show the ticket."),
    SEVERAL_PEOPLE("Several people stand in the lane", "Ask them to come one at a time."),
    TOO_DARK("It is too dark at the lane to recognise anybody", "Switch the lane light on; use the ticket meanwhile."),
    PICTURE_UNUSABLE("The camera gets no usable picture", "Look at the camera; use the ticket meanwhile."),
    GATE_DID_NOT_OPEN("The ticket was admitted but the gate did not open", "Let the guest in by hand.");

    private final String says;
    private final String nextStep;

    ReferReason(String says, String nextStep) {
        this.says = says;
        this.nextStep = nextStep;
    }

    /// What happened, in one sentence without its full stop.
    public String says() {
        return says;
    }

    /// What the steward does about it.
    public String nextStep() {
        return nextStep;
    }
}
