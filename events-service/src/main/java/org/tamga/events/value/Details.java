package org.tamga.events.value;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What an imported file says of something beside the fields that it has here, so that the file can be given back as it came.
 *
 * @param format of the file, such as {@code frab}
 * @param members as they stand in the file
 */
public record Details(@NotBlank @Size(max = 50) String format, @NotNull ObjectNode members) {

    /** The members of the details; null where there are none of that format. */
    public static ObjectNode of(Details details, String format) {
        return details == null || !details.format.equals(format) ? null : details.members;
    }
}
