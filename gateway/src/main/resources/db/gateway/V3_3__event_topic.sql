-- By which a notice that something is withheld knows what it is about; null where a version before this one took the event.
alter table event add topic text;
