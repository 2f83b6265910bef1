package org.facelane.venue.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import org.facelane.face.ModelVersion;
import org.facelane.venue.http.Pages;

/// What runs here, as the build wrote it down.
final class BuildVersion {
    private BuildVersion() {}

    static Pages.Version of(ModelVersion model) {
        Properties build = new Properties();
        try (InputStream in = BuildVersion.class.getResourceAsStream("/build.properties")) {
            if (in != null) {
                build.load(in);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("build.properties cannot be read", e);
        }
        return new Pages.Version(
                build.getProperty("version", "development"), build.getProperty("commit", "unknown"), model.value());
    }
}
