/// A report: sections of tables, plots and words, written once as a page that needs no script and once as JSON.
///
/// Start at {@link org.facelane.face.evaluate.report.Report}.
@NullMarked
package org.facelane.face.evaluate.report;

import org.jspecify.annotations.NullMarked;
