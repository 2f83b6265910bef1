package org.facelane.venue.pass;

import static java.util.Objects.requireNonNull;

import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.text.Normalizer;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;
import org.facelane.venue.Event;
import org.facelane.venue.Ticket;

/// A pass as one page to print or to keep on a phone, A4. The code is drawn as squares, not as a picture, so that it is
/// sharp at every size. Nothing of it is kept. Immutable and thread-safe; some ten milliseconds a page.
public final class PassPdf {
    private static final float POINTS_A_MILLIMETRE = 72 / 25.4f;
    private static final float CODE_MILLIMETRES = 110;
    private static final float MARGIN = 25 * POINTS_A_MILLIMETRE;
    private static final DateTimeFormatter DAY_AND_TIME = DateTimeFormatter.ofPattern(
                    "d MMMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private final Event event;
    private final Ticket ticket;

    public PassPdf(Event event, Ticket ticket) {
        this.event = requireNonNull(event, "event is null");
        this.ticket = requireNonNull(ticket, "ticket is null");
    }

    /// The file.
    public byte[] of(Pass pass) {
        PassCode code = PassCode.of(pass);
        try (PDDocument document = new PDDocument();
                ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
            PDPage page = new PDPage(PDRectangle.A4);
            document.addPage(page);
            document.getDocumentInformation().setTitle("Pass");
            try (PDPageContentStream canvas = new PDPageContentStream(document, page)) {
                words(canvas);
                squares(canvas, code);
            }
            document.save(bytes);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException("a page in memory cannot be written", e);
        }
    }

    private void words(PDPageContentStream canvas) throws IOException {
        PDFont bold = new PDType1Font(FontName.HELVETICA_BOLD);
        PDFont plain = new PDType1Font(FontName.HELVETICA);
        float y = PDRectangle.A4.getHeight() - MARGIN;
        line(canvas, bold, 22, y, event.name());
        line(canvas, plain, 12, y - 22, event.venue());
        line(canvas, plain, 12, y - 38, DAY_AND_TIME.format(event.startsAt()));
        line(canvas, bold, 12, y - 62, "Ticket " + ticket.code());
        line(canvas, plain, 12, y - 78, ticket.holder().orElse(""));
        float below = y - 105 - CODE_MILLIMETRES * POINTS_A_MILLIMETRE;
        line(canvas, bold, 12, below, "Hold this code to the camera of a face lane, then look at the camera.");
        line(
                canvas,
                plain,
                10,
                below - 18,
                "It opens a lane for nobody but you. It holds numbers that describe your face,");
        line(canvas, plain, 10, below - 31, "sealed so that only this event can read them; the organiser has no copy.");
        line(canvas, plain, 10, below - 49, "Keep your ticket with you: the ticket lane is open to you as well.");
        line(
                canvas,
                plain,
                10,
                below - 62,
                "Lost? Open your link and have a new one made; this one is worth nothing then.");
    }

    private static void squares(PDPageContentStream canvas, PassCode code) throws IOException {
        float side = CODE_MILLIMETRES * POINTS_A_MILLIMETRE;
        float unit = side / (code.size() + 2 * PassCode.QUIET_ZONE);
        float left = (PDRectangle.A4.getWidth() - side) / 2;
        float top = PDRectangle.A4.getHeight() - MARGIN - 90;
        canvas.setNonStrokingColor(Color.BLACK);
        for (int y = 0; y < code.size(); y++) {
            for (int x = 0; x < code.size(); x++) {
                if (code.isDark(x, y)) {
                    canvas.addRect(
                            left + (x + PassCode.QUIET_ZONE) * unit,
                            top - (y + 1 + PassCode.QUIET_ZONE) * unit,
                            unit * 1.01f,
                            unit * 1.01f);
                }
            }
        }
        canvas.fill();
    }

    private static void line(PDPageContentStream canvas, PDFont font, float size, float y, String text)
            throws IOException {
        canvas.beginText();
        canvas.setFont(font, size);
        canvas.newLineAtOffset(MARGIN, y);
        canvas.showText(printable(font, text));
        canvas.endText();
    }

    /// The fonts that every reader of PDF brings know Western letters; of others the accents are dropped, then the
    /// letter.
    private static String printable(PDFont font, String text) {
        StringBuilder printable = new StringBuilder();
        text.codePoints().forEach(letter -> {
            String whole = Character.toString(letter);
            String bare = Normalizer.normalize(whole, Normalizer.Form.NFD).replaceAll("\\p{M}", "");
            printable.append(isKnown(font, whole) ? whole : isKnown(font, bare) ? bare : "");
        });
        return printable.toString();
    }

    private static boolean isKnown(PDFont font, String letter) {
        try {
            return font.encode(letter).length > 0 && letter.codePointAt(0) >= ' ';
        } catch (IOException | IllegalArgumentException e) {
            return false;
        }
    }
}
