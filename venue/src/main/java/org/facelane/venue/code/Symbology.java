package org.facelane.venue.code;

import com.google.zxing.BarcodeFormat;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// A kind of code that tickets carry. Each that a lane looks for costs time in every frame; how much stands in
/// `docs/performance.md`.
public enum Symbology {
    QR(BarcodeFormat.QR_CODE),
    AZTEC(BarcodeFormat.AZTEC),
    DATA_MATRIX(BarcodeFormat.DATA_MATRIX),
    PDF_417(BarcodeFormat.PDF_417),
    CODE_128(BarcodeFormat.CODE_128),
    /// With 13 or 8 digits; UPC-A is one of 13 that begins with 0.
    EAN(BarcodeFormat.EAN_13, BarcodeFormat.EAN_8),
    /// Interleaved 2 of 5, with 6, 8, 10, 12, 14 or more digits.
    ITF(BarcodeFormat.ITF);

    /// What most systems print, and what a lane looks for unless it is set to something else.
    public static final Set<Symbology> DEFAULT = Set.of(QR);

    private final List<BarcodeFormat> formats;

    Symbology(BarcodeFormat... formats) {
        this.formats = List.of(formats);
    }

    List<BarcodeFormat> formats() {
        return formats;
    }

    /// Whether it is bars in a row, which are read along a line.
    public boolean isBars() {
        return switch (this) {
            case QR, AZTEC, DATA_MATRIX, PDF_417 -> false;
            case CODE_128, EAN, ITF -> true;
        };
    }

    /// Some of them as one text, as [#parse] reads it.
    public static String text(Set<Symbology> some) {
        return Arrays.stream(values())
                .filter(some::contains)
                .map(Symbology::name)
                .collect(Collectors.joining(","));
    }

    /// @throws IllegalArgumentException if `text` names one that does not exist, or none
    public static Set<Symbology> parse(String text) {
        return Arrays.stream(text.split(",", -1))
                .map(Symbology::valueOf)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Symbology.class)));
    }
}
