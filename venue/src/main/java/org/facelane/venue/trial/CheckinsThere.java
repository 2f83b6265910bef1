package org.facelane.venue.trial;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URLDecoder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.facelane.venue.trial.PretixServer.Checkin;

/// What was scanned at a [PretixServer], and what of it was taken back.
final class CheckinsThere {
    private final List<Checkin> all = new ArrayList<>();
    private final Set<Long> annulled = new HashSet<>();

    void add(Checkin checkin) {
        all.add(checkin);
    }

    void annul(Checkin checkin) {
        annulled.add(checkin.id());
    }

    boolean isSuccessful(Checkin checkin) {
        return !annulled.contains(checkin.id());
    }

    /// Those of a ticket that stand, oldest first.
    List<Checkin> of(String secret) {
        return all.stream()
                .filter(checkin ->
                        isSuccessful(checkin) && checkin.position().secret().equals(secret))
                .toList();
    }

    /// The one that a device made by this nonce, taken back or not.
    Optional<Checkin> by(long device, String nonce) {
        return all.stream()
                .filter(checkin -> checkin.device() == device && checkin.nonce().equals(Optional.of(nonce)))
                .findFirst();
    }

    /// A page of the record.
    Map<String, Object> history(URI server, URI asked, int pageSize) {
        String query = URLDecoder.decode(asked.getRawQuery(), UTF_8);
        Instant since = Instant.parse(query.replaceAll(".*created_since=([^&]*).*", "$1"));
        boolean onlyAnnulled = query.contains("error_reason=annulled");
        List<Map<String, Object>> results = new ArrayList<>();
        for (Checkin checkin : all) {
            if (!checkin.created().isBefore(since) && !(onlyAnnulled && isSuccessful(checkin))) {
                results.add(shown(checkin));
            }
        }
        int number = query.contains("&page=") ? Integer.parseInt(query.replaceAll(".*&page=([0-9]+).*", "$1")) : 1;
        int end = Math.min(number * pageSize, results.size());
        String path = server + asked.getPath() + "?" + asked.getRawQuery().replaceAll("&page=[0-9]+", "");
        Map<String, Object> page = new LinkedHashMap<>();
        page.put("count", results.size());
        page.put("next", end < results.size() ? path + "&page=" + (number + 1) : null);
        page.put("results", results.subList((number - 1) * pageSize, end));
        return page;
    }

    private Map<String, Object> shown(Checkin checkin) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("id", checkin.id());
        one.put("successful", isSuccessful(checkin));
        one.put("error_reason", isSuccessful(checkin) ? null : "annulled");
        one.put("position", checkin.position().id());
        one.put("datetime", checkin.datetime().toString());
        one.put("created", checkin.created().toString());
        one.put("list", PretixServer.LIST);
        one.put("type", checkin.type());
        one.put("device_id", checkin.device());
        return one;
    }
}
