-- What was shown is recorded with each consent, and nothing about a consent can be changed but its withdrawal.
alter table event add column minimum_age integer not null default 16 check (minimum_age between 0 and 99);
-- a guest below this age is enrolled by a parent or guardian; null: nobody is enrolled by somebody else
alter table event add column guardian_below integer check (guardian_below between 1 and 99);
alter table event add constraint guardian_rule check (guardian_below is null or guardian_below > minimum_age);
alter table event drop constraint hands_free_has_a_legal_basis;
alter table event add constraint hands_free_has_a_legal_basis check (
    mode <> 'HANDS_FREE'
    or (length(btrim(jurisdiction)) > 0 and length(btrim(dpia_reference)) > 0
        and length(btrim(accountable_person)) > 0 and length(btrim(release_text)) > 0) is true);

create function hash_of_text(title text, body text) returns bytea language sql immutable
    return sha256(convert_to(title || e'\n\n' || body, 'UTF8'));

-- who declares what about the guest's age: the guest is old enough, or a parent or guardian agrees
alter table consent add column declaration text not null default 'OF_AGE'
    check (declaration in ('OF_AGE', 'GUARDIAN'));
alter table consent add column shown_hash bytea check (length(shown_hash) = 32);
update consent c set shown_hash = (select hash_of_text(t.title, t.body) from consent_text t
    where t.event_id = c.event_id and t.version = c.version and t.language = c.language);
alter table consent alter column shown_hash set not null;

create function refuse_other_than_withdrawal() returns trigger language plpgsql as $$
begin
    if old.withdrawn_at is null and new.withdrawn_at is not null
       and (new.id, new.guest_id, new.event_id, new.version, new.language, new.given_at, new.declaration, new.shown_hash)
           = (old.id, old.guest_id, old.event_id, old.version, old.language, old.given_at, old.declaration, old.shown_hash)
    then
        return new;
    end if;
    raise exception 'a consent is given and withdrawn, and never changed' using errcode = 'insufficient_privilege';
end $$;
create trigger only_withdrawn before update on consent for each row execute function refuse_other_than_withdrawal();
-- a change of a text is a new version; deleting one that was given is refused by the foreign key of consent
create trigger never_changed before update on consent_text for each row execute function refuse_change();
