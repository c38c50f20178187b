package org.tamga.local.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordFolderTest {

    private static final String ID = "0198c0de-0000-7000-8000-000000000001";

    @TempDir
    Path folder;

    @Test
    void reads_the_files_of_the_folder_itself_in_the_order_of_their_names() throws Exception {
        write("10-later.json", file("/api/trade/agreements", ""));
        write("02-companies.json", file("/api/trade/companies", ""));
        write("later/01-not-yet.json", file("/api/trade/companies", ""));
        write("notes.json", "{}");
        List<RecordFile> files = RecordFolder.read(folder);
        assertEquals(List.of("02-companies.json", "10-later.json"), files.stream().map(RecordFile::name).toList());
        assertEquals("/api/trade/companies", files.get(0).collection());
    }

    @Test
    void puts_named_citations_in_the_place_of_their_names() throws Exception {
        write("citations.json", "{\"report\": {\"type\": \"news-report\", \"title\": \"A report\"}}");
        write("01-companies.json", file("/api/trade/companies",
                "\"report\", {\"citation\": \"report\", \"quote\": \"894\"}, {\"type\": \"dataset\", \"title\": \"A register\"}"));
        assertEquals("[{\"type\":\"news-report\",\"title\":\"A report\"},"
                + "{\"type\":\"news-report\",\"title\":\"A report\",\"quote\":\"894\"},"
                + "{\"type\":\"dataset\",\"title\":\"A register\"}]",
                RecordFolder.read(folder).get(0).records().get(0).periods().get(0).get("sources").toString());
    }

    @Test
    void keeps_numbers_as_they_are_written() throws Exception {
        write("01-companies.json", """
                                   {"collection": "/api/trade/companies", "records": [
                                     {"id": "%s", "periods": [{"sources": [], "share": 12.50}]}]}""".formatted(ID));
        assertEquals("{\"sources\":[],\"share\":12.50}",
                RecordFolder.read(folder).get(0).records().get(0).periods().get(0).toString());
    }

    @Test
    void names_all_faults_of_all_files() throws Exception {
        write("01-companies.json", file("/api/trade/companies", "\"unknown\""));
        write("02-broken.json", "{\n\"collection\": ,");
        write("03-nothing.json", "{\"records\": [{\"id\": \"1\", \"periods\": []}]}");
        write("04-twice.json", "{\"collection\": \"/api/a\", \"collection\": \"/api/b\", \"records\": []}");
        List<String> faults = assertThrows(UnreadableRecords.class, () -> RecordFolder.read(folder)).faults();
        assertEquals("01-companies.json /records/0/periods/0/sources/0: citations.json has no citation named unknown",
                faults.get(0));
        assertTrue(faults.get(1).startsWith("02-broken.json line 2: "), faults.get(1));
        assertEquals(List.of("03-nothing.json /collection: not the path of a collection, such as /api/trade/companies",
                "03-nothing.json /records/0/id: not a UUID",
                "03-nothing.json /records/0/periods: not a list of at least one period"), faults.subList(2, 5));
        assertTrue(faults.get(5).startsWith("04-twice.json line 1: Duplicate field"), faults.get(5));
        assertEquals(6, faults.size());
    }

    @Test
    void reads_the_starter_record() throws Exception {
        assertFalse(RecordFolder.read(Path.of("../data")).isEmpty());
    }

    @Test
    void refuses_a_folder_without_any_file_of_records() {
        assertThrows(UnreadableRecords.class, () -> RecordFolder.read(folder));
    }

    @Test
    void refuses_text_that_is_not_utf_8() throws Exception {
        Files.write(folder.resolve("01-companies.json"), "{\"collection\": \"Қ\"}".getBytes(StandardCharsets.UTF_16LE));
        assertThrows(UnreadableRecords.class, () -> RecordFolder.read(folder));
    }

    private static String file(String collection, String sources) {
        return """
               {"collection": "%s", "records": [{"id": "%s", "periods": [{"sources": [%s]}]}]}"""
                .formatted(collection, ID, sources);
    }

    private void write(String name, String content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }
}
