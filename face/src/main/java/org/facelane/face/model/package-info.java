/// Model packs: a folder of ONNX networks with a manifest, checked and opened.
///
/// Start reading at {@link org.facelane.face.model.ModelPack}; {@link org.facelane.face.model.Network} is the only
/// class that knows the runtime.
@NullMarked
package org.facelane.face.model;

import org.jspecify.annotations.NullMarked;
