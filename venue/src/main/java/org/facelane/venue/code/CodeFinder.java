package org.facelane.venue.code;

import com.google.zxing.Binarizer;
import com.google.zxing.BinaryBitmap;
import com.google.zxing.ChecksumException;
import com.google.zxing.DecodeHintType;
import com.google.zxing.FormatException;
import com.google.zxing.LuminanceSource;
import com.google.zxing.NotFoundException;
import com.google.zxing.PlanarYUVLuminanceSource;
import com.google.zxing.Result;
import com.google.zxing.ResultPoint;
import com.google.zxing.common.DetectorResult;
import com.google.zxing.common.GlobalHistogramBinarizer;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.multi.qrcode.QRCodeMultiReader;
import com.google.zxing.qrcode.decoder.Decoder;
import com.google.zxing.qrcode.detector.Detector;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.facelane.face.Image;

/// Finds a code in a lane's frame. A QR code by its three corners, in the whole picture, then in its middle enlarged,
/// and reads what lies between them, if need be from the grey values themselves ([CodeGrid]); any other by
/// [PrintedCodes]. CPU work: callers run it on platform threads. From how far it reads a phone stands in
/// `docs/pass-format.md`, what a frame costs in `docs/performance.md`. Keeps nothing. Safe for use by several threads.
public final class CodeFinder {
    static final Map<DecodeHintType, Object> HINTS = new EnumMap<>(Map.of(DecodeHintType.CHARACTER_SET, "ISO-8859-1"));

    private static final int MIDDLE_TENTHS = 6;

    /// More across than down, because the corners of a code that is turned to the side are found only where they
    /// are not much narrower than high.
    private static final int TIMES_ACROSS = 4;

    private static final int TIMES_DOWN = 3;

    private final boolean qr;
    private final Optional<PrintedCodes> others;

    /// Finds QR codes only.
    public CodeFinder() {
        this(Symbology.DEFAULT);
    }

    /// @param tickets what tickets carry, at least one
    public CodeFinder(Set<Symbology> tickets) {
        if (tickets.isEmpty()) {
            throw new IllegalArgumentException("a finder looks for at least one kind of code");
        }
        qr = tickets.contains(Symbology.QR);
        Set<Symbology> printed = EnumSet.copyOf(tickets);
        printed.remove(Symbology.QR);
        others = printed.isEmpty() ? Optional.empty() : Optional.of(new PrintedCodes(printed));
    }

    /// What the pass says that is held up: a QR code; empty if none can be read.
    public Optional<String> find(Image image) {
        Luma luma = Luma.of(image);
        return readWhole(luma).or(() -> readMiddle(luma));
    }

    /// What the ticket says that is held up, as near as a ticket is: squares or bars of some three pixels. Where
    /// there is none and only QR codes are looked for it costs a tenth of [#find].
    public Optional<String> findTicket(Image image) {
        Luma luma = Luma.of(image);
        Optional<String> read = qr ? readWhole(luma) : Optional.empty();
        return read.or(() -> others.flatMap(printed -> printed.read(luma)));
    }

    /// What is held up, be it a pass or a ticket.
    public Optional<String> findAny(Image image) {
        Luma luma = Luma.of(image);
        return readWhole(luma).or(() -> readMiddle(luma)).or(() -> others.flatMap(printed -> printed.read(luma)));
    }

    /// Where a picture that is looked at lies in the frame.
    private record View(int left, int top, int timesAcross, int timesDown) {
        static final View WHOLE = new View(0, 0, 1, 1);

        ResultPoint inFrame(ResultPoint seen) {
            return new ResultPoint(left + seen.getX() / timesAcross, top + seen.getY() / timesDown);
        }
    }

    private static Optional<String> readWhole(Luma luma) {
        LuminanceSource whole = source(luma);
        return read(new HybridBinarizer(whole), luma, View.WHOLE)
                .or(() -> read(new GlobalHistogramBinarizer(whole), luma, View.WHOLE));
    }

    /// Reads the middle of the frame enlarged: squares of less than three pixels, which a phone far away or turned
    /// to the side shows, are then found where they were not.
    private static Optional<String> readMiddle(Luma luma) {
        int columns = luma.width() * MIDDLE_TENTHS / 10;
        int rows = luma.height() * MIDDLE_TENTHS / 10;
        View view = new View((luma.width() - columns) / 2, (luma.height() - rows) / 2, TIMES_ACROSS, TIMES_DOWN);
        Luma middle = luma.enlarged(view.left(), view.top(), columns, rows, TIMES_ACROSS, TIMES_DOWN);
        return read(new HybridBinarizer(source(middle)), luma, view);
    }

    private static Optional<String> read(Binarizer binarizer, Luma frame, View view) {
        BinaryBitmap bitmap = new BinaryBitmap(binarizer);
        return byLikeliestCorners(bitmap, frame, view).or(() -> byAnyCorners(bitmap));
    }

    private static Optional<String> byLikeliestCorners(BinaryBitmap bitmap, Luma frame, View view) {
        DetectorResult found;
        try {
            found = new Detector(bitmap.getBlackMatrix()).detect(HINTS);
        } catch (NotFoundException | FormatException e) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Decoder().decode(found.getBits(), HINTS).getText());
        } catch (ChecksumException | FormatException e) {
            ResultPoint[] corners = found.getPoints();
            return new CodeGrid(frame, view.inFrame(corners[0]), view.inFrame(corners[1]), view.inFrame(corners[2]))
                    .read(found.getBits().getHeight());
        }
    }

    /// One code in forty holds squares that look like a fourth corner, and make a better triangle with two true
    /// ones than the third: so every triangle is tried.
    private static Optional<String> byAnyCorners(BinaryBitmap bitmap) {
        try {
            return Arrays.stream(new QRCodeMultiReader().decodeMultiple(bitmap, HINTS))
                    .map(Result::getText)
                    .findFirst();
        } catch (NotFoundException e) {
            return Optional.empty();
        }
    }

    private static LuminanceSource source(Luma luma) {
        return new PlanarYUVLuminanceSource(
                luma.values(), luma.width(), luma.height(), 0, 0, luma.width(), luma.height(), false);
    }
}
