package org.facelane.venue.http.route;

import java.util.Optional;
import org.facelane.venue.AdmissionId;
import org.facelane.venue.EventId;
import org.facelane.venue.LaneId;
import org.facelane.venue.ReferralId;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.ToStringSerializer;

/// How records are written as JSON and read back: absent values are `null`, instants are ISO 8601, and a request
/// that names something unknown or leaves out something needed is refused.
public final class Json {
    /// The longest text in a request, in characters.
    private static final int TEXT_LENGTH_MAX = 100_000;

    private Json() {}

    public static JsonMapper mapper() {
        return JsonMapper.builder(JsonFactory.builder()
                        .streamReadConstraints(StreamReadConstraints.builder()
                                .maxStringLength(TEXT_LENGTH_MAX)
                                .maxNestingDepth(20)
                                .maxDocumentLength(10L * TEXT_LENGTH_MAX)
                                .build())
                        .build())
                .addModule(new SimpleModule()
                        .addSerializer(EventId.class, ToStringSerializer.instance)
                        .addSerializer(LaneId.class, ToStringSerializer.instance)
                        .addSerializer(AdmissionId.class, ToStringSerializer.instance)
                        .addSerializer(ReferralId.class, ToStringSerializer.instance))
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .build();
    }

    public static ServerResponse ok(Object body) {
        return ServerResponse.ok().contentType(MediaType.APPLICATION_JSON).body(body);
    }

    public static ServerResponse created(Object body) {
        return ServerResponse.status(201)
                .contentType(MediaType.APPLICATION_JSON)
                .body(body);
    }

    /// A text that a request should have.
    public static Optional<String> text(Optional<String> text) {
        return text.map(String::strip).filter(stripped -> !stripped.isEmpty());
    }

    /// The body as a record of type `T`; components that the request leaves out are empty, if they are optional.
    public static <T> T body(ServerRequest request, Class<T> type) throws Exception {
        return request.body(type);
    }
}
