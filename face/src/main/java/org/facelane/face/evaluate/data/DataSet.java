package org.facelane.face.evaluate.data;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/// Pictures of which is known who is on them: a folder with a folder of pictures for each person, or a CSV file with
/// the columns `path`, `person` and, if there are any, `capture` and `group`. Paths in it start from the CSV file.
///
/// @param name of the folder or file, without what stands before it
/// @param pictures by person and file
public record DataSet(String name, List<LabelledPicture> pictures) {
    private static final Set<String> ENDINGS = Set.of(".jpg", ".jpeg", ".png", ".webp");
    private static final Set<String> COLUMNS = Set.of("path", "person", "capture", "group");

    public DataSet {
        requireNonNull(name, "name is null");
        pictures = List.copyOf(pictures);
    }

    /// @throws UnusableData if there is no such folder or file, it has no pictures, or the CSV file cannot be read
    public static DataSet read(Path place) {
        List<LabelledPicture> pictures;
        if (Files.isDirectory(place)) {
            pictures = folder(place);
        } else if (Files.isRegularFile(place)) {
            pictures = csv(place);
        } else {
            throw new UnusableData("There is no folder or CSV file " + place + ".");
        }
        if (pictures.isEmpty()) {
            throw new UnusableData(place + " has no pictures: expected a folder for each person with JPEG, PNG or WebP"
                    + " files, or a CSV file with the columns path and person.");
        }
        return new DataSet(lastName(place.toAbsolutePath().normalize()), pictures);
    }

    /// The files and folders in a folder, by name.
    public static List<Path> listed(Path folder) {
        try (Stream<Path> found = Files.list(folder)) {
            return found.filter(entry -> !lastName(entry).startsWith("."))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(folder + " cannot be read", e);
        }
    }

    /// Whether a file is named as a picture is.
    public static boolean isPicture(Path file) {
        String name = lastName(file).toLowerCase(Locale.ROOT);
        return Files.isRegularFile(file) && ENDINGS.stream().anyMatch(name::endsWith);
    }

    /// A file's name without its ending.
    public static String stem(Path file) {
        String name = lastName(file);
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }

    private static String lastName(Path path) {
        Path last = path.getFileName();
        return last == null ? path.toString() : last.toString();
    }

    private static List<LabelledPicture> folder(Path folder) {
        List<LabelledPicture> pictures = new ArrayList<>();
        for (Path person : listed(folder)) {
            if (Files.isDirectory(person)) {
                listed(person).stream()
                        .filter(DataSet::isPicture)
                        .map(file -> new LabelledPicture(file, lastName(person), stem(file), Optional.empty()))
                        .forEach(pictures::add);
            }
        }
        return pictures;
    }

    private static List<LabelledPicture> csv(Path file) {
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .setIgnoreEmptyLines(true)
                .setTrim(true)
                .get();
        List<LabelledPicture> pictures = new ArrayList<>();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8);
                CSVParser rows = CSVParser.parse(reader, format)) {
            requireColumns(file, rows.getHeaderNames());
            for (CSVRecord row : rows) {
                pictures.add(picture(file, row));
            }
        } catch (MalformedInputException e) {
            throw new UnusableData(file + " is not UTF-8 text.", e);
        } catch (CSVException | UncheckedIOException | IllegalArgumentException | IllegalStateException e) {
            throw new UnusableData(file + " is not a CSV file that can be read: " + e.getMessage() + ".", e);
        } catch (IOException e) {
            throw new UnusableData(file + " cannot be read: " + e.getMessage() + ".", e);
        }
        return pictures;
    }

    private static void requireColumns(Path file, List<String> header) {
        if (!header.containsAll(List.of("path", "person")) || !COLUMNS.containsAll(header)) {
            throw new UnusableData(file + " has the columns " + String.join(", ", header)
                    + "; expected path, person and, if there are any, capture and group.");
        }
    }

    private static LabelledPicture picture(Path file, CSVRecord row) {
        String place = file + ", row " + row.getRecordNumber();
        String path = cell(row, "path").orElseThrow(() -> new UnusableData(place + " names no path."));
        String person = cell(row, "person").orElseThrow(() -> new UnusableData(place + " names no person."));
        try {
            Path picture = file.resolveSibling(path);
            return new LabelledPicture(picture, person, cell(row, "capture").orElse(stem(picture)), cell(row, "group"));
        } catch (InvalidPathException e) {
            throw new UnusableData(place + " names a path that cannot exist.", e);
        }
    }

    private static Optional<String> cell(CSVRecord row, String column) {
        return row.isSet(column) ? Optional.of(row.get(column)).filter(value -> !value.isBlank()) : Optional.empty();
    }
}
