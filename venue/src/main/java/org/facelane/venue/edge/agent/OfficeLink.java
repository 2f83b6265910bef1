package org.facelane.venue.edge.agent;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.facelane.venue.AdmissionId;
import org.facelane.venue.LaneId;
import org.facelane.venue.TicketId;
import org.facelane.venue.admission.AdmissionOutcome;
import org.facelane.venue.admission.FaceAdmission;
import org.facelane.venue.admission.TicketAdmission;
import org.facelane.venue.call.TimedCall;
import org.facelane.venue.edge.AdmitAnswer;
import org.facelane.venue.edge.AdmitAsk;
import org.facelane.venue.edge.AgentId;
import org.facelane.venue.edge.AlongAsk;
import org.facelane.venue.edge.FindAsk;
import org.facelane.venue.edge.Join;
import org.facelane.venue.edge.Leave;
import org.facelane.venue.edge.NewsWait;
import org.facelane.venue.edge.SignedCall;
import org.facelane.venue.edge.SignedCall.Strand;
import org.facelane.venue.edge.SyncAnswer;
import org.facelane.venue.edge.SyncAsk;
import org.facelane.venue.edge.TicketAsk;
import org.facelane.venue.edge.WireText;
import org.facelane.venue.edge.agent.LedgerDesk.Question;
import org.facelane.venue.keys.SigningKey;

/// An agent's way to its server: signed calls over HTTP. Safe for use by several threads.
final class OfficeLink implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(OfficeLink.class.getName());
    private static final int OK = 200;
    private static final int OUT_OF_TURN = 409;
    private static final int REVOKED = 410;

    private final URI server;
    private final AgentId agent;
    private final SigningKey key;
    private volatile Patience patience;
    private final HttpClient http;
    private volatile boolean heard;
    private final Map<Strand, Long> numbers = new ConcurrentHashMap<>();

    /// How long an answer is waited for.
    ///
    /// @param sync a page of a gallery may be long
    /// @param admit until the server says otherwise
    /// @param admit somebody waits before the gate
    record Patience(Duration sync, Duration admit) {
        static final Patience DEFAULT = new Patience(Duration.ofSeconds(10), Duration.ofMillis(1_500));
    }

    /// What became of a call.
    sealed interface Reply {
        record Answered(byte[] body) implements Reply {}

        /// The server says that this agent is one no more.
        ///
        /// @param kept the number up to which what it told is kept for the organiser
        record Revoked(long kept) implements Reply {}

        /// Nobody answered, or not with an answer; whether the server heard is not known.
        record Unreached(String why) implements Reply {}
    }

    OfficeLink(AgentFolder.Identity identity, Patience patience) {
        this.server = identity.server();
        this.agent = identity.agent();
        this.key = identity.key();
        this.patience = requireNonNull(patience, "patience is null");
        http = client(patience.admit());
    }

    /// Joins: shows the code, and the public half of the key.
    ///
    /// @return empty if the code is worth nothing
    /// @throws IOException if the server does not answer
    static Optional<Join.Answer> join(URI server, String code, SigningKey key)
            throws IOException, InterruptedException {
        try (HttpClient http = client(Duration.ofSeconds(5))) {
            HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve(Join.PATH))
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofByteArray(WireText.write(Join.Ask.of(code, key))));
            HttpResponse<byte[]> response = TimedCall.send(http, request, bytes(), Duration.ofSeconds(10));
            return switch (response.statusCode()) {
                case OK -> Optional.of(WireText.read(response.body(), Join.Answer.class));
                case 404 -> Optional.empty();
                default -> throw new IOException("the server answered " + response.statusCode());
            };
        } catch (ConnectException e) {
            throw new IOException("nobody answers at " + server, e);
        } catch (IllegalArgumentException e) {
            throw new IOException("the answer of " + server + " makes no sense", e);
        }
    }

    /// From now on it is waited so long for the word whether to admit.
    void answersWithin(Duration admit) {
        patience = new Patience(patience.sync(), admit);
    }

    /// Whether the server answered last.
    boolean isHeard() {
        return heard;
    }

    Reply sync(SyncAsk ask) throws InterruptedException {
        Reply reply = call(Strand.SYNC, SyncAsk.PATH, WireText.write(ask), patience.sync());
        switch (reply) {
            case Reply.Answered _ -> {
                if (!heard) {
                    LOG.log(INFO, "event=server-heard");
                }
                heard = true;
            }
            case Reply.Revoked _ -> {}
            case Reply.Unreached(String why) -> hearsNot(why);
        }
        return reply;
    }

    private void hearsNot(String why) {
        if (heard) {
            LOG.log(WARNING, "event=server-not-heard why=\"{0}\"", why);
        }
        heard = false;
    }

    /// Says that this agent holds no gallery any more.
    Reply leave() throws InterruptedException {
        return call(Strand.SYNC, Leave.PATH, new byte[0], patience.sync());
    }

    /// Waits for news; see [NewsWait].
    ///
    /// @return how often the lane's bell was rung by now; empty if the server does not answer
    OptionalLong awaitNews(long rung) throws InterruptedException {
        Duration within = NewsWait.HOLD.plus(patience.sync());
        Reply reply = call(Strand.NEWS, NewsWait.PATH, WireText.write(new NewsWait(rung)), within);
        try {
            return reply instanceof Reply.Answered(byte[] body)
                    ? OptionalLong.of(WireText.read(body, NewsWait.class).rung())
                    : OptionalLong.empty();
        } catch (IllegalArgumentException e) {
            LOG.log(WARNING, "event=answer-makes-no-sense", e);
            return OptionalLong.empty();
        }
    }

    /// Asks the server to admit, while it is heard.
    ///
    /// @return empty if it does not answer in time, or not with an outcome
    Optional<AdmissionOutcome> ask(Question question) {
        return switch (question) {
            case Question.Recognised(FaceAdmission request) ->
                admit(AdmitAsk.PATH, AdmitAsk.of(request), request.ticket(), request.lane());
            case Question.Shown(TicketAdmission request, TicketId ticket) ->
                admit(TicketAsk.PATH, TicketAsk.of(request), ticket, request.lane());
            case Question.Along(AdmissionId lead, TicketId companion, LaneId lane) ->
                admit(AlongAsk.PATH, AlongAsk.of(lead, companion), companion, lane);
        };
    }

    /// Asks about a code of which the agent was told nothing, while the server is heard.
    ///
    /// @return empty if the server does not answer in time, or not with an answer
    Optional<FindAsk.Answer> find(String code) {
        return soon(FindAsk.PATH, new FindAsk(code), body -> WireText.read(body, FindAsk.Answer.class));
    }

    private Optional<AdmissionOutcome> admit(String path, Object ask, TicketId ticket, LaneId lane) {
        return soon(path, ask, body -> WireText.read(body, AdmitAnswer.class).outcome(ticket, lane));
    }

    /// Somebody waits before the gate: a server that does not answer in time is not asked again until it is heard.
    ///
    /// @param reader of the answer; throws an IllegalArgumentException if it is none
    private <T> Optional<T> soon(String path, Object ask, Function<byte[], T> reader) {
        Optional<T> answer = heard ? answer(path, ask, reader) : Optional.empty();
        if (answer.isEmpty()) {
            hearsNot("it did not answer in time whether to admit");
        }
        return answer;
    }

    private <T> Optional<T> answer(String path, Object ask, Function<byte[], T> reader) {
        try {
            Reply reply = call(Strand.ADMIT, path, WireText.write(ask), patience.admit());
            return reply instanceof Reply.Answered(byte[] body) ? Optional.of(reader.apply(body)) : Optional.empty();
        } catch (IllegalArgumentException e) {
            LOG.log(WARNING, "event=answer-makes-no-sense", e);
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    static SyncAnswer answer(Reply.Answered reply) {
        return WireText.read(reply.body(), SyncAnswer.class);
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    /// One call of a strand at a time: numbers must arrive in their order. A number that is behind is put right
    /// once.
    private Reply call(Strand strand, String path, byte[] body, Duration within) throws InterruptedException {
        try {
            HttpResponse<byte[]> response = send(strand, path, body, within);
            if (response.statusCode() == OUT_OF_TURN) {
                numbers.put(strand, Long.parseLong(new String(response.body(), US_ASCII).strip()));
                response = send(strand, path, body, within);
            }
            return switch (response.statusCode()) {
                case OK -> new Reply.Answered(response.body());
                case REVOKED -> new Reply.Revoked(number(response.body()));
                default -> new Reply.Unreached("the server answered " + response.statusCode());
            };
        } catch (IOException | NumberFormatException e) {
            LOG.log(DEBUG, "event=server-not-reached", e);
            return new Reply.Unreached(e.getClass().getSimpleName() + ": " + e.getMessage());
        }
    }

    private static long number(byte[] text) {
        return text.length == 0 ? 0 : Long.parseLong(new String(text, US_ASCII).strip());
    }

    private HttpResponse<byte[]> send(Strand strand, String path, byte[] body, Duration within)
            throws IOException, InterruptedException {
        long number = numbers.merge(strand, 1L, Long::sum);
        HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve(path))
                .header("Content-Type", "application/json")
                .header(
                        SignedCall.HEADER,
                        SignedCall.of(key, agent, strand, number, path, body).header())
                .POST(BodyPublishers.ofByteArray(body));
        return TimedCall.send(http, request, bytes(), within);
    }

    private static BodyHandler<byte[]> bytes() {
        return BodyHandlers.limiting(BodyHandlers.ofByteArray(), WireText.BYTES_MAX);
    }

    private static HttpClient client(Duration connect) {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(connect)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    /// Waits for news while the server is heard, and has the agent ask at once when there is some.
    static final class Ear implements AutoCloseable {
        /// Before it tries again after a call that got no answer.
        private static final Duration PAUSE = Duration.ofSeconds(1);

        /// So that a server which is about to end is not asked in circles.
        private static final Duration BREATH = Duration.ofMillis(50);

        private final OfficeLink link;
        private final Runnable news;
        private final Thread thread;

        /// @param news called when there is something to ask for
        Ear(OfficeLink link, Runnable news) {
            this.link = requireNonNull(link, "link is null");
            this.news = requireNonNull(news, "news is null");
            thread = Thread.ofVirtual().name("agent news").unstarted(this::listen);
        }

        void start() {
            thread.start();
        }

        @Override
        public void close() {
            thread.interrupt();
        }

        private void listen() {
            long rung = 0;
            try {
                while (!Thread.currentThread().isInterrupted()) {
                    OptionalLong now = link.isHeard() ? link.awaitNews(rung) : OptionalLong.empty();
                    if (now.isPresent() && now.getAsLong() != rung) {
                        rung = now.getAsLong();
                        news.run();
                    }
                    Thread.sleep(now.isPresent() ? BREATH : PAUSE);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
