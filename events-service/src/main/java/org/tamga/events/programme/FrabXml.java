package org.tamga.events.programme;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Set;

import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

import com.fasterxml.jackson.databind.JsonNode;

/** The same as {@link FrabJson}, in the XML in which frab and c3voc publish it ({@code schedule.xml}). */
final class FrabXml {

    /** Members that are attributes or elements of their own kind in XML. */
    private static final Set<String> APART = Set.of("id", "guid", "persons", "links", "attachments");

    private FrabXml() {
    }

    static byte[] write(Programme programme) {
        var out = new ByteArrayOutputStream();
        try {
            var xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out, "UTF-8");
            xml.writeStartDocument("UTF-8", "1.0");
            schedule(xml, FrabJson.tree(programme).get(FrabJson.SCHEDULE));
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("XML cannot be written to memory", e);
        }
        return out.toByteArray();
    }

    private static void schedule(XMLStreamWriter xml, JsonNode schedule) throws XMLStreamException {
        xml.writeStartElement("schedule");
        text(xml, "version", schedule.path("version"));
        text(xml, "base_url", schedule.path("base_url"));
        var conference = schedule.get(FrabJson.CONFERENCE);
        xml.writeStartElement("conference");
        for (var member : List.of("acronym", "title", "start", "end")) {
            text(xml, member, conference.path(member));
        }
        text(xml, "days", conference.path("daysCount"));
        for (var member : List.of("timeslot_duration", "time_zone_name")) {
            text(xml, member, conference.path(member));
        }
        xml.writeEndElement();
        for (var day : conference.get(FrabJson.DAYS)) {
            xml.writeStartElement("day");
            attribute(xml, "index", day.path("index"));
            attribute(xml, "date", day.path("date"));
            attribute(xml, "start", day.path("day_start"));
            attribute(xml, "end", day.path("day_end"));
            for (var room : day.get("rooms").properties()) {
                xml.writeStartElement("room");
                xml.writeAttribute("name", legal(room.getKey()));
                for (var event : room.getValue()) {
                    event(xml, event);
                }
                xml.writeEndElement();
            }
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }

    private static void event(XMLStreamWriter xml, JsonNode event) throws XMLStreamException {
        xml.writeStartElement("event");
        attribute(xml, "id", event.path("id"));
        attribute(xml, "guid", event.path("guid"));
        for (var member : event.properties()) {
            if (!APART.contains(member.getKey()) && member.getValue().isValueNode() && isName(member.getKey())) {
                text(xml, member.getKey(), member.getValue());
            }
        }
        xml.writeStartElement("persons");
        for (var person : event.path("persons")) {
            xml.writeStartElement("person");
            attribute(xml, "id", person.path("id"));
            attribute(xml, "guid", person.path("guid"));
            xml.writeCharacters(legal(person.path("public_name").asText()));
            xml.writeEndElement();
        }
        xml.writeEndElement();
        linked(xml, "links", "link", event.path("links"));
        linked(xml, "attachments", "attachment", event.path("attachments"));
        xml.writeEndElement();
    }

    private static void linked(XMLStreamWriter xml, String name, String each, JsonNode links) throws XMLStreamException {
        xml.writeStartElement(name);
        for (var link : links) {
            xml.writeStartElement(each);
            attribute(xml, "href", link.path("url"));
            xml.writeCharacters(legal(link.path("title").asText()));
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }

    private static void text(XMLStreamWriter xml, String name, JsonNode value) throws XMLStreamException {
        if (!value.isMissingNode() && !value.isNull()) {
            xml.writeStartElement(name);
            xml.writeCharacters(legal(value.asText()));
            xml.writeEndElement();
        }
    }

    private static void attribute(XMLStreamWriter xml, String name, JsonNode value) throws XMLStreamException {
        if (!value.isMissingNode() && !value.isNull()) {
            xml.writeAttribute(name, legal(value.asText()));
        }
    }

    /** XML 1.0 has no control characters beside the white ones; JSON has. */
    private static String legal(String text) {
        return text.replaceAll("[^\\t\\n\\r\\x{20}-\\x{D7FF}\\x{E000}-\\x{FFFD}\\x{10000}-\\x{10FFFF}]", "");
    }

    private static boolean isName(String member) {
        return member.matches("[A-Za-z_][A-Za-z0-9_.-]*");
    }
}
