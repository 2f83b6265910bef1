package org.facelane.venue.camera;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Where a camera is, as a technician gives it. Its text may hold a name and a password: only [#shown] goes into logs,
/// onto pages and into answers.
public sealed interface CameraAddress {
    /// What an address may look like, for whoever gave another.
    String FORMS = "Give rtsp://host/path, http://host/path of a Motion JPEG stream, v4l2:/dev/video0 for a USB camera"
            + " at the same machine, or file:/path of a video; a name and password as rtsp://name:password@host/path.";

    /// The longest address.
    int LENGTH_MAX = 500;

    /// A network camera: one that speaks RTSP, or one that sends one JPEG after another over HTTP.
    record Network(URI uri) implements CameraAddress {
        private static final Set<String> SCHEMES = Set.of("rtsp", "rtsps", "http", "https");

        public Network {
            if (!SCHEMES.contains(uri.getScheme()) || uri.getHost() == null) {
                throw new IllegalArgumentException("a network camera is at rtsp://host/path or http://host/path");
            }
        }

        /// Otherwise it sends Motion JPEG.
        public boolean speaksRtsp() {
            return uri.getScheme().startsWith("rtsp");
        }

        @Override
        public String text() {
            return uri.toString();
        }

        @Override
        public String shown() {
            String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
            return uri.getScheme() + "://" + uri.getHost() + port + uri.getRawPath();
        }

        @Override
        public String toString() {
            return shown();
        }
    }

    /// A camera at this machine, through Video4Linux.
    ///
    /// @param device for example `/dev/video0`
    record Usb(String device) implements CameraAddress {
        private static final Pattern DEVICE = Pattern.compile("/dev/(video\\d{1,3}|v4l/by-(id|path)/[\\w.:+-]{1,200})");

        public Usb {
            if (!DEVICE.matcher(device).matches()) {
                throw new IllegalArgumentException("a USB camera is /dev/video0 or the like, got " + device);
            }
        }

        @Override
        public String text() {
            return "v4l2:" + device;
        }

        @Override
        public String shown() {
            return text();
        }
    }

    /// A video at this machine, played once and in real time.
    record VideoFile(Path file) implements CameraAddress {
        public VideoFile {
            requireNonNull(file, "file is null");
            if (!file.isAbsolute()) {
                throw new IllegalArgumentException("a video is given by its whole path, got " + file);
            }
        }

        @Override
        public String text() {
            return "file:" + file;
        }

        @Override
        public String shown() {
            return text();
        }
    }

    /// The address as it was given, with the password.
    String text();

    /// The address without name and password, and without what follows a question mark: some cameras take a
    /// password there.
    String shown();

    /// @return empty if `text` has none of the [#FORMS]
    static Optional<CameraAddress> parse(String text) {
        if (text.length() > LENGTH_MAX || text.chars().anyMatch(c -> c <= ' ' || c == 0x7f)) {
            return Optional.empty();
        }
        try {
            URI uri = new URI(text);
            if (uri.getScheme() == null || uri.getRawFragment() != null) {
                return Optional.empty();
            }
            return switch (uri.getScheme()) {
                case "rtsp", "rtsps", "http", "https" -> Optional.of(new Network(uri));
                case "v4l2" -> Optional.of(new Usb(uri.getRawSchemeSpecificPart()));
                case "file" ->
                    uri.getPath() == null ? Optional.empty() : Optional.of(new VideoFile(Path.of(uri.getPath())));
                case String _ -> Optional.empty();
            };
        } catch (URISyntaxException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
