package org.facelane.venue.camera;

import static java.util.Objects.requireNonNull;

/// What keeps a camera from sending pictures, with the one sentence of advice that helps most. The words are for staff.
public enum CameraTrouble {
    /// Nobody answers there.
    UNREACHABLE("The camera does not answer.", "Check its power, its network cable and the lane's camera address."),
    /// It wants another name or password.
    REFUSED("The camera refuses the name or the password.", "Correct them in the lane's camera address."),
    /// Somebody answers, and has no such video; or there is no such file or device.
    NOT_THERE("There is no video at the lane's camera address.", "Correct the address; the camera's manual has it."),
    /// A USB camera serves one program at a time.
    IN_USE(
            "The camera is used by another program, or may not be opened.",
            "End that program, or let Facelane's account open video devices."),
    /// What comes is no video, one that nobody can decode, or one that is too large.
    NOT_READABLE(
            "What the camera sends is no video that can be read.",
            "Set it to H.264, H.265 or Motion JPEG of at most camera-pixels-max, usually 9 megapixels, then start it"
                    + " again."),
    /// It still has its connection, and sends nothing.
    STALLED("The camera has stopped sending pictures.", "Check its network; if that does not help, start it again."),
    /// It has ended the connection, or the network has.
    DISCONNECTED("The connection to the camera is lost.", "It is tried again by itself; check its power and network.");

    private final String says;
    private final String advice;

    CameraTrouble(String says, String advice) {
        this.says = requireNonNull(says, "says is null");
        this.advice = requireNonNull(advice, "advice is null");
    }

    /// What is wrong, in one sentence.
    public String says() {
        return says;
    }

    /// What to do, in one sentence.
    public String advice() {
        return advice;
    }
}
