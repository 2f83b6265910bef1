-- When names, ticket codes and reasons of an event were blanked.
alter table event add column records_forgotten_at timestamptz;
