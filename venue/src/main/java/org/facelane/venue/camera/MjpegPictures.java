package org.facelane.venue.camera;

import static java.util.Objects.requireNonNull;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/// The pictures of a Motion JPEG file: JPEG pictures one after another, with anything between them.
///
/// Follows the JPEG markers, so that a thumbnail inside a picture does not end it. A picture that breaks off or exceeds
/// the limit is handed out as far as it was read, which no decoder accepts, and the search goes on behind it. Reads the
/// file as it goes and holds one picture. Not thread-safe.
final class MjpegPictures implements Iterator<byte[]>, AutoCloseable {
    private static final int MARKER = 0xff;
    private static final int START = 0xd8;
    private static final int END = 0xd9;
    private static final int SCAN = 0xda;
    private static final int RESTART_FIRST = 0xd0;
    private static final int RESTART_LAST = 0xd7;
    private static final int TEMPORARY = 0x01;

    private final Path file;
    private final InputStream in;
    private final int bytesMax;
    private final ByteArrayOutputStream picture = new ByteArrayOutputStream();
    private byte @Nullable [] next;

    MjpegPictures(Path file, int bytesMax) throws IOException {
        this.file = requireNonNull(file, "file is null");
        this.bytesMax = bytesMax;
        in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
    }

    @Override
    public boolean hasNext() {
        if (next == null) {
            try {
                next = read();
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read " + file, e);
            }
        }
        return next != null;
    }

    @Override
    public byte[] next() {
        if (!hasNext()) {
            throw new NoSuchElementException(file + " has no further picture");
        }
        byte[] taken = requireNonNull(next);
        next = null;
        return taken;
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close " + file, e);
        }
    }

    private byte @Nullable [] read() throws IOException {
        if (!findStart()) {
            return null;
        }
        picture.reset();
        picture.write(MARKER);
        picture.write(START);
        readSegments();
        return picture.toByteArray();
    }

    /// Skips to behind the next start marker that another marker follows, as in every JPEG picture.
    private boolean findStart() throws IOException {
        int before = 0;
        for (int b = in.read(); b >= 0; b = in.read()) {
            if (before == MARKER && b == START) {
                return true;
            }
            before = b;
        }
        return false;
    }

    /// Copies marker after marker until the end marker, or until something is no marker.
    private void readSegments() throws IOException {
        int b = take();
        while (b == MARKER) {
            int marker = take();
            while (marker == MARKER) {
                marker = take();
            }
            if (marker == END || marker < 0) {
                return;
            }
            if (marker == TEMPORARY || marker >= RESTART_FIRST && marker <= RESTART_LAST) {
                b = take();
            } else if (!copySegment()) {
                return;
            } else {
                b = marker == SCAN ? copyScan() : take();
            }
        }
    }

    private boolean copySegment() throws IOException {
        int high = take();
        int low = take();
        int left = (high << 8 | low) - 2;
        if (high < 0 || low < 0 || left < 0) {
            return false;
        }
        while (left > 0) {
            if (take() < 0) {
                return false;
            }
            left--;
        }
        return true;
    }

    /// Copies compressed data up to a marker that is none of the restarts within it.
    ///
    /// @return the marker's first byte, which is copied; less than 0 at the end
    private int copyScan() throws IOException {
        for (int b = take(); b >= 0; b = take()) {
            if (b != MARKER) {
                continue;
            }
            in.mark(1);
            int code = in.read();
            in.reset();
            if (code != 0 && code != MARKER && (code < RESTART_FIRST || code > RESTART_LAST)) {
                return MARKER;
            }
        }
        return -1;
    }

    /// The next byte of the picture; less than 0 where the file ends or the picture is too large.
    private int take() throws IOException {
        if (picture.size() >= bytesMax) {
            return -1;
        }
        int b = in.read();
        if (b >= 0) {
            picture.write(b);
        }
        return b;
    }
}
