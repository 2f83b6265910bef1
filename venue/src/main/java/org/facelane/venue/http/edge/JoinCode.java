package org.facelane.venue.http.edge;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import java.util.Map;
import org.facelane.venue.edge.Join;

/// What an agent's camera reads from the organiser's page, as an image.
///
/// @param size modules a side
/// @param path of an SVG path in which every dark module is a square of side 1
record JoinCode(int size, String path) {
    static JoinCode of(Join.Scan scan) {
        try {
            BitMatrix modules = new QRCodeWriter()
                    .encode(
                            scan.text(),
                            BarcodeFormat.QR_CODE,
                            0,
                            0,
                            Map.of(EncodeHintType.ERROR_CORRECTION, ErrorCorrectionLevel.M, EncodeHintType.MARGIN, 4));
            StringBuilder path = new StringBuilder();
            for (int y = 0; y < modules.getHeight(); y++) {
                for (int x = 0; x < modules.getWidth(); x++) {
                    if (modules.get(x, y)) {
                        path.append('M').append(x).append(' ').append(y).append("h1v1h-1z");
                    }
                }
            }
            return new JoinCode(modules.getWidth(), path.toString());
        } catch (WriterException e) {
            throw new IllegalStateException("an address and a code fit no square", e);
        }
    }
}
