package org.facelane.face.evaluate.report;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// One axis of a plot.
///
/// @param label what it shows
/// @param scale how values lie on it
/// @param least the value where it starts; above 0 if logarithmic
/// @param most the value where it ends
public record Axis(String label, Scale scale, double least, double most) {
    /// How values lie on an axis.
    public enum Scale {
        /// Evenly.
        LINEAR,
        /// Evenly, shown in percent.
        PERCENT,
        /// By their logarithm, shown as rates.
        LOGARITHMIC
    }

    public Axis {
        requireNonNull(label, "label is null");
        requireNonNull(scale, "scale is null");
        if (!(most > least) || (scale == Scale.LOGARITHMIC && !(least > 0))) {
            throw new IllegalArgumentException("an axis cannot go from " + least + " to " + most);
        }
    }

    /// Where a value lies: 0 at the start, 1 at the end; what lies beyond is moved to the edge.
    double part(double value) {
        if (scale == Scale.LOGARITHMIC) {
            double clamped = Math.clamp(value, least, most);
            return Math.log(clamped / least) / Math.log(most / least);
        }
        return (Math.clamp(value, least, most) - least) / (most - least);
    }

    /// Values at which the axis is marked.
    List<Double> ticks() {
        List<Double> ticks = new ArrayList<>();
        if (scale == Scale.LOGARITHMIC) {
            for (int power = (int) Math.ceil(Math.log10(least) - 1e-9); Math.pow(10, power) <= most * 1.0001; power++) {
                ticks.add(Math.pow(10, power));
            }
            return ticks;
        }
        double rough = (most - least) / 6;
        double unit = Math.pow(10, Math.floor(Math.log10(rough)));
        double step =
                rough / unit < 1.5 ? unit : rough / unit < 3.5 ? 2 * unit : rough / unit < 7.5 ? 5 * unit : 10 * unit;
        for (long i = (long) Math.ceil(least / step - 1e-9); i * step <= most + 1e-9 * step; i++) {
            ticks.add(i * step);
        }
        return ticks;
    }

    String text(double value) {
        return switch (scale) {
            case LOGARITHMIC -> Figures.asked(value);
            case PERCENT -> plain(100 * value) + " %";
            case LINEAR -> plain(value);
        };
    }

    private static String plain(double value) {
        String text = String.format(Locale.ROOT, "%.4f", value).replaceFirst("\\.?0+$", "");
        return text.equals("-0") ? "0" : text;
    }
}
