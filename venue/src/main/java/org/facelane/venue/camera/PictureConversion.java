package org.facelane.venue.camera;

import static java.util.Objects.requireNonNull;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_RGB24;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;
import static org.bytedeco.ffmpeg.global.swscale.SWS_ACCURATE_RND;
import static org.bytedeco.ffmpeg.global.swscale.SWS_AREA;
import static org.bytedeco.ffmpeg.global.swscale.SWS_FULL_CHR_H_INT;
import static org.bytedeco.ffmpeg.global.swscale.sws_alloc_context;
import static org.bytedeco.ffmpeg.global.swscale.sws_free_context;
import static org.bytedeco.ffmpeg.global.swscale.sws_scale_frame;

import java.nio.ByteBuffer;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.facelane.face.Image;
import org.facelane.face.image.DecodeLimits;

/// A decoded video's picture becomes an [Image], shrunk to what a lane looks at, whatever its size and colours are;
/// they may change from one picture to the next. About 2 ms for 1,280 × 720 pixels. Used by one thread.
final class PictureConversion implements AutoCloseable {
    private final DecodeLimits limits;
    private final SwsContext context = sws_alloc_context();
    private final AVFrame rgb = av_frame_alloc();

    PictureConversion(DecodeLimits limits) {
        this.limits = requireNonNull(limits, "limits is null");
        context.flags(SWS_AREA | SWS_ACCURATE_RND | SWS_FULL_CHR_H_INT);
    }

    /// @throws StreamBroken if the picture has more pixels than the limits allow
    Image convert(AVFrame frame) throws StreamBroken {
        if ((long) frame.width() * frame.height() > limits.pixelsMax()) {
            throw new StreamBroken(CameraTrouble.NOT_READABLE);
        }
        double scale = Math.min(1, (double) limits.sideMax() / Math.max(frame.width(), frame.height()));
        int width = Math.max(1, (int) Math.round(frame.width() * scale));
        int height = Math.max(1, (int) Math.round(frame.height() * scale));
        try {
            rgb.width(width).height(height).format(AV_PIX_FMT_RGB24);
            if (av_frame_get_buffer(rgb, 0) < 0 || sws_scale_frame(context, rgb, frame) < 0) {
                throw new StreamBroken(CameraTrouble.NOT_READABLE);
            }
            return new Image(width, height, rows(width, height));
        } finally {
            av_frame_unref(rgb);
        }
    }

    @Override
    public void close() {
        av_frame_free(rgb);
        sws_free_context(context);
    }

    /// FFmpeg's rows begin at round addresses.
    private byte[] rows(int width, int height) {
        int stride = rgb.linesize(0);
        ByteBuffer buffer = rgb.data(0).capacity((long) stride * height).asByteBuffer();
        byte[] bytes = new byte[3 * width * height];
        for (int y = 0; y < height; y++) {
            buffer.get(y * stride, bytes, 3 * width * y, 3 * width);
        }
        return bytes;
    }
}
