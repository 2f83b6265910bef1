package org.facelane.venue.server;

import java.io.IOException;
import java.io.InputStream;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A browser as the server sees it: cookies, the page's token, JSON.
final class Visitor {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final String url;
    private final HttpClient client;
    private Map<String, String> token;

    Visitor(String url) {
        this(
                url,
                HttpClient.newBuilder()
                        .cookieHandler(new CookieManager())
                        .connectTimeout(Duration.ofSeconds(10))
                        .build(),
                Map.of());
    }

    private Visitor(String url, HttpClient client, Map<String, String> token) {
        this.url = url;
        this.client = client;
        this.token = token;
    }

    /// The same browser, with the same page open, before a server at another port.
    Visitor at(String elsewhere) {
        return new Visitor(elsewhere, client, token);
    }

    /// @param json null-free; a missing node where the body is no JSON
    record Answer(int status, String body, JsonNode json, HttpResponse<String> response) {
        /// A field of the body.
        String text(String field) {
            return json.path(field).asString("");
        }

        /// Empty if there is none.
        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        @Override
        public String toString() {
            return status + " " + body;
        }
    }

    /// Signed in from now on.
    Visitor as(String name, String password) {
        Answer signedIn = post("/api/sign-in", Map.of("name", name, "password", password));
        if (signedIn.status() != 200) {
            throw new IllegalStateException("not signed in: " + signedIn);
        }
        takeToken();
        return this;
    }

    /// The first organiser from now on, by the link that the server's start made.
    ///
    /// @return the password that was chosen
    String becomesOrganiser(Server server) {
        String link = server.organiserLink().orElseThrow();
        String password = UUID.randomUUID().toString();
        Answer opened = post(
                "/api/sign-in/link",
                Map.of("token", link.substring(link.indexOf('=') + 1), "name", "organiser", "password", password));
        if (opened.status() != 200) {
            throw new IllegalStateException("no organiser: " + opened);
        }
        if (opened.text("next").equals("SIGNED_IN")) {
            takeToken();
        }
        return password;
    }

    private void takeToken() {
        JsonNode csrf = get("/api/me").json().path("csrf");
        token = Map.of(csrf.path("header").asString(""), csrf.path("token").asString(""));
    }

    /// With this header in every request.
    Visitor with(String header, String value) {
        token = Map.of(header, value);
        return this;
    }

    Visitor withoutToken() {
        token = Map.of();
        return this;
    }

    Answer get(String path) {
        return send("GET", path, BodyPublishers.noBody(), "");
    }

    Answer delete(String path) {
        return send("DELETE", path, BodyPublishers.noBody(), "");
    }

    Answer post(String path) {
        return send("POST", path, BodyPublishers.noBody(), "");
    }

    Answer post(String path, Object json) {
        return send("POST", path, BodyPublishers.ofString(JSON.writeValueAsString(json)), "application/json");
    }

    Answer post(String path, byte[] body, String type) {
        return send("POST", path, BodyPublishers.ofByteArray(body), type);
    }

    /// An answer that does not end, to be read as it comes.
    InputStream open(String path) {
        try {
            return client.send(HttpRequest.newBuilder(URI.create(url + path)).build(), BodyHandlers.ofInputStream())
                    .body();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException("GET " + path + " got no answer", e);
        }
    }

    HttpClient client() {
        return client;
    }

    Answer send(String method, String path, BodyPublisher body, String type) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path))
                .timeout(Duration.ofSeconds(60))
                .method(method, body);
        if (!type.isEmpty()) {
            request.header("Content-Type", type);
        }
        token.forEach(request::header);
        try {
            HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
            String kind = response.headers().firstValue("Content-Type").orElse("");
            JsonNode json = kind.contains("json") ? JSON.readTree(response.body()) : JSON.createObjectNode();
            return new Answer(response.statusCode(), response.body(), json, response);
        } catch (IOException e) {
            throw new IllegalStateException(method + " " + path + " got no answer", e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }
}
