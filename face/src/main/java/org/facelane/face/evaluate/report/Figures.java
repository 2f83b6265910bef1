package org.facelane.face.evaluate.report;

import java.util.Locale;
import org.facelane.face.evaluate.rate.Rate;

/// How numbers are written for people.
final class Figures {
    private static final String RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹";

    private static final double PERCENT_FROM = 0.9995e-4;

    private Figures() {}

    /// `2.85 %`, `0.033 %`, below a ten-thousandth `1.2 × 10⁻⁵`, and `10⁻⁵` if nothing stands before it.
    static String rate(double value) {
        if (value == 0) {
            return "0";
        }
        if (value >= PERCENT_FROM) {
            return percent(value) + " %";
        }
        return powers(value);
    }

    private static String powers(double value) {
        int power = (int) Math.floor(Math.log10(value) + 1e-9);
        String mantissa = String.format(Locale.ROOT, "%.1f", value / Math.pow(10, power));
        if (mantissa.equals("10.0")) {
            mantissa = "1.0";
            power++;
        }
        String ten = "10⁻" + raised(-power);
        return mantissa.equals("1.0") ? ten : mantissa + " × " + ten;
    }

    /// A rate that somebody asks for: `1 %`, `0.3 %`, `10⁻⁵`.
    static String asked(double value) {
        if (value >= 0.9995e-3) {
            return rate(value).replaceFirst("(\\.\\d*?)0+ %$", "$1 %").replace(". %", " %");
        }
        return value == 0 ? "0 %" : powers(value);
    }

    /// A measured rate with its interval: `2.85 % (2.10–3.60 %)`.
    static String interval(Rate rate) {
        double low = rate.interval().low();
        double high = rate.interval().high();
        if (rate.errors() == 0) {
            return "at most " + rate(high);
        }
        if (low >= PERCENT_FROM) {
            return percent(low) + "–" + percent(high) + " %";
        }
        return rate(low) + " – " + rate(high);
    }

    /// `45 of 1,753`.
    static String counts(Rate rate) {
        String errors = Math.abs(rate.errors() - Math.rint(rate.errors())) < 1e-6
                ? String.format(Locale.ROOT, "%,d", Math.round(rate.errors()))
                : String.format(Locale.ROOT, "%,.1f", rate.errors());
        return errors + " of " + count(rate.of());
    }

    static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    static String number(double value, int digits) {
        return String.format(Locale.ROOT, "%,." + digits + "f", value).replace('-', '−');
    }

    private static String percent(double value) {
        double percent = 100 * value;
        return String.format(
                Locale.ROOT,
                percent >= 99.95 ? "%.0f" : percent >= 10 ? "%.1f" : percent >= 0.0995 ? "%.2f" : "%.3f",
                percent);
    }

    private static String raised(int number) {
        StringBuilder text = new StringBuilder();
        Integer.toString(number).chars().forEach(digit -> text.append(RAISED.charAt(digit - '0')));
        return text.toString();
    }
}
