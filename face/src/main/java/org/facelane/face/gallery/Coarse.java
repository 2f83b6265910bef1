package org.facelane.face.gallery;

/// The coarse form of a reference, that is scanned first: a signed byte for each value, one scale for all of them, and
/// how much the product with it can be off.
///
/// Let `x` be the reference, `p` a probe, `q` the steps, `s` the scale, `u` = 2⁻²⁴, `d` the dimension, `|·|` the
/// length. `S` is the similarity that counts: `Σ pₖ·xₖ` added in double precision. `t` is what a [Kernel] returns: `Σ
/// pₖ·qₖ` added in single precision. Then **`|S − s·t| ≤ |p| · bound`**, because
///
/// 1. `Σ pₖ·xₖ = s·Σ pₖ·qₖ + Σ pₖ·(xₖ − s·qₖ)`, and the last sum is at most `|p| · |x − s·q|` (Cauchy and Schwarz);
/// 2. a sum of `d` products in single precision, in whatever order, fused or not, is off by at most
///    `γ·Σ|pₖ·qₖ| ≤ γ·|p|·|q|` with `γ = d·u / (1 − d·u)` (Higham 2002, section 3.1), if nothing underflows, and
///    by at most `d·2⁻¹⁴⁹` more if something does;
/// 3. products of two floats are exact in double precision, so `S` is off by at most `d·2⁻⁵³·|p|·|x|` by the same rule;
/// 4. a kernel computes `s·t + bound·|p|` in single precision: three roundings, at most `3u` of either part.
///
/// So `bound = |x − s·q| + (γ + 3u)·s·|q| + d·2⁻⁵³·|x| + 2⁻¹⁰⁰`, a little more for its own roundings, rounded up. A
/// reference with `s·t + |p|·bound < L` has a similarity below `L`, and one is never below `s·t − |p|·bound`.
///
/// @param steps `xₖ / scale`, rounded, −127 to 127
/// @param scale the greatest magnitude of a value, divided by 127
/// @param bound above 0, finite
record Coarse(byte[] steps, float scale, float bound) {
    private static final int STEP_MAX = 127;
    private static final double UNIT = 0x1.0p-24;

    /// @param values finite, at most 4,096
    static Coarse of(float[] values) {
        float greatest = 0;
        for (float value : values) {
            greatest = Math.max(greatest, Math.abs(value));
        }
        float scale = greatest / STEP_MAX;
        // Whatever the steps become, the bound is that of the steps.
        double inverse = scale > 0 ? 1.0 / scale : 0;
        byte[] steps = new byte[values.length];
        double cut = 0;
        double whole = 0;
        double stepSquares = 0;
        for (int k = 0; k < values.length; k++) {
            long step = Math.clamp((long) Math.rint(values[k] * inverse), -STEP_MAX, STEP_MAX);
            double rest = values[k] - (double) scale * step;
            steps[k] = (byte) step;
            cut += rest * rest;
            whole += (double) values[k] * values[k];
            stepSquares += (double) step * step;
        }
        double gamma = values.length * UNIT / (1 - values.length * UNIT);
        double bound = Math.sqrt(cut)
                + (gamma + 3 * UNIT) * scale * Math.sqrt(stepSquares)
                + values.length * 0x1.0p-53 * Math.sqrt(whole)
                + 0x1.0p-100;
        return new Coarse(steps, scale, Math.nextUp((float) (bound * (1 + 8 * UNIT))));
    }

    /// The length of a probe, rounded up, for use with [#bound].
    static float length(float[] probe) {
        double squares = 0;
        for (float value : probe) {
            squares += (double) value * value;
        }
        return Math.nextUp((float) (Math.sqrt(squares) * (1 + UNIT)));
    }
}
