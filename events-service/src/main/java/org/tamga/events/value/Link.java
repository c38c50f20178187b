package org.tamga.events.value;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/**
 * A page about somebody (Popolo {@code links}).
 *
 * @param url its address
 * @param note what it is, or null
 */
public record Link(@NotBlank @Size(max = 2000) String url, @Size(max = 500) String note) {}
