package org.facelane.venue.trial;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A browser as the server sees it: cookies, the page's token, JSON. Safe for use by several threads.
public final class Visitor {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration CONNECTED_WITHIN = Duration.ofSeconds(10);

    private final String url;
    private final HttpClient client;
    private final Duration patience;
    private volatile Map<String, String> token;

    public Visitor(String url) {
        this(url, PATIENCE);
    }

    /// @param patience for an answer
    public Visitor(String url, Duration patience) {
        this(
                url,
                HttpClient.newBuilder()
                        .cookieHandler(new CookieManager())
                        .connectTimeout(CONNECTED_WITHIN)
                        .build(),
                patience,
                Map.of());
    }

    private Visitor(String url, HttpClient client, Duration patience, Map<String, String> token) {
        this.url = requireNonNull(url, "url is null");
        this.client = requireNonNull(client, "client is null");
        this.patience = requireNonNull(patience, "patience is null");
        this.token = requireNonNull(token, "token is null");
    }

    /// The same browser, with the same page open, before a server at another port.
    public Visitor at(String elsewhere) {
        return new Visitor(elsewhere, client, patience, token);
    }

    /// What came back; status 0 if nothing did.
    ///
    /// @param json null-free; a missing node where the body is no JSON
    public record Answer(int status, String body, JsonNode json, HttpHeaders headers) {
        private static final Answer NONE =
                new Answer(0, "", JSON.createObjectNode(), HttpHeaders.of(Map.of(), (_, _) -> true));

        public Answer {
            requireNonNull(body, "body is null");
            requireNonNull(json, "json is null");
            requireNonNull(headers, "headers is null");
        }

        public boolean isSuccess() {
            return status / 100 == 2;
        }

        /// A field of the body.
        public String text(String field) {
            return json.path(field).asString("");
        }

        /// Empty if there is none.
        public String header(String name) {
            return headers.firstValue(name).orElse("");
        }

        /// @throws IllegalStateException unless it is a success
        public Answer orFail(String what) {
            if (!isSuccess()) {
                throw new IllegalStateException(what + " was answered " + this);
            }
            return this;
        }

        @Override
        public String toString() {
            return status + " " + body;
        }
    }

    /// Signed in from now on.
    ///
    /// @throws IllegalStateException if that is not answered with a success
    public Visitor as(String name, String password) {
        tried("POST", "/api/sign-in", json(Map.of("name", name, "password", password)), "application/json")
                .orFail("signing in");
        takeToken();
        return this;
    }

    /// The first organiser from now on, by the link that the server's start made.
    ///
    /// @return the password that was chosen
    public String becomesOrganiser(String link) {
        String password = UUID.randomUUID().toString();
        Answer opened = post(
                        "/api/sign-in/link",
                        Map.of(
                                "token",
                                link.substring(link.indexOf('=') + 1),
                                "name",
                                "organiser",
                                "password",
                                password))
                .orFail("becoming the organiser");
        if (opened.text("next").equals("SIGNED_IN")) {
            takeToken();
        }
        return password;
    }

    /// Goes on with the token of a page that is opened now, after steps that signed in by themselves.
    public Visitor opensAPage() {
        takeToken();
        return this;
    }

    /// With this header in every request.
    public Visitor with(String header, String value) {
        token = Map.of(header, value);
        return this;
    }

    public Visitor withoutToken() {
        token = Map.of();
        return this;
    }

    public Answer get(String path) {
        return send("GET", path, BodyPublishers.noBody(), "");
    }

    public Answer delete(String path) {
        return send("DELETE", path, BodyPublishers.noBody(), "");
    }

    public Answer post(String path) {
        return send("POST", path, BodyPublishers.noBody(), "");
    }

    public Answer post(String path, Object body) {
        return send("POST", path, json(body), "application/json");
    }

    /// As [#post(String, Object)]; an answer that does not come in time is one of status 0.
    public Answer tryPost(String path, Object body) {
        return tried("POST", path, json(body), "application/json");
    }

    public Answer post(String path, byte[] body, String type) {
        return send("POST", path, BodyPublishers.ofByteArray(body), type);
    }

    /// An answer that does not end, to be read as it comes.
    public InputStream open(String path) {
        try {
            return client.send(HttpRequest.newBuilder(URI.create(url + path)).build(), BodyHandlers.ofInputStream())
                    .body();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException("GET " + path + " got no answer", e);
        }
    }

    public HttpClient client() {
        return client;
    }

    /// @param type of the body, empty if it has none
    /// @throws IllegalStateException if no answer comes in time
    public Answer send(String method, String path, BodyPublisher body, String type) {
        Answer answer = tried(method, path, body, type);
        if (answer.status() == 0) {
            throw new IllegalStateException(method + " " + path + " got no answer");
        }
        return answer;
    }

    /// As [#send], but an answer that does not come in time is one of status 0: whoever asks decides whether that
    /// matters.
    Answer tried(String method, String path, BodyPublisher body, String type) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url + path)).method(method, body);
        if (!type.isEmpty()) {
            request.header("Content-Type", type);
        }
        token.forEach(request::header);
        CompletableFuture<HttpResponse<String>> sent = client.sendAsync(request.build(), BodyHandlers.ofString());
        try {
            HttpResponse<String> response = sent.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            String kind = response.headers().firstValue("Content-Type").orElse("");
            JsonNode parsed = kind.contains("json") ? JSON.readTree(response.body()) : JSON.createObjectNode();
            return new Answer(response.statusCode(), response.body(), parsed, response.headers());
        } catch (ExecutionException | TimeoutException e) {
            sent.cancel(true);
            return Answer.NONE;
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static BodyPublisher json(Object body) {
        return BodyPublishers.ofString(JSON.writeValueAsString(body));
    }

    private void takeToken() {
        JsonNode csrf =
                tried("GET", "/api/me", BodyPublishers.noBody(), "").json().path("csrf");
        String header = csrf.path("header").asString("");
        token = header.isEmpty() ? Map.of() : Map.of(header, csrf.path("token").asString(""));
    }
}
