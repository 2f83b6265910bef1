package org.facelane.venue.store;

import static java.util.Objects.requireNonNull;

/// Where a PostgreSQL is and how to sign in to it.
///
/// @param url a JDBC address, for example `jdbc:postgresql://db.example.org/facelane`
public record DatabaseAddress(String url, String name, String password) {
    private static final String SCHEME = "jdbc:postgresql:";

    public DatabaseAddress {
        requireNonNull(url, "url is null");
        requireNonNull(name, "name is null");
        requireNonNull(password, "password is null");
        if (!url.startsWith(SCHEME)) {
            throw new IllegalArgumentException(
                    "a database address starts with " + SCHEME + "//, for example " + SCHEME + "//localhost/facelane");
        }
        if (url.contains("password=")) {
            throw new IllegalArgumentException("the password has a setting of its own; take it out of the address");
        }
    }

    /// Host and database, without what signs in.
    public String host() {
        int query = url.indexOf('?');
        return url.substring(SCHEME.length(), query < 0 ? url.length() : query);
    }

    /// Never the password.
    @Override
    public String toString() {
        return "DatabaseAddress[" + host() + ", " + name + "]";
    }
}
