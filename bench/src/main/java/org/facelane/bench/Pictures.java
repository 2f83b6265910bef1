package org.facelane.bench;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.facelane.face.Image;
import org.facelane.face.image.DecodeFailure;
import org.facelane.face.image.DecodeLimits;
import org.facelane.face.image.Decoding;
import org.facelane.face.image.ImageDecoder;

/// Picture files of a data set, read by the product's own decoder, and JPEG files written.
public final class Pictures {
    private Pictures() {}

    /// @throws IllegalArgumentException if the file is not a picture
    public static Image read(Path file) {
        try {
            return switch (ImageDecoder.decode(Files.readAllBytes(file), DecodeLimits.DEFAULT)) {
                case Decoding.Decoded(Image image) -> image;
                case Decoding.NotDecoded(DecodeFailure reason) ->
                    throw new IllegalArgumentException(file + " is not a picture: " + reason);
            };
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
    }

    /// @param quality 0 to 1
    public static byte[] jpeg(Image image, float quality) {
        BufferedImage picture = new BufferedImage(image.width(), image.height(), BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < image.height(); y++) {
            for (int x = 0; x < image.width(); x++) {
                picture.setRGB(x, y, image.red(x, y) << 16 | image.green(x, y) << 8 | image.blue(x, y));
            }
        }
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream output = ImageIO.createImageOutputStream(bytes)) {
            ImageWriteParam settings = writer.getDefaultWriteParam();
            settings.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            settings.setCompressionQuality(quality);
            writer.setOutput(output);
            writer.write(null, new IIOImage(picture, null, null), settings);
        } catch (IOException e) {
            throw new UncheckedIOException("a picture in memory cannot be written", e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    /// The folders in a folder, by name: a data set has one for each person.
    public static List<Path> folders(Path folder) {
        try (Stream<Path> found = Files.list(folder)) {
            return found.filter(Files::isDirectory).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(folder + " cannot be read", e);
        }
    }

    /// The JPEG files in a folder, by name.
    public static List<Path> jpegs(Path folder) {
        try (Stream<Path> found = Files.list(folder)) {
            return found.filter(file -> file.toString().endsWith(".jpg"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(folder + " cannot be read", e);
        }
    }
}
