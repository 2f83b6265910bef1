package org.facelane.venue.audit;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/// What a check of the audit log has found.
///
/// @param count lines whose hashes were computed again
/// @param heads signatures that were checked
/// @param signedUpTo the last line under a good signature; 0 if none is
/// @param waiting lines that have no place in the chain yet
public record AuditReport(long count, int heads, long signedUpTo, long waiting, List<Finding> findings) {
    public AuditReport {
        findings = List.copyOf(findings);
    }

    /// What is wrong.
    public enum Kind {
        /// A line, or its hash, is not what was written there: changed, put in between, or moved.
        CHANGED,
        /// A number is missing.
        REMOVED,
        /// The log ends before a line that was signed.
        TRUNCATED,
        /// The whole log was computed anew: its hashes fit each other, and not what was signed.
        REWRITTEN,
        /// A signature is not the installation's.
        FORGED
    }

    /// @param number the line it is about
    public record Finding(Kind kind, long number) {
        public Finding {
            requireNonNull(kind, "kind is null");
        }

        /// In one sentence.
        public String says() {
            return switch (kind) {
                case CHANGED -> "Line " + number + " is not what was written there: changed, put in between, or moved.";
                case REMOVED -> "Line " + number + " is missing.";
                case TRUNCATED -> "The log ends before line " + number + ", which was signed.";
                case REWRITTEN -> "Line " + number + " does not have the hash that was signed: the log was made anew.";
                case FORGED -> "The signature under line " + number + " is not this installation's.";
            };
        }
    }

    /// True if nothing is wrong.
    public boolean isWhole() {
        return findings.isEmpty();
    }

    /// The first thing that is wrong.
    public Optional<Finding> first() {
        return findings.stream().findFirst();
    }
}
