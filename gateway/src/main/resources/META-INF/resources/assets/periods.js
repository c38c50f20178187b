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
    } else if (isApart(own, from, to)) {
      result.push({ ...own, effect: 'kept' });
    } else {
      result.push(...remainders(own, from, to));
      if (start(from) <= start(own.from) && end(own.to) <= end(to)) {
        result.push({ ...own, effect: 'removed' });
      }
    }
  }
  return ordered(result);
}

/**
 * The periods after it was withdrawn that anything held from validFrom up to validTo, in order and as above: what never held of them is
 * 'withdrawn', whichever day they begin on.
 */
export function withdrawn(periods, { validFrom: from = null, validTo: to = null }) {
  return ordered(periods.flatMap((was) => {
    const own = { from: was.validFrom ?? null, to: was.validTo ?? null, was };
    return isApart(own, from, to) ? [{ ...own, effect: 'kept' }] : [...remainders(own, from, to), {
      ...own,
      from: start(own.from) < start(from) ? from : own.from,
      to: end(to) < end(own.to) ? to : own.to,
      effect: 'withdrawn',
    }];
  }));
}

function isApart(own, from, to) {
  return end(own.to) <= start(from) || end(to) <= start(own.from);
}

/** What stays of a period before the one day and from the other on. */
function remainders(own, from, to) {
  const result = [];
  if (start(own.from) < start(from)) {
    result.push({ ...own, to: from, effect: 'shortened' });
  }
  if (end(to) < end(own.to)) {
    result.push({ ...own, from: to, effect: 'shortened' });
  }
  return result;
}

function ordered(steps) {
  return steps.sort((one, other) => (start(one.from) < start(other.from) ? -1 : start(one.from) > start(other.from) ? 1 : 0));
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
