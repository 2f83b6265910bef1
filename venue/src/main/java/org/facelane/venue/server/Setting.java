package org.facelane.venue.server;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One key: what it means, its default and what it may be.
///
/// @param standard the default, as it would be typed; empty for none
record Setting(String name, String standard, Kind kind, String meaning) {
    /// Whether `value` may be given. An empty value is allowed where the default is empty.
    boolean allows(String value) {
        String stripped = value.strip();
        return stripped.isEmpty() ? standard.isEmpty() : kind.allows(stripped);
    }

    /// What values a key takes.
    sealed interface Kind {
        boolean allows(String value);

        /// In words, for messages and the documentation.
        String range();
    }

    record Whole(int min, int max) implements Kind {
        @Override
        public boolean allows(String value) {
            try {
                int whole = Integer.parseInt(value);
                return min <= whole && whole <= max;
            } catch (NumberFormatException e) {
                return false;
            }
        }

        @Override
        public String range() {
            return "a whole number from " + min + " to " + max;
        }
    }

    record Rate(double min, double max) implements Kind {
        @Override
        public boolean allows(String value) {
            try {
                double rate = Double.parseDouble(value);
                return min <= rate && rate <= max;
            } catch (NumberFormatException e) {
                return false;
            }
        }

        @Override
        public String range() {
            return "a number from " + plain(min) + " to " + plain(max);
        }

        private static String plain(double number) {
            return java.math.BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
        }
    }

    record OneOf(List<String> words) implements Kind {
        OneOf {
            words = List.copyOf(words);
        }

        @Override
        public boolean allows(String value) {
            return words.contains(value);
        }

        @Override
        public String range() {
            return "one of " + String.join(", ", words);
        }
    }

    record YesNo() implements Kind {
        @Override
        public boolean allows(String value) {
            return value.equals("true") || value.equals("false");
        }

        @Override
        public String range() {
            return "true or false";
        }
    }

    record Text() implements Kind {
        @Override
        public boolean allows(String value) {
            return value.length() <= 500 && value.chars().noneMatch(Character::isISOControl);
        }

        @Override
        public String range() {
            return "text";
        }
    }

    record HttpAddress() implements Kind {
        @Override
        public boolean allows(String value) {
            try {
                URI uri = URI.create(value);
                return ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
                        && uri.getHost() != null
                        && uri.getRawPath().isEmpty()
                        && uri.getRawQuery() == null
                        && uri.getRawFragment() == null
                        && uri.getRawUserInfo() == null;
            } catch (IllegalArgumentException e) {
                return false;
            }
        }

        @Override
        public String range() {
            return "http://host or https://host, a port if need be, no path";
        }
    }

    record IssuerAddress() implements Kind {
        private static final List<String> THIS_MACHINE = List.of("localhost", "127.0.0.1", "[::1]");

        @Override
        public boolean allows(String value) {
            try {
                URI uri = URI.create(value);
                boolean safe = "https".equals(uri.getScheme())
                        || "http".equals(uri.getScheme()) && THIS_MACHINE.contains(uri.getHost());
                return safe
                        && uri.getHost() != null
                        && uri.getRawQuery() == null
                        && uri.getRawFragment() == null
                        && uri.getRawUserInfo() == null;
            } catch (IllegalArgumentException e) {
                return false;
            }
        }

        @Override
        public String range() {
            return "https://host, a path if need be; http only on this machine";
        }
    }

    record JdbcAddress() implements Kind {
        @Override
        public boolean allows(String value) {
            return value.startsWith("jdbc:postgresql:") && !value.contains("password=");
        }

        @Override
        public String range() {
            return "jdbc:postgresql://host:port/database, without a password in it";
        }
    }

    record KeyAddress() implements Kind {
        @Override
        public boolean allows(String value) {
            return value.matches("[a-z][a-z0-9+.-]*://[^\\s]+");
        }

        @Override
        public String range() {
            return "file:///path, program:///path, or the address of a key that a Tink client on the class path"
                    + " understands";
        }
    }

    record Time(Duration min, Duration max) implements Kind {
        private static final Pattern FORM = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");

        @Override
        public boolean allows(String value) {
            if (!FORM.matcher(value).matches()) {
                return false;
            }
            Duration time = parse(value);
            return time.compareTo(min) >= 0 && time.compareTo(max) <= 0;
        }

        @Override
        public String range() {
            return "a time such as 500ms, 10s, 5m, 12h or 30d, from " + plain(min) + " to " + plain(max);
        }

        /// @throws IllegalArgumentException if it is none
        static Duration parse(String value) {
            Matcher matcher = FORM.matcher(value);
            if (!matcher.matches()) {
                throw new IllegalArgumentException("not a time: '" + value + "'");
            }
            long count = Long.parseLong(matcher.group(1));
            return switch (matcher.group(2)) {
                case "ms" -> Duration.ofMillis(count);
                case "s" -> Duration.ofSeconds(count);
                case "m" -> Duration.ofMinutes(count);
                case "h" -> Duration.ofHours(count);
                default -> Duration.ofDays(count);
            };
        }

        private static String plain(Duration time) {
            if (time.toDaysPart() > 0) {
                return time.toDays() + "d";
            }
            if (time.toHours() > 0 && time.toMinutesPart() == 0) {
                return time.toHours() + "h";
            }
            if (time.toMinutes() > 0) {
                return time.toMinutes() + "m";
            }
            return time.toSeconds() > 0 ? time.toSeconds() + "s" : time.toMillis() + "ms";
        }
    }
}
