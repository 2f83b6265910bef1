package org.facelane.face.image;

import java.io.IOException;
import javax.imageio.stream.ImageInputStreamImpl;

/// A picture's essence for the readers, from memory.
///
/// The WebP reader takes the end of the data for an endless run of zeros and goes on, for minutes if a damaged header
/// promises much. So an end that is met again and again is an error. Not safe for use by several threads.
final class EssenceStream extends ImageInputStreamImpl {
    /// Readers may look a little ahead.
    private static final int ENDS_MAX = 100;

    private final byte[] essence;
    private int ends;

    EssenceStream(byte[] essence) {
        this.essence = essence;
    }

    /// True if the reader wanted more than there is, again and again.
    boolean ranOut() {
        return ends > ENDS_MAX;
    }

    @Override
    public int read() throws IOException {
        bitOffset = 0;
        if (streamPos >= essence.length) {
            return end();
        }
        return essence[(int) streamPos++] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        bitOffset = 0;
        if (streamPos >= essence.length) {
            return end();
        }
        int count = (int) Math.min(length, essence.length - streamPos);
        System.arraycopy(essence, (int) streamPos, into, offset, count);
        streamPos += count;
        return count;
    }

    @Override
    public long length() {
        return essence.length;
    }

    private int end() throws IOException {
        ends++;
        if (ranOut()) {
            throw new IOException("the picture's data end too soon");
        }
        return -1;
    }
}
