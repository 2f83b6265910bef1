/// Error rates in the terms of ISO/IEC 19795, with confidence intervals, and the tail of the non-mated distribution.
///
/// Start at {@link org.facelane.face.evaluate.rate.Verification} for 1:1,
/// {@link org.facelane.face.evaluate.rate.Searches} for 1:N and
/// {@link org.facelane.face.evaluate.rate.TailFit} for calibration. All counts are exact, all draws are made from a
/// seed.
@NullMarked
package org.facelane.face.evaluate.rate;

import org.jspecify.annotations.NullMarked;
