package org.facelane.face.image;

import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import org.facelane.face.Image;
import org.facelane.face.image.Decoding.Decoded;
import org.facelane.face.image.Decoding.NotDecoded;

/// One reading of a whole, inspected picture by the JDK's readers and, for WebP, by TwelveMonkeys'. In memory only.
final class PictureReading {
    private final Picture picture;
    private final int sideMax;
    private final EssenceStream input;
    private final List<String> warnings = new ArrayList<>();

    PictureReading(Picture picture, int sideMax) {
        this.picture = picture;
        this.sideMax = sideMax;
        input = new EssenceStream(picture.essence());
    }

    Decoding read() {
        try (input) {
            Image stored = stored();
            return warned().<Decoding>map(NotDecoded::new)
                    .orElseGet(() ->
                            new Decoded(ExifOrientation.turn(Resize.within(stored, sideMax), picture.orientation())));
        } catch (EOFException _) {
            return new NotDecoded(DecodeFailure.TRUNCATED);
        } catch (IOException | RuntimeException _) {
            // The readers meet damaged data with many unchecked exceptions; here they are a property of the
            // file.
            return new NotDecoded(warned().orElse(DecodeFailure.DAMAGED));
        }
    }

    private Image stored() throws IOException {
        ImageReader reader = reader();
        try {
            reader.setInput(input, true, true);
            reader.addIIOReadWarningListener((_, warning) -> warnings.add(warning));
            ImageReadParam param = reader.getDefaultReadParam();
            int period = Math.max(1, Math.max(picture.width(), picture.height()) / sideMax);
            param.setSourceSubsampling(period, period, 0, 0);
            Samples samples = samples(reader, param);
            int width = (picture.width() + period - 1) / period;
            int height = (picture.height() + period - 1) / period;
            if (samples.raster().getWidth() != width || samples.raster().getHeight() != height) {
                throw new IOException("the reader found another size than the header states");
            }
            return samples.image();
        } finally {
            reader.dispose();
        }
    }

    private ImageReader reader() throws IOException {
        return switch (picture.format()) {
            case JPEG -> ImageIO.getImageReadersByMIMEType("image/jpeg").next();
            case PNG -> ImageIO.getImageReadersByMIMEType("image/png").next();
            case WEBP -> new WebPImageReaderSpi().createReaderInstance(null);
        };
    }

    /// JPEG is read raw, so that CMYK is read at all and no colour profile is ever run.
    private Samples samples(ImageReader reader, ImageReadParam param) throws IOException {
        if (picture.format() == Picture.Format.JPEG) {
            return new Samples(reader.readRaster(0, param), picture.colour(), Optional.empty());
        }
        BufferedImage read = reader.read(0, param);
        Optional<IndexColorModel> palette =
                read.getColorModel() instanceof IndexColorModel model ? Optional.of(model) : Optional.empty();
        return new Samples(read.getRaster(), picture.colour(), palette);
    }

    /// libjpeg paints what is missing grey and only warns. Bytes too many between segments are harmless: cameras
    /// pad.
    private Optional<DecodeFailure> warned() {
        if (input.ranOut()) {
            return Optional.of(DecodeFailure.TRUNCATED);
        }
        for (String warning : warnings) {
            if (warning.startsWith("Premature end") || warning.startsWith("Truncated")) {
                return Optional.of(DecodeFailure.TRUNCATED);
            }
            if (warning.startsWith("Corrupt JPEG data") && !warning.contains("extraneous")) {
                return Optional.of(DecodeFailure.DAMAGED);
            }
        }
        return Optional.empty();
    }
}
