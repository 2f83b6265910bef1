package org.facelane.venue.pretix;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

/// Where an event is at pretix.
///
/// @param url of the server, without a path at its end
/// @param organizer the organiser's short name there
/// @param slug the event's short name there
/// @param list the number of the list by which its doors let in
public record PretixConnection(URI url, String organizer, String slug, long list) {
    private static final Pattern SHORT_NAME = Pattern.compile("[A-Za-z0-9._-]{1,100}");

    public PretixConnection {
        requireNonNull(url, "url is null");
        boolean web = "https".equals(url.getScheme()) || "http".equals(url.getScheme());
        if (!web || url.getHost() == null || url.getRawUserInfo() != null || url.getRawQuery() != null) {
            throw new IllegalArgumentException("pretix is at an address like https://pretix.example, got " + url);
        }
        if (!SHORT_NAME.matcher(organizer).matches()
                || !SHORT_NAME.matcher(slug).matches()) {
            throw new IllegalArgumentException("short names have letters, digits, dots, dashes and underscores, got "
                    + organizer + " and " + slug);
        }
        if (list < 1) {
            throw new IllegalArgumentException("lists are numbered from 1, got " + list);
        }
    }

    /// The address of a call.
    ///
    /// @param path from `/api/v1/` on
    URI at(String path) {
        return at(url, path);
    }

    /// The address of a call to this server.
    static URI at(URI url, String path) {
        return URI.create(base(url) + "/api/v1/" + path);
    }

    /// Whether the organiser, and so its devices, are the same.
    boolean isOfSameOrganizer(PretixConnection other) {
        return base(url).equals(base(other.url)) && organizer.equals(other.organizer);
    }

    /// The address of a call about the organiser.
    URI ofOrganizer(String path) {
        return at("organizers/" + organizer + "/" + path);
    }

    /// The address of a call about the event.
    URI ofEvent(String path) {
        return ofOrganizer("events/" + slug + "/" + path);
    }

    /// The page that follows, where a server names one. One that sends its reader elsewhere is not followed: the
    /// token is for this one.
    ///
    /// @param list what is read page by page
    static Optional<URI> next(URI list, String text) {
        String address = list.toString();
        int query = address.indexOf('?');
        String path = query < 0 ? address : address.substring(0, query);
        return Optional.of(text).filter(given -> given.startsWith(path + "?")).map(URI::create);
    }

    private static String base(URI url) {
        String text = url.toString();
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }
}
