-- An agent that goes on after a restart without the server keeps what opens its gallery where a restart finds it. That it
-- is not heard does not say that it has forgotten: erasures wait until it says so, or is revoked.
alter table agent add column carries_over boolean not null default false;
