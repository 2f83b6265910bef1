package org.facelane.venue.camera;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CameraAddressTest {
    @Test
    void keepsThePasswordAndShowsItNowhere() {
        for (String text : List.of(
                "rtsp://door:s3cret@10.0.0.7:554/Streaming/Channels/102?key=s3cret",
                "https://door:s3cret@camera.example/mjpg/video.mjpg?pwd=s3cret")) {
            CameraAddress address = CameraAddress.parse(text).orElseThrow();
            assertThat(address.text()).isEqualTo(text);
            assertThat(address.shown()).doesNotContain("s3cret").doesNotContain("door");
            assertThat(address.toString()).doesNotContain("s3cret");
            assertThat(StreamOptions.of(address, CameraLimits.DEFAULT).toString())
                    .doesNotContain("s3cret");
        }
        assertThat(CameraAddress.parse("rtsp://door:s3cret@10.0.0.7:554/102")
                        .orElseThrow()
                        .shown())
                .isEqualTo("rtsp://10.0.0.7:554/102");
    }

    @Test
    void refusesWhatIsNoCamera() {
        for (String text : List.of(
                "",
                "camera",
                "rtsp://",
                "ftp://camera/video",
                "concat:/etc/passwd|/etc/shadow",
                "v4l2:/etc/passwd",
                "v4l2:/dev/../etc/passwd",
                "file:relative.mp4",
                "file://host/video.mp4 ",
                "http://camera/\nmjpeg",
                "rtsp://camera/" + "a".repeat(500))) {
            assertThat(CameraAddress.parse(text)).as(text).isEmpty();
        }
    }

    @Test
    void tellsFfmpegItsReaderAndNothingThatLeadsElsewhere() {
        assertThat(options("rtsp://camera/1"))
                .returns(Optional.of("rtsp"), StreamOptions::format)
                .extracting(StreamOptions::options)
                .satisfies(options -> assertThat(options)
                        .containsEntry("rtsp_transport", "tcp")
                        .containsEntry("timeout", "5000000")
                        .doesNotContainEntry("protocol_whitelist", "file"));
        assertThat(options("http://camera/mjpeg"))
                .returns(Optional.of("mpjpeg"), StreamOptions::format)
                .returns("http,https,tcp,tls", each -> each.options().get("protocol_whitelist"));
        assertThat(options("v4l2:/dev/video2"))
                .returns(Optional.of("video4linux2"), StreamOptions::format)
                .returns("/dev/video2", StreamOptions::url)
                .returns("1280x720", each -> each.options().get("video_size"));
        assertThat(options("file:/srv/evening%201.mp4"))
                .returns(Optional.empty(), StreamOptions::format)
                .returns("file:/srv/evening 1.mp4", StreamOptions::url)
                .returns("file", each -> each.options().get("protocol_whitelist"));
    }

    @Test
    void waitsTwiceAsLongEachTime_andNeverAllCamerasTheSame() {
        CameraLimits limits = CameraLimits.DEFAULT;
        assertThat(limits.retryAfter(1, 1)).isEqualTo(Duration.ofMillis(500));
        assertThat(limits.retryAfter(1, 0)).isEqualTo(Duration.ofMillis(250));
        assertThat(limits.retryAfter(3, 1)).isEqualTo(Duration.ofSeconds(2));
        assertThat(limits.retryAfter(1_000_000, 1)).isEqualTo(Duration.ofSeconds(15));
    }

    private static StreamOptions options(String address) {
        return StreamOptions.of(CameraAddress.parse(address).orElseThrow(), CameraLimits.DEFAULT);
    }
}
