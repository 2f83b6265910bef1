package org.facelane.bench.passes;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.MultiFormatWriter;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import java.util.Map;
import org.facelane.venue.code.Symbology;
import org.facelane.venue.pass.PassCode;

/// A code as a screen or a sheet shows it: dark and light squares, and how many light ones must lie around it.
record ShownCode(boolean[][] dark, int quiet) {
    /// Bars are a fifth as high as the code is wide.
    private static final int BARS_HEIGHT = 5;

    static ShownCode of(PassCode code) {
        boolean[][] dark = new boolean[code.size()][code.size()];
        for (int y = 0; y < code.size(); y++) {
            for (int x = 0; x < code.size(); x++) {
                dark[y][x] = code.isDark(x, y);
            }
        }
        return new ShownCode(dark, PassCode.QUIET_ZONE);
    }

    /// A ticket's code, as ZXing writes it.
    static ShownCode ticket(Symbology symbology, String text) {
        try {
            BitMatrix written =
                    new MultiFormatWriter().encode(text, format(symbology), 0, 0, Map.of(EncodeHintType.MARGIN, 0));
            boolean bars = symbology.isBars();
            int columns = written.getWidth();
            boolean[][] dark = new boolean[bars ? columns / BARS_HEIGHT : written.getHeight()][columns];
            for (int y = 0; y < dark.length; y++) {
                for (int x = 0; x < columns; x++) {
                    dark[y][x] = written.get(x, bars ? 0 : y);
                }
            }
            return new ShownCode(dark, bars ? 10 : 4);
        } catch (WriterException e) {
            throw new IllegalArgumentException(symbology + " does not hold " + text, e);
        }
    }

    int columns() {
        return dark[0].length;
    }

    int rows() {
        return dark.length;
    }

    boolean isDark(int column, int row) {
        return dark[row][column];
    }

    /// What a ticket of that kind says: as long as ticketing systems make it.
    static String text(Symbology symbology) {
        return switch (symbology) {
            case QR, AZTEC, DATA_MATRIX, PDF_417 -> "k8s2d7fhq3mzx4v9b6n1w5c0r2t7y8p3";
            case CODE_128 -> "TK4821907736";
            case EAN -> "4006381333931";
            case ITF -> "30712345000010";
        };
    }

    private static BarcodeFormat format(Symbology symbology) {
        return switch (symbology) {
            case QR -> BarcodeFormat.QR_CODE;
            case AZTEC -> BarcodeFormat.AZTEC;
            case DATA_MATRIX -> BarcodeFormat.DATA_MATRIX;
            case PDF_417 -> BarcodeFormat.PDF_417;
            case CODE_128 -> BarcodeFormat.CODE_128;
            case EAN -> BarcodeFormat.EAN_13;
            case ITF -> BarcodeFormat.ITF;
        };
    }
}
