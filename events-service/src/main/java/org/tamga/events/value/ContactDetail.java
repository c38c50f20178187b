package org.tamga.events.value;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/**
 * A way to reach somebody (Popolo {@code contact_details}).
 *
 * @param type such as {@code email} or {@code voice}
 * @param value the address or number
 * @param label what people call it, or null
 */
public record ContactDetail(@NotBlank @Size(max = 50) String type, @NotBlank @Size(max = 500) String value,
        @Size(max = 200) String label) {}
