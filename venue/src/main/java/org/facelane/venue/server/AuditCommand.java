package org.facelane.venue.server;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.facelane.venue.audit.AuditExport;
import org.facelane.venue.audit.AuditReport;
import org.facelane.venue.audit.AuditVerification;

/// `facelane audit verify`: whether the audit log, or an export of it, is what was written.
final class AuditCommand {
    static final String HELP = """
        facelane audit verify              computes the audit log's chain again; exit 1 if a line is not what it was
        facelane audit verify --file=F     the same for an export (JSON), without the database
        """;

    private static final String FILE = "--file=";

    private AuditCommand() {}

    /// @param arguments what stands behind `audit`
    /// @return the exit code
    static int run(List<String> arguments) {
        if (arguments.isEmpty() || !arguments.getFirst().equals("verify")) {
            System.err.println(HELP);
            return Main.CANNOT_START;
        }
        List<String> rest = arguments.subList(1, arguments.size());
        Optional<Path> export = rest.stream()
                .filter(argument -> argument.startsWith(FILE))
                .map(argument -> Path.of(argument.substring(FILE.length())))
                .findFirst();
        AuditReport report = export.isPresent() ? ofExport(export.get()) : ofInstallation(rest);
        System.out.println(report.count() + " lines, " + report.heads() + " signatures, signed up to line "
                + report.signedUpTo() + ", " + report.waiting() + " lines wait for their place.");
        report.findings().forEach(finding -> System.out.println(finding.kind() + ": " + finding.says()));
        System.out.println(report.isWhole() ? "Nothing was changed." : "This log is not what was written.");
        return report.isWhole() ? 0 : 1;
    }

    private static AuditReport ofInstallation(List<String> arguments) {
        Settings settings = Main.settings(arguments);
        try (Installation installation = Installation.open(settings)) {
            return AuditVerification.of(installation.database(), Installation.auditHeads(settings));
        }
    }

    private static AuditReport ofExport(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new CannotStart("There is no file " + file + ".");
        }
        try {
            return AuditExport.check(file);
        } catch (IllegalArgumentException e) {
            throw new CannotStart(String.valueOf(e.getMessage()), e);
        }
    }
}
