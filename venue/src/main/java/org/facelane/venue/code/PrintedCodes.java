package org.facelane.venue.code;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.LuminanceSource;
import com.google.zxing.PlanarYUVLuminanceSource;
import com.google.zxing.Reader;
import com.google.zxing.ReaderException;
import com.google.zxing.Result;
import com.google.zxing.aztec.AztecReader;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.datamatrix.DataMatrixReader;
import com.google.zxing.oned.MultiFormatOneDReader;
import com.google.zxing.pdf417.PDF417Reader;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.facelane.venue.code.BusyPlaces.Place;

/// Reads codes that are no QR codes. ZXing's readers expect a code in the middle of what they look at, so they are
/// given each busy place of a picture by itself, and last the whole of it: a code so near that its squares are large.
/// Bars have hardly anything that would show a misread, so they count only where another row of the same code says the
/// same. Safe for use by several threads.
final class PrintedCodes {
    /// So many places are looked at; hair, a patterned shirt and a ticket's print are busy too.
    private static final int PLACES_MAX = 4;

    private static final int BARS_ROWS = 6;

    private final Set<Symbology> symbologies;
    private final Map<DecodeHintType, Object> bars;

    /// @param symbologies those to look for; QR is no matter of this class
    PrintedCodes(Set<Symbology> symbologies) {
        this.symbologies = Set.copyOf(symbologies);
        List<BarcodeFormat> formats = symbologies.stream()
                .filter(Symbology::isBars)
                .flatMap(symbology -> symbology.formats().stream())
                .toList();
        bars = new EnumMap<>(Map.of(DecodeHintType.POSSIBLE_FORMATS, formats));
    }

    /// What the code says; empty if none can be read.
    Optional<String> read(Luma luma) {
        List<Place> places = new ArrayList<>(BusyPlaces.of(luma, PLACES_MAX));
        places.add(new Place(0, 0, luma.width(), luma.height()));
        for (Place place : places) {
            Optional<String> read = read(luma, place);
            if (read.isPresent()) {
                return read;
            }
        }
        return Optional.empty();
    }

    private Optional<String> read(Luma luma, Place place) {
        BinaryBitmap bitmap = new BinaryBitmap(new HybridBinarizer(source(luma, place)));
        for (Symbology symbology : Symbology.values()) {
            if (symbologies.contains(symbology) && !symbology.isBars()) {
                Optional<String> read = read(symbology, bitmap);
                if (read.isPresent()) {
                    return read;
                }
            }
        }
        return bars.isEmpty() ? Optional.empty() : readBars(luma, place);
    }

    private static Optional<String> read(Symbology symbology, BinaryBitmap bitmap) {
        Reader reader = switch (symbology) {
            case AZTEC -> new AztecReader();
            case DATA_MATRIX -> new DataMatrixReader();
            case PDF_417 -> new PDF417Reader();
            case QR, CODE_128, EAN, ITF -> throw new IllegalArgumentException(symbology + " is read elsewhere");
        };
        return decoded(reader, bitmap, Map.of()).map(Result::getText);
    }

    private Optional<String> readBars(Luma luma, Place place) {
        Reader reader = new MultiFormatOneDReader(bars);
        Optional<Result> read = decoded(reader, new BinaryBitmap(new HybridBinarizer(source(luma, place))), bars);
        if (read.isEmpty()) {
            return Optional.empty();
        }
        int row = place.top() + Math.round(read.get().getResultPoints()[0].getY());
        boolean confirmed =
                says(luma, place, row - 2 * BARS_ROWS, read.get()) || says(luma, place, row + BARS_ROWS, read.get());
        return confirmed ? Optional.of(read.get().getText()) : Optional.empty();
    }

    private boolean says(Luma luma, Place place, int top, Result same) {
        if (top < 0 || top + BARS_ROWS > luma.height()) {
            return false;
        }
        Place rows = new Place(place.left(), top, place.width(), BARS_ROWS);
        return decoded(new MultiFormatOneDReader(bars), new BinaryBitmap(new HybridBinarizer(source(luma, rows))), bars)
                .filter(other ->
                        other.getText().equals(same.getText()) && other.getBarcodeFormat() == same.getBarcodeFormat())
                .isPresent();
    }

    private static Optional<Result> decoded(Reader reader, BinaryBitmap bitmap, Map<DecodeHintType, Object> hints) {
        try {
            return Optional.of(reader.decode(bitmap, hints));
        } catch (ReaderException e) {
            return Optional.empty();
        }
    }

    private static LuminanceSource source(Luma luma, Place place) {
        return new PlanarYUVLuminanceSource(
                luma.values(),
                luma.width(),
                luma.height(),
                place.left(),
                place.top(),
                place.width(),
                place.height(),
                false);
    }
}
