package io.micromirror.acme;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.time.Instant;
import java.util.Optional;

/**
 * How an order ended, as JSON between the process that ordered and the operator.
 *
 * @param message a sentence
 * @param notBefore when the authority allows the next try; null where it did not say
 */
public record OrderResult(String message, Instant notBefore) {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /** What a text says; what is none is a message itself, such as a dying process's last words. */
    public static Optional<OrderResult> parse(String text) {
        if (text == null || text.isBlank()) {
            return Optional.empty();
        }
        try {
            return Optional.of(MAPPER.readValue(text, OrderResult.class));
        } catch (JacksonException words) {
            return Optional.of(new OrderResult(
                    text.strip().lines().reduce((first, last) -> last).orElse(text), null));
        }
    }

    public String toJson() {
        try {
            return MAPPER.writeValueAsString(this);
        } catch (JacksonException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
