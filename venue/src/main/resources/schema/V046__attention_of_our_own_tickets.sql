-- What a steward is to see to with the guest of this ticket, once they are in; null: nothing.
alter table ticket add column attention text check (length(attention) between 1 and 200);
