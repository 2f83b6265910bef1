package org.facelane.venue.server;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.facelane.venue.access.SignInDemand;
import org.facelane.venue.camera.CameraLimits;
import org.facelane.venue.gate.MqttAccount;
import org.facelane.venue.http.Http;
import org.facelane.venue.lane.DecisionPolicy;
import org.facelane.venue.lane.LaneRules;
import org.facelane.venue.openid.OpenIdSettings;

/// Every address and every limit of a server. Immutable; what it holds lies within the ranges that
/// [SettingsReader#KEYS] states, and the reader refuses everything else. `docs/operating.md` lists the keys.
///
/// @param port where to listen; 0 takes any free one
/// @param bindAddress the address to listen on; anything but loopback opens the server to the network
/// @param publicUrl how guests and staff reach the server, without a path; empty: `http://localhost:<port>`
/// @param proxied whether a proxy in front sets `X-Forwarded-For` and `X-Forwarded-Proto`
/// @param data the folder of everything that this server keeps
/// @param models the folder of the model pack
/// @param databaseUrl a `jdbc:postgresql:` address; empty: the embedded database in the data folder
/// @param databaseName who signs in at that database
/// @param databaseConnectionsMax connections in the pool
/// @param masterKeyFile where the installation's master key lies; empty: `master.key` in the data folder
/// @param masterKeyUri the key that this file is encrypted under, as Tink names keys; empty: it holds the key itself
/// @param auditSignInterval at most how long a line of the audit log is without a signature
/// @param scrubInterval at most how often what deletion leaves in the database's files is cleared away
/// @param erasureLedger where this server keeps what was erased; empty: `erasures.txt` in the data folder
/// @param recordsKept how long names and ticket codes are kept after an event's retention deadline
/// @param pictureBytesMax largest picture a guest may send, in bytes
/// @param picturePixelsMax largest picture a guest may send, width times height
/// @param enrolByFile whether guests may send a picture file instead of standing before the camera
/// @param enrolLightNeeded whether the screen's light must be seen on the face at enrolment
/// @param enrolTimeMax how long a guest has from the first step before the camera until all pictures have arrived
/// @param uploadsMax pictures and ticket files in memory at once; further ones are asked to come back
/// @param ticketFileBytesMax largest ticket file, in bytes
/// @param framesPerSecondMax frames a lane may send a second
/// @param fpir target share of searches by unenrolled people that return somebody
/// @param marginScore how much better than the second the first candidate must be, in score
/// @param passFmr share of strangers with somebody's pass whose face may be taken for that of the pass
/// @param passClockSkew how far the clock that made a pass and a lane's may differ
/// @param sliceTimeMargin so long before a ticket's hours and after them lanes search its guest, where they search by
/// @param applePassKey the certificate that Apple gave for passes, with its key; empty: none are made for Apple Wallet
/// @param applePassPasswordFile a file that says what opens it
/// @param googleWalletKey the key of a service account at Google; empty: no passes are made for Google Wallet
/// @param googleWalletIssuer the number of the account at Google Wallet
///     hour
/// @param galleryAgeMax how long a lane goes on without having heard that its gallery is current
/// @param agentAgeMax the same for a lane's agent, which goes on by itself while it does not hear the server
/// @param agentTicketAgeMax how long an agent lets in by tickets alone; shorter than `agentAgeMax`: only as long as by
///     faces
/// @param lastWordsKept how long an organiser may take to decide about what a revoked agent says that it did
/// @param patience how long a lane waits for a usable picture before a steward is asked
/// @param partyPatience how long somebody may take to say how many of a party come along
/// @param camera what a camera with an address may cost, and how long it is waited for
/// @param ticketingTimeout how long a ticketing system may take to answer, before the lane goes on by its own rules
/// @param gateTimeout how long a command to a gate may take, and how long an unreachable gate is tried again
/// @param sensorRetryMax the longest wait before a sensor's program that ended is started again
/// @param mqttAccount as whom to sign in at the MQTT brokers of gates
/// @param gateOrderLife how long an agent may take to hear that it is to open its gate for whom a steward let in
/// @param laneMessageHold how long a steward's message stays on a lane's screen
/// @param linkLife how long an enrolment link is valid
/// @param sessionLife how long staff stay signed in without doing anything
/// @param organiserLinkLife how long a link counts by which somebody becomes an organiser
/// @param signInAttemptsMax failed sign-ins for one name or from one address within a quarter of an hour
/// @param staffSignIn what staff have to show when they sign in
/// @param openId the identity provider that staff may sign in by
/// @param guestRequestsMax requests a minute for one enrolment link; twenty times as many from one address
public record Settings(
        int port,
        String bindAddress,
        Optional<URI> publicUrl,
        boolean proxied,
        Path data,
        Path models,
        Optional<String> databaseUrl,
        String databaseName,
        Optional<String> databasePassword,
        int databaseConnectionsMax,
        Optional<Path> masterKeyFile,
        Optional<String> masterKeyUri,
        Duration auditSignInterval,
        Duration scrubInterval,
        Optional<Path> erasureLedger,
        Duration recordsKept,
        int pictureBytesMax,
        int picturePixelsMax,
        boolean enrolByFile,
        boolean enrolLightNeeded,
        Duration enrolTimeMax,
        int uploadsMax,
        int ticketFileBytesMax,
        int framesPerSecondMax,
        double fpir,
        double marginScore,
        double passFmr,
        Duration passClockSkew,
        Duration sliceTimeMargin,
        Optional<Path> applePassKey,
        Optional<Path> applePassPasswordFile,
        Optional<Path> googleWalletKey,
        Optional<String> googleWalletIssuer,
        Duration galleryAgeMax,
        Duration agentAgeMax,
        Duration agentTicketAgeMax,
        Duration lastWordsKept,
        Duration patience,
        Duration partyPatience,
        CameraLimits camera,
        Duration ticketingTimeout,
        Duration gateTimeout,
        Duration sensorRetryMax,
        Optional<MqttAccount> mqttAccount,
        Duration gateOrderLife,
        Duration laneMessageHold,
        Duration linkLife,
        Duration sessionLife,
        Duration organiserLinkLife,
        int signInAttemptsMax,
        SignInDemand staffSignIn,
        Optional<OpenIdSettings> openId,
        int guestRequestsMax) {
    public Settings {
        requireNonNull(bindAddress, "bindAddress is null");
        requireNonNull(publicUrl, "publicUrl is null");
        requireNonNull(data, "data is null");
        requireNonNull(models, "models is null");
        requireNonNull(databaseUrl, "databaseUrl is null");
        requireNonNull(databaseName, "databaseName is null");
        requireNonNull(databasePassword, "databasePassword is null");
        requireNonNull(masterKeyFile, "masterKeyFile is null");
        requireNonNull(masterKeyUri, "masterKeyUri is null");
        requireNonNull(auditSignInterval, "auditSignInterval is null");
        requireNonNull(scrubInterval, "scrubInterval is null");
        requireNonNull(erasureLedger, "erasureLedger is null");
        requireNonNull(recordsKept, "recordsKept is null");
        requireNonNull(passClockSkew, "passClockSkew is null");
        requireNonNull(sliceTimeMargin, "sliceTimeMargin is null");
        requireNonNull(applePassKey, "applePassKey is null");
        requireNonNull(applePassPasswordFile, "applePassPasswordFile is null");
        requireNonNull(googleWalletKey, "googleWalletKey is null");
        requireNonNull(googleWalletIssuer, "googleWalletIssuer is null");
        requireNonNull(enrolTimeMax, "enrolTimeMax is null");
        requireNonNull(galleryAgeMax, "galleryAgeMax is null");
        requireNonNull(agentAgeMax, "agentAgeMax is null");
        requireNonNull(agentTicketAgeMax, "agentTicketAgeMax is null");
        requireNonNull(lastWordsKept, "lastWordsKept is null");
        requireNonNull(patience, "patience is null");
        requireNonNull(partyPatience, "partyPatience is null");
        requireNonNull(camera, "camera is null");
        requireNonNull(ticketingTimeout, "ticketingTimeout is null");
        requireNonNull(gateTimeout, "gateTimeout is null");
        requireNonNull(sensorRetryMax, "sensorRetryMax is null");
        requireNonNull(mqttAccount, "mqttAccount is null");
        requireNonNull(gateOrderLife, "gateOrderLife is null");
        requireNonNull(laneMessageHold, "laneMessageHold is null");
        requireNonNull(linkLife, "linkLife is null");
        requireNonNull(sessionLife, "sessionLife is null");
        requireNonNull(organiserLinkLife, "organiserLinkLife is null");
        requireNonNull(staffSignIn, "staffSignIn is null");
        requireNonNull(openId, "openId is null");
    }

    /// The settings of a server that keeps everything in `data`, all others at their defaults.
    ///
    /// @param overrides further keys and values, as on the command line
    /// @throws CannotStart if a key is unknown or a value out of its range
    public static Settings in(Path data, Map<String, String> overrides) {
        return SettingsReader.read(data, overrides, Map.of());
    }

    /// How lanes decide; what no setting says is as usual.
    LaneRules laneRules() {
        LaneRules usual = LaneRules.DEFAULT;
        return new LaneRules(
                new DecisionPolicy(fpir, marginScore),
                usual.framesMin(),
                usual.framesEnough(),
                usual.lookEnough(),
                patience,
                usual.crowdPatience(),
                usual.screenHold(),
                partyPatience,
                galleryAgeMax);
    }

    /// What the web server takes.
    Http.Limits limits() {
        return new Http.Limits(
                port,
                bindAddress,
                publicUrl,
                proxied,
                pictureBytesMax,
                enrolByFile,
                ticketFileBytesMax,
                uploadsMax,
                framesPerSecondMax,
                camera,
                linkLife,
                signInAttemptsMax,
                staffSignIn,
                guestRequestsMax);
    }

    /// Never the password: settings reach logs.
    @Override
    public String toString() {
        return "Settings[" + bindAddress + ":" + port + ", data " + data + ", models " + models + ", database "
                + databaseUrl.orElse("embedded") + "]";
    }
}
