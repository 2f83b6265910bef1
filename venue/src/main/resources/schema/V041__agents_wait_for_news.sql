-- Agents wait for news in calls of their own, beside those in which they ask and admit.
alter table agent_call drop constraint agent_call_strand_check;
alter table agent_call add constraint agent_call_strand_check check (strand in ('SYNC', 'ADMIT', 'NEWS'));
