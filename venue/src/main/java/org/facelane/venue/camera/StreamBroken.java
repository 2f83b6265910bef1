package org.facelane.venue.camera;

import static java.util.Objects.requireNonNull;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_DECODER_NOT_FOUND;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_DEMUXER_NOT_FOUND;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EACCES;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_ENOENT;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_HTTP_BAD_REQUEST;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_HTTP_FORBIDDEN;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_HTTP_NOT_FOUND;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_HTTP_OTHER_4XX;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_HTTP_UNAUTHORIZED;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_INVALIDDATA;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_STREAM_NOT_FOUND;

/// A camera gives no further picture on this connection.
final class StreamBroken extends Exception {
    private static final long serialVersionUID = 1;

    /// `EBUSY` and `EINVAL` of every system we run on; FFmpeg's binding has no name for them.
    private static final int BUSY = -16;

    private static final int INVALID = -22;

    private final CameraTrouble trouble;

    StreamBroken(CameraTrouble trouble) {
        super(trouble.says());
        this.trouble = requireNonNull(trouble, "trouble is null");
    }

    CameraTrouble trouble() {
        return trouble;
    }

    /// What FFmpeg's number means to whoever stands before a dark lane.
    ///
    /// @param code negative, as FFmpeg returned it when an address was opened
    /// @param late whether its time was up
    static StreamBroken opening(int code, boolean late) {
        if (late) {
            return new StreamBroken(CameraTrouble.UNREACHABLE);
        }
        if (code == AVERROR_HTTP_UNAUTHORIZED || code == AVERROR_HTTP_FORBIDDEN) {
            return new StreamBroken(CameraTrouble.REFUSED);
        }
        if (code == AVERROR_HTTP_NOT_FOUND
                || code == AVERROR_HTTP_BAD_REQUEST
                || code == AVERROR_HTTP_OTHER_4XX
                || code == AVERROR_ENOENT()) {
            return new StreamBroken(CameraTrouble.NOT_THERE);
        }
        if (code == BUSY || code == AVERROR_EACCES()) {
            return new StreamBroken(CameraTrouble.IN_USE);
        }
        if (code == INVALID
                || code == AVERROR_INVALIDDATA
                || code == AVERROR_STREAM_NOT_FOUND
                || code == AVERROR_DECODER_NOT_FOUND
                || code == AVERROR_DEMUXER_NOT_FOUND) {
            return new StreamBroken(CameraTrouble.NOT_READABLE);
        }
        return new StreamBroken(CameraTrouble.UNREACHABLE);
    }
}
