/// Networks from other formats to ONNX, and rewrites of ONNX files that keep the function.
///
/// Start at {@code ConvertTflite} and {@code ConvertFaceApi}; {@code OnnxGraph} writes the file.
@NullMarked
package org.facelane.bench.convert;

import org.jspecify.annotations.NullMarked;
