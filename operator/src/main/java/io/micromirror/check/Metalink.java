package io.micromirror.check;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * What MirrorManager publishes of a repomd.xml: the newest SHA-256, and the alternates that clients accept too. A document
 * type, and with it every entity, is refused.
 */
record Metalink(String newest, List<String> alternates) {
    private static final int MOST_ALTERNATES = 50;
    private static final XMLInputFactory FACTORY = factory();

    Metalink {
        alternates = List.copyOf(alternates);
    }

    /** Nothing where the text is no metalink. */
    static Optional<Metalink> parse(String text) {
        try {
            XMLStreamReader reader = FACTORY.createXMLStreamReader(new StringReader(text));
            try {
                return read(reader);
            } finally {
                reader.close();
            }
        } catch (XMLStreamException | RuntimeException unreadable) {
            // The parser throws several kinds of runtime exceptions at hostile input.
            return Optional.empty();
        }
    }

    private static Optional<Metalink> read(XMLStreamReader reader) throws XMLStreamException {
        String newest = null;
        List<String> alternates = new ArrayList<>();
        int alternate = 0;
        boolean metalink = false;
        while (reader.hasNext()) {
            int event = reader.next();
            if (event == XMLStreamConstants.DTD || event == XMLStreamConstants.ENTITY_REFERENCE) {
                return Optional.empty();
            }
            if (event == XMLStreamConstants.END_ELEMENT && reader.getLocalName().equals("alternate")) {
                alternate--;
            }
            if (event != XMLStreamConstants.START_ELEMENT) {
                continue;
            }
            String name = reader.getLocalName();
            metalink |= name.equals("metalink");
            if (name.equals("alternate")) {
                alternate++;
            }
            if (name.equals("hash") && "sha256".equals(reader.getAttributeValue(null, "type"))) {
                String hash = reader.getElementText().strip().toLowerCase(Locale.ROOT);
                if (alternate > 0 && alternates.size() < MOST_ALTERNATES) {
                    alternates.add(hash);
                } else if (newest == null) {
                    newest = hash;
                }
            }
        }
        return metalink && newest != null ? Optional.of(new Metalink(newest, alternates)) : Optional.empty();
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        return factory;
    }
}
