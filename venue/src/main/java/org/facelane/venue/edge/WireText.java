package org.facelane.venue.edge;

import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// Records as JSON and back. What names something unknown or leaves out something needed is refused.
public final class WireText {
    /// The largest answer: a page of a gallery.
    public static final int BYTES_MAX = 20_000_000;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxStringLength(100_000)
                            .maxNestingDepth(20)
                            .maxDocumentLength(BYTES_MAX)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private WireText() {}

    public static byte[] write(Object record) {
        return MAPPER.writeValueAsBytes(record);
    }

    /// @throws IllegalArgumentException if the bytes are no such record
    public static <T> T read(byte[] bytes, Class<T> type) {
        try {
            return MAPPER.readValue(bytes, type);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("not a " + type.getSimpleName() + ": " + e.getOriginalMessage(), e);
        }
    }
}
