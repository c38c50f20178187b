// What a write does to the periods of a record, by the rule that all services keep: the period that begins at validFrom is from now on
// exactly [validFrom, validTo). What begins on the same day is replaced as a whole; what is overlapped otherwise keeps its remainders.
// Dates are ISO 8601 days, and the intervals half-open; null is without bounds.

/**
 * The periods afterwards, in order: {from, to, effect, was}, the effect being 'written', 'kept', 'shortened' or 'removed', and `was` the
 * period that stood there.
 */
export function afterwards(periods, written) {
  const from = written.validFrom ?? null;
  const to = written.validTo ?? null;
  const result = [{ from, to, effect: 'written', was: periods.find((period) => within(from, period)) }];
  for (const was of periods) {
    const own = { from: was.validFrom ?? null, to: was.validTo ?? null, was };
    if (own.from === from) {
      // What it had beyond the new end is no longer recorded.
      if (start(to === null ? undefined : to) < end(own.to)) {
        result.push({ ...own, from: to, effect: 'removed' });
      }
    } else if (end(own.to) <= start(from) || end(to) <= start(own.from)) {
      result.push({ ...own, effect: 'kept' });
    } else {
      if (start(own.from) < start(from)) {
        result.push({ ...own, to: from, effect: 'shortened' });
      }
      if (end(to) < end(own.to)) {
        result.push({ ...own, from: to, effect: 'shortened' });
      }
      if (start(from) <= start(own.from) && end(own.to) <= end(to)) {
        result.push({ ...own, effect: 'removed' });
      }
    }
  }
  return result.sort((one, other) => (start(one.from) < start(other.from) ? -1 : start(one.from) > start(other.from) ? 1 : 0));
}

function within(day, period) {
  return start(period.validFrom ?? null) <= start(day) && start(day) < end(period.validTo ?? null);
}

// Texts that sort before and after every day.
function start(day) {
  return day === undefined ? '~' : day ?? '';
}

function end(day) {
  return day ?? '~';
}
