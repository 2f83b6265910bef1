package org.facelane.venue.http;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.facelane.face.Sha256;
import org.facelane.venue.http.route.Json;
import org.facelane.venue.http.route.Problems;
import org.facelane.venue.http.route.Route;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/// The pages and what they are made of, from the class path. There is nothing personal in them: everything personal is
/// asked for by their scripts.
public final class Pages {
    private static final Pattern ASSET = Pattern.compile("[a-z0-9][a-z0-9._-]{0,80}");
    private static final Map<String, MediaType> TYPES = Map.of(
            "js", MediaType.parseMediaType("text/javascript;charset=utf-8"),
            "css", MediaType.parseMediaType("text/css;charset=utf-8"),
            "svg", MediaType.parseMediaType("image/svg+xml"),
            "html", MediaType.parseMediaType("text/html;charset=utf-8"));

    private final Version version;
    private final Map<String, Content> contents = new ConcurrentHashMap<>();

    /// What runs here.
    ///
    /// @param commit of the sources, or `unknown` where the build did not know
    public record Version(String version, String commit, String model) {
        /// As the build wrote it down.
        public static Version ofBuild(String model) {
            Properties build = new Properties();
            try (InputStream in = Pages.class.getResourceAsStream("/build.properties")) {
                if (in != null) {
                    build.load(in);
                }
            } catch (IOException e) {
                throw new UncheckedIOException("build.properties cannot be read", e);
            }
            return new Version(
                    build.getProperty("version", "development"), build.getProperty("commit", "unknown"), model);
        }
    }

    private record Content(byte[] bytes, MediaType type, String tag) {}

    Pages(Version version) {
        this.version = requireNonNull(version, "version is null");
    }

    List<Route> routes() {
        return List.of(
                Route.get(
                        "/",
                        _ -> ServerResponse.seeOther(URI.create("/organiser")).build()),
                Route.get("/sign-in", page("sign-in")),
                Route.get("/organiser", page("organiser")),
                Route.get("/steward", page("steward")),
                Route.get("/officer", page("officer")),
                Route.get("/account", page("account")),
                Route.get("/lane", page("lane")),
                Route.get("/lane/screen", page("screen")),
                Route.get("/enrol/{token}", page("enrol")),
                Route.get("/receipt/{token}", page("receipt")),
                Route.get("/assets/{name}", this::asset),
                Route.get("/api/version", _ -> Json.ok(version)));
    }

    private HandlerFunction<ServerResponse> page(String name) {
        return _ -> answer("static/" + name + ".html");
    }

    private ServerResponse asset(ServerRequest request) throws IOException {
        String name = request.pathVariable("name");
        return ASSET.matcher(name).matches() ? answer("static/assets/" + name) : Problems.NO_SUCH_PAGE.answer();
    }

    private ServerResponse answer(String resource) throws IOException {
        Optional<Content> content = content(resource);
        if (content.isEmpty()) {
            return Problems.NO_SUCH_PAGE.answer();
        }
        return ServerResponse.ok()
                .contentType(content.get().type())
                .cacheControl(CacheControl.noCache())
                .eTag(content.get().tag())
                .body(content.get().bytes());
    }

    private Optional<Content> content(String resource) throws IOException {
        Content known = contents.get(resource);
        if (known != null) {
            return Optional.of(known);
        }
        try (InputStream in = Pages.class.getClassLoader().getResourceAsStream(resource)) {
            if (in == null) {
                return Optional.empty();
            }
            byte[] bytes = in.readAllBytes();
            MediaType type = TYPES.getOrDefault(
                    resource.substring(resource.lastIndexOf('.') + 1), MediaType.APPLICATION_OCTET_STREAM);
            Content content = new Content(bytes, type, '"' + digest(bytes) + '"');
            contents.put(resource, content);
            return Optional.of(content);
        }
    }

    private static String digest(byte[] bytes) {
        return HexFormat.of().formatHex(Sha256.of(bytes), 0, 12);
    }
}
