package org.facelane.venue.http.route;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.facelane.face.acquire.AcquisitionFailure;
import org.facelane.face.challenge.ChallengeFailure;
import org.facelane.venue.ReferReason;
import org.facelane.venue.admission.AdmissionOutcome;
import org.facelane.venue.enrol.EnrolmentOutcome.Hindrance;
import org.facelane.venue.ticketing.ImportOutcome;

/// The one table from everything that can go wrong at the edge to what the caller is told.
public final class Problems {
    public static final Problem BAD_JSON =
            new Problem(400, "BAD_REQUEST", "The request is not as expected.", "Reload the page and try again.");
    public static final Problem NOT_SIGNED_IN =
            new Problem(401, "NOT_SIGNED_IN", "You are not signed in.", "Sign in, then try again.");
    public static final Problem WRONG_SIGN_IN =
            new Problem(401, "WRONG_SIGN_IN", "Name or password is not right.", "Check both and try again.");
    public static final Problem WRONG_CODE = new Problem(
            422,
            "WRONG_CODE",
            "The code is not right, or was used before.",
            "Wait for the next code of your app and type that, or a recovery code.");
    public static final Problem SIGN_IN_AGAIN =
            new Problem(401, "SIGN_IN_AGAIN", "The sign-in took too long.", "Begin again with your name and password.");
    public static final Problem WRONG_PASSKEY = new Problem(
            422,
            "WRONG_PASSKEY",
            "That passkey does not open an account here.",
            "Use another passkey, or sign in with your password and add this one to your account.");
    public static final Problem WRONG_PASSWORD = new Problem(
            422, "WRONG_PASSWORD", "That is not your present password.", "Type the password you signed in with.");
    public static final Problem LINK_NOT_VALID = new Problem(
            422,
            "LINK_NOT_VALID",
            "That link was used, has expired, or a newer one was made.",
            "Make a new one at the server's machine by `facelane organiser-link`.");
    public static final Problem NO_PROVIDER = new Problem(
            404, "NO_PROVIDER", "No identity provider is set here.", "Sign in with your name and password.");
    public static final Problem PROVIDER_UNREACHABLE = new Problem(
            502,
            "PROVIDER_UNREACHABLE",
            "The identity provider does not answer.",
            "Try again, or sign in with a password or a passkey of this installation.");
    public static final Problem PROVIDER_NOT_BELIEVED = new Problem(
            422,
            "PROVIDER_NOT_BELIEVED",
            "The identity provider's answer does not fit what was asked.",
            "Begin again; if it stays so, ask whoever runs the server.");
    public static final Problem NO_ROLE_FROM_PROVIDER = new Problem(
            403,
            "NO_ROLE_FROM_PROVIDER",
            "The identity provider gives you no role here.",
            "Ask whoever keeps the accounts there.");
    public static final Problem ACCOUNT_CLOSED =
            new Problem(403, "ACCOUNT_CLOSED", "Your account here is locked or was deleted.", "Ask an organiser.");
    public static final Problem NO_FACTOR = new Problem(
            409, "NO_FACTOR", "There is no authenticator app and no passkey on this account.", "Set one up first.");
    public static final Problem LAST_FACTOR = new Problem(
            409,
            "LAST_FACTOR",
            "Accounts here need more than a password, and this is the last of it.",
            "Add another passkey or an app first.");
    public static final Problem NO_SUCH_PASSKEY =
            new Problem(404, "NO_SUCH_PASSKEY", "There is no such passkey.", "Reload the page.");
    public static final Problem NOT_YOURS = new Problem(
            403, "NOT_ALLOWED", "Your role does not include this.", "Ask an organiser to do it or to sign in here.");
    public static final Problem STALE_PAGE =
            new Problem(403, "STALE_PAGE", "This page was open for too long.", "Reload the page and try again.");
    public static final Problem NO_SUCH_PAGE =
            new Problem(404, "NO_SUCH_PAGE", "There is nothing at this address.", "Check the address.");
    public static final Problem NO_SUCH_EVENT = new Problem(
            404, "NO_SUCH_EVENT", "There is no such event.", "Go back to the list of events and choose again.");
    public static final Problem NO_SUCH_TICKET = new Problem(
            404, "NO_SUCH_TICKET", "No ticket of this event has that code.", "Check the code on the ticket.");
    public static final Problem NO_SUCH_LANE =
            new Problem(404, "NO_SUCH_LANE", "There is no such lane.", "Reload the page and choose again.");
    public static final Problem NO_SUCH_CODE = new Problem(
            404,
            "NO_SUCH_CODE",
            "This code is not known, was used, or its time is over.",
            "Make a new one on the organiser's page.");
    public static final Problem NO_SUCH_REFERRAL =
            new Problem(404, "NO_SUCH_REFERRAL", "There is no such referral.", "Nothing needs to be done about it.");
    public static final Problem NO_SUCH_STAFF =
            new Problem(404, "NO_SUCH_STAFF", "Nobody has that name here.", "Check the name in the list of staff.");
    public static final Problem NOT_ENROLLED =
            new Problem(409, "NOT_ENROLLED", "Nobody is enrolled with this ticket.", "There is nothing to withdraw.");
    public static final Problem NOT_ERASED = new Problem(
            404,
            "NOT_ERASED",
            "There is no certificate yet.",
            "It is there as soon as every lane has confirmed the erasure.");
    public static final Problem PASS_NOT_CURRENT = new Problem(
            409,
            "PASS_NOT_CURRENT",
            "This pass is not the one you have now.",
            "Open your link and have a new one made.");
    public static final Problem NAME_TAKEN =
            new Problem(409, "NAME_TAKEN", "That name is taken.", "Choose another name.");
    public static final Problem OWN_ACCOUNT = new Problem(
            409, "OWN_ACCOUNT", "This is the account you are signed in with.", "Let another organiser change it.");
    public static final Problem LAST_ORGANISER = new Problem(
            409,
            "LAST_ORGANISER",
            "There would be no organiser left who can sign in.",
            "Make another account an organiser first.");
    public static final Problem NO_ROLE =
            new Problem(400, "NO_ROLE", "An account has at least one role.", "Tick one, or lock the account.");
    public static final Problem LINK_FORGED = new Problem(
            404, "LINK_NOT_VALID", "This link is not valid.", "Open the link from your message again, in full.");
    public static final Problem LINK_EXPIRED =
            new Problem(410, "LINK_EXPIRED", "This link has expired.", "Ask the organiser for a new one.");
    public static final Problem LINK_REVOKED =
            new Problem(410, "LINK_REVOKED", "This link was replaced by a newer one.", "Use the newest link you got.");
    public static final Problem EVENT_OVER = new Problem(
            410, "EVENT_OVER", "This event is over and its data is erased.", "There is nothing more to do.");
    public static final Problem CONSENT_OUTDATED = new Problem(
            409,
            "CONSENT_OUTDATED",
            "The consent text has changed since you opened this page.",
            "Reload the page, read the text and decide again.");
    public static final Problem NO_CONSENT = new Problem(
            400,
            "NO_CONSENT",
            "Enrolment needs your consent to the text on this page.",
            "Read the text, agree to it if you wish, and send the picture again.");
    public static final Problem CAMERA_NEEDED = new Problem(
            422, "CAMERA_NEEDED", "A picture file is not taken here.", "Use the camera, or come to the ticket office.");
    public static final Problem SESSION_EXPIRED = new Problem(
            422, "SESSION_EXPIRED", "The pictures came too late.", "Start again and follow the steps without a break.");
    public static final Problem SESSION_NOT_VALID = new Problem(
            422, "SESSION_NOT_VALID", "These steps were used before, or are not ours.", "Start again for new ones.");
    public static final Problem FRAMES_UNREADABLE =
            new Problem(422, "FRAMES_UNREADABLE", "The pictures did not arrive whole.", "Start again.");
    public static final Problem TICKET_FILE_TOO_LARGE = new Problem(
            413, "TICKET_FILE_TOO_LARGE", "The ticket file is too large.", "Split it and import the parts in turn.");
    public static final Problem TOO_SLOW =
            new Problem(408, "TOO_SLOW", "The upload took too long.", "Try again where the connection is better.");
    public static final Problem TOO_MANY_REQUESTS = new Problem(
            429, "TOO_MANY_REQUESTS", "That was too much in a short time.", "Wait a minute, then try again.");
    public static final Problem TOO_MANY_SIGN_INS = new Problem(
            429, "TOO_MANY_SIGN_INS", "Too many sign-ins failed.", "Wait a quarter of an hour, then try again.");
    public static final Problem BUSY =
            new Problem(503, "BUSY", "The server is busy.", "Wait a few seconds, then try again.");
    public static final Problem DATABASE_UNREACHABLE = new Problem(
            503,
            "DATABASE_UNREACHABLE",
            "The database is not reachable.",
            "Wait a moment and try again; staff: see to the database.");

    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("HH:mm 'UTC on' d MMMM", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    private Problems() {}

    /// A value that the request must have and has not, or that is out of range.
    ///
    /// @param title what is wrong, in one sentence, naming the value
    public static Problem value(String title, String advice) {
        return new Problem(400, "BAD_VALUE", title, advice);
    }

    /// @param bytesMax the limit that is set
    public static Problem pictureTooLarge(int bytesMax) {
        AcquisitionFailure failure = AcquisitionFailure.TOO_MANY_BYTES;
        String advice = "Choose a picture of at most " + bytesMax / 1_000_000 + " MB.";
        return new Problem(413, failure.name(), failure.says(), advice);
    }

    /// @param id under which the log has what happened
    public static Problem internal(String id) {
        return new Problem(
                500,
                "INTERNAL",
                "Something went wrong here.",
                "Try again; if it stays, tell the organiser this number: " + id + ".");
    }

    public static Problem of(AcquisitionFailure failure) {
        int status = switch (failure) {
            case TOO_MANY_BYTES, TOO_MANY_PIXELS -> 413;
            case EMPTY,
                    NOT_AN_IMAGE,
                    UNSUPPORTED_FORMAT,
                    TOO_MANY_FRAMES,
                    TRUNCATED,
                    DAMAGED,
                    NO_FACE,
                    SEVERAL_FACES,
                    FACE_TOO_SMALL,
                    FACE_CUT_OFF,
                    TOO_DARK,
                    TOO_BRIGHT,
                    TOO_BLURRED,
                    HEAD_TURNED,
                    HEAD_TILTED,
                    UNEVEN_LIGHT,
                    LOW_CONTRAST,
                    FACE_COVERED,
                    EYES_CLOSED,
                    MOUTH_OPEN,
                    ATTACK_SUSPECTED -> 422;
        };
        return new Problem(status, failure.name(), failure.says(), failure.advice());
    }

    public static Problem of(ChallengeFailure failure) {
        return new Problem(422, failure.name(), failure.says(), failure.advice());
    }

    public static Problem of(Hindrance hindrance) {
        return new Problem(409, hindrance.name(), hindrance.says(), hindrance.advice());
    }

    public static Problem of(ImportOutcome.FileRefused refused) {
        return new Problem(422, "FILE_REFUSED", refused.says(), refused.advice());
    }

    /// The title says when, in UTC to the minute.
    public static Problem of(AdmissionOutcome.AlreadyAdmitted already) {
        String when = MINUTE.format(already.when());
        ReferReason reason = ReferReason.ALREADY_ADMITTED;
        return new Problem(409, reason.name(), reason.says() + ", at " + when + ".", reason.nextStep());
    }

    public static Problem of(ReferReason reason) {
        return new Problem(409, reason.name(), reason.says() + ".", reason.nextStep());
    }
}
