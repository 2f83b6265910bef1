package org.facelane.venue.camera;

import static java.util.Objects.requireNonNull;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_to_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avformat.av_find_best_stream;
import static org.bytedeco.ffmpeg.global.avformat.av_find_input_format;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_find_stream_info;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EAGAIN;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;
import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_QUIET;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_log_set_level;
import static org.bytedeco.ffmpeg.global.avutil.av_max_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_q2d;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avdevice;
import org.facelane.face.Image;
import org.jspecify.annotations.Nullable;

/// One connection to a camera, through FFmpeg, from its opening to its end. Holds native memory until it is closed: a
/// few pictures and packets, none larger than [#ALLOCATION_BYTES_MAX]. Used by one thread, inside [Cutoff#run].
final class VideoStream implements AutoCloseable {
    /// Nothing that a camera sends makes FFmpeg take more at once.
    private static final long ALLOCATION_BYTES_MAX = 128_000_000;

    /// How long a USB camera's next picture is waited for before it is asked for again.
    private static final Duration USB_PAUSE = Duration.ofMillis(5);

    static {
        // What FFmpeg would print holds addresses with passwords.
        av_log_set_level(AV_LOG_QUIET);
        av_max_alloc(ALLOCATION_BYTES_MAX);
        avdevice.avdevice_register_all();
    }

    private final Cutoff cutoff;
    private final AVFormatContext input;
    private final AVCodecContext decoder = avcodec_alloc_context3(null);
    private final AVPacket packet = av_packet_alloc();
    private final AVFrame frame = av_frame_alloc();
    private final PictureConversion conversion;
    private int video = -1;
    private double secondsPerTick;
    private boolean drained;

    private VideoStream(AVFormatContext input, CameraLimits limits, Cutoff cutoff) {
        this.input = requireNonNull(input, "input is null");
        this.cutoff = requireNonNull(cutoff, "cutoff is null");
        conversion = new PictureConversion(limits.decode());
    }

    /// @throws StreamBroken if there is no video to be had, or not before the cutoff
    static VideoStream open(StreamOptions options, CameraLimits limits, Cutoff cutoff) throws StreamBroken {
        VideoStream stream = new VideoStream(connect(options, cutoff), limits, cutoff);
        try {
            stream.findVideo(limits);
            return stream;
        } catch (StreamBroken e) {
            stream.close();
            throw e;
        }
    }

    /// Decodes the next picture that is whole.
    ///
    /// @return false if the video has ended
    /// @throws StreamBroken if the connection ends, or no picture comes before the cutoff
    boolean advance() throws StreamBroken {
        while (true) {
            if (cutoff.isOver()) {
                throw new StreamBroken(CameraTrouble.STALLED);
            }
            int received = avcodec_receive_frame(decoder, frame);
            if (received == AVERROR_EOF) {
                return false;
            }
            if (received != 0) {
                feed();
            } else if (frame.decode_error_flags() == 0 && frame.width() > 0) {
                return true;
            }
        }
    }

    /// The picture that [#advance] came to.
    ///
    /// @throws StreamBroken if it is too large
    Image picture() throws StreamBroken {
        return conversion.convert(frame);
    }

    /// When that picture is shown, from the video's beginning.
    Duration position() {
        long ticks = Math.max(0, frame.best_effort_timestamp());
        return Duration.ofNanos(Math.round(ticks * secondsPerTick * 1e9));
    }

    /// Frees everything; the camera may be opened again at once.
    @Override
    public void close() {
        conversion.close();
        av_frame_free(frame);
        av_packet_free(packet);
        avcodec_free_context(decoder);
        avformat_close_input(input);
    }

    private static AVFormatContext connect(StreamOptions options, Cutoff cutoff) throws StreamBroken {
        AVFormatContext input = avformat_alloc_context();
        input.interrupt_callback().callback(Cutoff.QUESTION);
        input.flags(input.flags() | AVFormatContext.AVFMT_FLAG_NONBLOCK);
        AVDictionary dictionary = new AVDictionary(null);
        options.options().forEach((name, value) -> av_dict_set(dictionary, name, value, 0));
        @Nullable
        AVInputFormat format =
                options.format().map(name -> av_find_input_format(name)).orElse(null);
        try {
            // A context that could not be opened is freed by FFmpeg.
            int opened = avformat_open_input(input, options.url(), format, dictionary);
            if (opened < 0) {
                throw StreamBroken.opening(opened, cutoff.isOver());
            }
            return input;
        } finally {
            av_dict_free(dictionary);
        }
    }

    private void findVideo(CameraLimits limits) throws StreamBroken {
        int known = avformat_find_stream_info(input, (AVDictionary) null);
        video = av_find_best_stream(input, AVMEDIA_TYPE_VIDEO, -1, -1, (AVCodec) null, 0);
        if (known < 0 || video < 0) {
            throw new StreamBroken(cutoff.isOver() ? CameraTrouble.UNREACHABLE : CameraTrouble.NOT_READABLE);
        }
        AVStream stream = input.streams(video);
        secondsPerTick = av_q2d(stream.time_base());
        @Nullable AVCodec codec = avcodec_find_decoder(stream.codecpar().codec_id());
        if (codec == null || avcodec_parameters_to_context(decoder, stream.codecpar()) < 0) {
            throw new StreamBroken(CameraTrouble.NOT_READABLE);
        }
        decoder.thread_count(1);
        decoder.max_pixels(limits.decode().pixelsMax());
        if (avcodec_open2(decoder, codec, (AVDictionary) null) < 0) {
            throw new StreamBroken(CameraTrouble.NOT_READABLE);
        }
    }

    /// One packet for the decoder; one that it cannot use costs that packet.
    private void feed() throws StreamBroken {
        if (drained) {
            throw new StreamBroken(CameraTrouble.NOT_READABLE);
        }
        int read = av_read_frame(input, packet);
        if (read == AVERROR_EAGAIN()) {
            LockSupport.parkNanos(USB_PAUSE.toNanos());
        } else if (read == AVERROR_EOF) {
            drained = true;
            avcodec_send_packet(decoder, null);
        } else if (read < 0) {
            throw new StreamBroken(cutoff.isOver() ? CameraTrouble.STALLED : CameraTrouble.DISCONNECTED);
        } else {
            if (packet.stream_index() == video) {
                avcodec_send_packet(decoder, packet);
            }
            av_packet_unref(packet);
        }
    }
}
