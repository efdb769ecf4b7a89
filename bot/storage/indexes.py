"""Indexes: by what the rows are found that point at something, or wait for something."""

FOUND_BY_INDEX = """
CREATE INDEX invitations_by_team ON invitations (team_id);
CREATE INDEX invitations_by_person ON invitations (person_id);
CREATE INDEX invitations_by_maker ON invitations (made_by);
CREATE INDEX sessions_by_moment ON sessions (moment_id) WHERE moment_id IS NOT NULL;
CREATE INDEX nudges_by_session ON nudges (session_id);
CREATE INDEX talks_by_session ON talks (session_id);
CREATE INDEX talks_by_entry ON talks (entry_id);
CREATE INDEX talks_by_commitment ON talks (commitment_id);
CREATE INDEX states_by_facilitator ON states (facilitator_id) WHERE facilitator_id IS NOT NULL;
CREATE INDEX agreements_by_person ON agreements (person_id);
CREATE INDEX commitments_by_session ON commitments (session_id);
CREATE INDEX marks_by_person ON marks (person_id);
CREATE INDEX kept_out_by_person ON kept_out (person_id);
CREATE INDEX heard_by_person ON heard (person_id);
CREATE INDEX teams_by_name ON teams (name);
CREATE INDEX outbox_due ON outbox (send_after) WHERE state = 'waiting';
CREATE INDEX inbox_new ON inbox (received_at, update_id) WHERE state = 'new';
CREATE INDEX inbox_aside ON inbox (received_at) WHERE state = 'aside';
CREATE INDEX outbox_private ON outbox (chat_id) WHERE chat_id > 0;
"""
