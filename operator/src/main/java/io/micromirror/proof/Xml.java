package io.micromirror.proof;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** The elements of an XML file, one after the other. A document type, and with it every entity of its own, is refused. */
final class Xml implements AutoCloseable {
    private static final XMLInputFactory FACTORY = factory();

    private final Unpacked in;
    private final String called;
    private final XMLStreamReader reader;

    Xml(Unpacked in, String called) throws IOException {
        this.in = in;
        this.called = called;
        try {
            // Decoded here, because the parser tells the standard error output of bytes that are no UTF-8.
            this.reader = FACTORY.createXMLStreamReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (XMLStreamException trouble) {
            throw unreadable(trouble);
        }
    }

    /** The start or the end of the next element; false at the end of the file. */
    boolean next() throws IOException {
        try {
            while (reader.hasNext()) {
                in.nextPiece();
                int event = reader.next();
                if (event == XMLStreamConstants.DTD || event == XMLStreamConstants.ENTITY_REFERENCE) {
                    throw new Contradiction("%s has a document type or an entity, which no index needs", called);
                }
                if (event == XMLStreamConstants.START_ELEMENT || event == XMLStreamConstants.END_ELEMENT) {
                    return true;
                }
            }
            return false;
        } catch (XMLStreamException | RuntimeException trouble) {
            throw unreadable(trouble);
        }
    }

    boolean starts() {
        return reader.getEventType() == XMLStreamConstants.START_ELEMENT;
    }

    String name() {
        return reader.getLocalName();
    }

    /** Empty when there is none. */
    String attribute(String name) {
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            if (reader.getAttributeLocalName(i).equals(name)) {
                return reader.getAttributeValue(i);
            }
        }
        return "";
    }

    /** The text of the element that just started, which holds no other. */
    String text() throws IOException {
        in.nextPiece();
        try {
            return reader.getElementText().strip();
        } catch (XMLStreamException | RuntimeException trouble) {
            throw unreadable(trouble);
        }
    }

    void demandRoot(String name) throws IOException {
        if (!next() || !name().equals(name)) {
            throw new Contradiction("%s does not begin with <%s>", called, name);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            reader.close();
        } catch (XMLStreamException trouble) {
            throw unreadable(trouble);
        }
    }

    private IOException unreadable(Exception trouble) {
        for (Throwable cause = trouble; cause != null; cause = cause.getCause()) {
            if (cause instanceof Contradiction contradiction) {
                return contradiction;
            }
        }
        return trouble instanceof XMLStreamException inXml && inXml.getNestedException() instanceof Contradiction known
                ? known
                : new Contradiction(
                        "%s is no readable XML: %s",
                        called, Objects.requireNonNullElse(trouble.getMessage(), trouble.toString()));
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, false);
        // These count the &lt; and &amp; of a whole file too. Without a document type there is no other entity to
        // bound.
        factory.setProperty("jdk.xml.totalEntitySizeLimit", "0");
        factory.setProperty("jdk.xml.maxGeneralEntitySizeLimit", "0");
        return factory;
    }
}
