package org.facelane.venue.camera;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// What FFmpeg is told about an address: which of its readers, and with which options. Each address may reach its own
/// kind of source only: nobody's playlist leads from a camera to a file.
///
/// @param format the one reader that is used; empty for videos, where the content says it
/// @param url what is opened, with the password
/// @param options by FFmpeg's names
record StreamOptions(Optional<String> format, String url, Map<String, String> options) {
    /// Containers a video may lie in; none of them refers to another file.
    private static final String VIDEO_FORMATS = "mov,mp4,matroska,webm,avi,mpegts,mjpeg,jpeg_pipe,h264,hevc";

    StreamOptions {
        requireNonNull(format, "format is null");
        requireNonNull(url, "url is null");
        options = Map.copyOf(options);
    }

    static StreamOptions of(CameraAddress address, CameraLimits limits) {
        return switch (address) {
            case CameraAddress.Network network -> network(network, limits);
            case CameraAddress.Usb(String device) ->
                new StreamOptions(Optional.of("video4linux2"), device, Map.of("video_size", "1280x720"));
            case CameraAddress.VideoFile video ->
                new StreamOptions(
                        Optional.empty(),
                        "file:" + video.file(),
                        Map.of("protocol_whitelist", "file", "format_whitelist", VIDEO_FORMATS));
        };
    }

    private static StreamOptions network(CameraAddress.Network camera, CameraLimits limits) {
        return camera.speaksRtsp()
                ? network(
                        "rtsp",
                        camera.uri(),
                        Map.of(
                                "rtsp_transport", "tcp",
                                "allowed_media_types", "video",
                                "timeout", microseconds(limits),
                                "protocol_whitelist", "rtsp,rtsps,rtp,tcp,tls,udp"))
                : network(
                        "mpjpeg",
                        camera.uri(),
                        Map.of(
                                "rw_timeout", microseconds(limits),
                                "seekable", "0",
                                "user_agent", "Facelane",
                                "protocol_whitelist", "http,https,tcp,tls"));
    }

    /// Never the password.
    @Override
    public String toString() {
        return "StreamOptions[" + format + "]";
    }

    /// A camera's video is recognised within a second or 2 MB, and nothing waits for what comes late.
    private static StreamOptions network(String format, URI uri, Map<String, String> specific) {
        Map<String, String> options = new HashMap<>(specific);
        options.put("fflags", "nobuffer");
        options.put("probesize", "2000000");
        options.put("analyzeduration", "1000000");
        return new StreamOptions(Optional.of(format), uri.toString(), options);
    }

    private static String microseconds(CameraLimits limits) {
        return Long.toString(limits.silenceMax().toNanos() / 1_000);
    }
}
