package io.micromirror.proof;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** A walk over a JSON file that keeps nothing of it but the way down to where it is. */
final class Json {
    /** Stands in a path for the file itself, and for an element of a list. */
    static final String ELEMENT = "*";

    private static final int LONGEST_TEXT = 1 << 22;
    private static final int DEEPEST = 100;

    /** Names are not kept for later, because there may be millions of them. */
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(LONGEST_TEXT)
                    .maxNestingDepth(DEEPEST)
                    .build())
            .build();

    private Json() {}

    /** Told of the values of a file in their order. */
    interface Visitor {
        /** A text, a number or a constant, and the names on the way to it with its own. */
        void value(List<String> path, Value value) throws IOException;

        /** The end of an object or a list, and the names on the way to it with its own. */
        default void ended(List<String> path) throws IOException {}
    }

    /** Put into memory only when asked for. */
    interface Value {
        String text() throws IOException;
    }

    static void walk(InputStream in, String called, Visitor visitor) throws IOException {
        try (JsonParser parser = FACTORY.createParser(in)) {
            List<String> path = new ArrayList<>();
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token.isStructStart()) {
                    path.add(name(parser));
                } else if (token.isStructEnd()) {
                    visitor.ended(path);
                    path.removeLast();
                } else if (token.isScalarValue()) {
                    path.add(name(parser));
                    visitor.value(path, parser::getText);
                    path.removeLast();
                }
            }
        } catch (JsonProcessingException trouble) {
            throw new Contradiction("%s is no readable JSON: %s", called, trouble.getOriginalMessage());
        }
    }

    private static String name(JsonParser parser) throws IOException {
        String name = parser.currentName();
        return name == null ? ELEMENT : name;
    }
}
