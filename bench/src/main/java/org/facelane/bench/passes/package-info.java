/// What a pass costs and how well it is read: {@link org.facelane.bench.passes.TemplateSize} measures accuracy against
/// the size of a template, {@link org.facelane.bench.passes.ReadCodes} from how far a code is read,
/// {@link org.facelane.bench.passes.PassRate} how long guests wait.
@NullMarked
package org.facelane.bench.passes;

import org.jspecify.annotations.NullMarked;
