package org.tamga.gateway.search;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * Something that was found.
 *
 * @param type what it is, such as {@code claim} or {@code institution}
 * @param title its name or words, in the reader's language where there are such
 * @param snippet where the words were found, or what more one needs to know it by; null where there is none
 * @param url its address in the API
 * @param score from 0 to 1, the higher the better it fits, among what was asked for at once
 */
public record Hit(String type, String id, String title, String snippet, String domain, String url, double score) {

    /** Where people read it: a gathering in its brief, all else on its own page. */
    @JsonIgnore
    public String page() {
        return type.equals("gathering") ? "/briefs/" + id : url.replaceFirst("^/api/", "/records/");
    }
}
