package org.tamga.commons.value;

import java.math.BigDecimal;
import java.util.Currency;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * An amount of money.
 *
 * @param amount exact; a decimal string in JSON, so that no reader rounds it
 * @param currency ISO 4217 code
 */
public record Money(@JsonFormat(shape = JsonFormat.Shape.STRING) BigDecimal amount, String currency) {

    /** From JSON, where the amount is a text. */
    @JsonCreator
    static Money of(@JsonProperty("amount") String amount, @JsonProperty("currency") String currency) {
        return new Money(amount == null ? null : Decimals.parse(amount), currency);
    }

    public Money {
        if (amount == null || currency == null) {
            throw new IllegalArgumentException(
                    "needs an amount and a currency, such as {\"amount\": \"12.50\", \"currency\": \"KZT\"}");
        }
        if (Currency.getAvailableCurrencies().stream().noneMatch(c -> c.getCurrencyCode().equals(currency))) {
            throw new IllegalArgumentException("\"" + currency + "\" is not an ISO 4217 currency code");
        }
    }
}
