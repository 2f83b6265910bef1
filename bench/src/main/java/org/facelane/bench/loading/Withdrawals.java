package org.facelane.bench.loading;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.facelane.bench.Arguments;
import org.facelane.venue.Erasure;
import org.facelane.venue.Event;
import org.facelane.venue.GuestId;
import org.facelane.venue.Lane;
import org.facelane.venue.LaneId;
import org.facelane.venue.http.Http;
import org.facelane.venue.lane.LaneOpening;
import org.facelane.venue.server.Server;
import org.facelane.venue.server.Settings;
import org.facelane.venue.slice.Slicing;
import org.facelane.venue.store.Sql;

/// How long a withdrawal takes until no lane recognises the guest: a whole server with a full gallery, two lanes that
/// look at a picture all the time, and guests who press the button on their receipt at random moments. The gallery may
/// be split by entrance while the lanes run. Run by `bench/withdrawals`.
public final class Withdrawals {
    private static final String USAGE =
            "--home <folder with models and samples> --data <empty folder> [--references <number>] [--withdrawals"
                    + " <number>] [--slices <yes|no>]";
    private static final int PAUSE_MILLIS_MAX = 1_000;
    private static final int LOOK_AGAIN_MILLIS = 5;
    private static final double MILLION = 1e6;

    private Withdrawals() {}

    public static void main(String... commandLine) throws IOException, InterruptedException {
        Arguments arguments = Arguments.parse(USAGE, commandLine);
        Path home = arguments.folder("--home");
        int references = arguments.number("--references", 60_000);
        int withdrawals = arguments.number("--withdrawals", 200);
        boolean isSplit = arguments.text("--slices", "no").equals("yes");
        Settings settings = Settings.in(
                Path.of(arguments.text("--data")),
                Map.of(
                        "port",
                        "0",
                        "models",
                        home.resolve("models/default").toString(),
                        "guest-requests-max",
                        "100000"));
        byte[] picture = Files.readAllBytes(home.resolve("samples/people/02/arrive.jpg"));
        try (Server server = Server.start(settings);
                HttpClient client = HttpClient.newHttpClient()) {
            Http.Parts parts = server.parts();
            Event event = GalleryLoading.event();
            parts.opening().openRehearsal(event, "bench", Instant.now());
            server.rehearsal().fill(event.id(), references, 1, Instant.now());
            List<LookingLane> lanes = List.of(
                    LookingLane.open(server, client, lane(parts, event, "North"), picture),
                    LookingLane.open(server, client, lane(parts, event, "South"), picture));
            for (LookingLane lane : lanes) {
                lane.awaitScreen();
            }
            if (isSplit) {
                split(parts, event, lanes);
            }
            report(measure(server, client, event, withdrawals), references, isSplit);
            lanes.forEach(LookingLane::close);
        }
    }

    /// Every other guest comes in at the south. Until a lane has gone over to its slice it finds a guest of the
    /// other entrance; the first ones to withdraw are erased meanwhile.
    private static void split(Http.Parts parts, Event event, List<LookingLane> lanes) {
        parts.database().transactInBulk(tx -> Sql.update(tx, """
            update ticket t set entrance = case when n.number % 2 = 0 then 'North' else 'South' end
            from (select id, row_number() over (order by id) as number from ticket where event_id = ?) n
            where t.id = n.id
            """, event.id().value()));
        long asked = System.nanoTime();
        parts.slices().set(event.id(), new Slicing(true, false), "bench", Instant.now());
        System.out.printf(
                Locale.ROOT,
                "split by entrance for %d lanes that run, in %.0f ms%n",
                lanes.size(),
                (System.nanoTime() - asked) / MILLION);
    }

    private static List<Long> measure(Server server, HttpClient client, Event event, int count)
            throws IOException, InterruptedException {
        Http.Parts parts = server.parts();
        Random moments = new Random(1);
        List<GuestId> guests = parts.database()
                .read(tx -> Sql.list(
                        tx,
                        "select id from guest where event_id = ? order by id limit ?",
                        row -> new GuestId(Sql.uuid(row, "id")),
                        event.id().value(),
                        count));
        List<Long> nanos = new ArrayList<>();
        for (GuestId guest : guests) {
            String token =
                    parts.database().read(tx -> parts.papers().token(tx, guest)).orElseThrow();
            Thread.sleep(moments.nextInt(PAUSE_MILLIS_MAX));
            long pressed = System.nanoTime();
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(URI.create(server.url() + "/api/receipt/" + token + "/withdraw"))
                            .POST(BodyPublishers.noBody())
                            .build(),
                    BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException("withdrawing answered " + answer.statusCode() + " " + answer.body());
            }
            while (!isErased(parts.erasures().progress(guest))) {
                Thread.sleep(LOOK_AGAIN_MILLIS);
            }
            nanos.add(System.nanoTime() - pressed);
        }
        return nanos;
    }

    private static boolean isErased(Optional<Erasure> erasure) {
        return erasure.filter(Erasure.Erased.class::isInstance).isPresent();
    }

    private static LaneOpening.Opened lane(Http.Parts parts, Event event, String name) {
        Lane lane = new Lane(
                new LaneId(UUID.randomUUID()),
                event.id(),
                name,
                Optional.of(name),
                Optional.empty(),
                Lane.OnSuspicion.NOTE,
                false);
        return new LaneOpening(parts.database())
                .open(lane, "bench", Instant.now())
                .orElseThrow();
    }

    private static void report(List<Long> nanos, int references, boolean isSplit) {
        List<Long> sorted = nanos.stream().sorted().toList();
        System.out.printf(
                Locale.ROOT,
                "%,d references%s, 2 lanes looking, %d withdrawals by the receipt's link: until every lane has"
                        + " acknowledged median %.0f ms, p99 %.0f ms, longest %.0f ms%n",
                references,
                isSplit ? " split by entrance" : "",
                sorted.size(),
                sorted.get(sorted.size() / 2) / MILLION,
                sorted.get(Math.min(sorted.size() - 1, sorted.size() * 99 / 100)) / MILLION,
                sorted.getLast() / MILLION);
    }
}
