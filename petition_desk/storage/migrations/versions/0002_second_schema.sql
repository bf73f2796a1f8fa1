CREATE TABLE attachments (
    id INTEGER NOT NULL,
    case_id INTEGER NOT NULL,
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    media TEXT NOT NULL,
    size INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    page_count INTEGER NOT NULL,
    added_at VARCHAR(32) NOT NULL,
    "by" TEXT NOT NULL,
    letter TEXT NOT NULL,
    addressee TEXT NOT NULL,
    is_void BOOLEAN NOT NULL,
    void_reason TEXT NOT NULL,
    CONSTRAINT pk_attachments PRIMARY KEY (id),
    CONSTRAINT fk_attachments_case_id_cases FOREIGN KEY(case_id) REFERENCES cases (id) ON DELETE CASCADE
);

CREATE INDEX ix_attachments_case_id ON attachments (case_id);

CREATE INDEX ix_attachments_sha256 ON attachments (sha256);

CREATE TABLE attachment_parts (
    attachment_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    CONSTRAINT pk_attachment_parts PRIMARY KEY (attachment_id, position),
    CONSTRAINT fk_attachment_parts_attachment_id_attachments FOREIGN KEY(attachment_id) REFERENCES attachments (id) ON DELETE CASCADE
);

CREATE TABLE letter_services (
    id INTEGER NOT NULL,
    case_id INTEGER NOT NULL,
    letter TEXT NOT NULL,
    kind TEXT NOT NULL,
    addressee TEXT NOT NULL,
    issued_on DATE NOT NULL,
    limit_on DATE,
    state TEXT NOT NULL,
    is_open BOOLEAN NOT NULL,
    is_told BOOLEAN NOT NULL,
    way TEXT NOT NULL,
    result TEXT NOT NULL,
    waybill TEXT NOT NULL,
    server TEXT NOT NULL,
    sent_on DATE,
    served_on DATE,
    ends_on DATE,
    attempt_count INTEGER NOT NULL,
    is_imported BOOLEAN NOT NULL,
    CONSTRAINT pk_letter_services PRIMARY KEY (id),
    CONSTRAINT fk_letter_services_case_id_cases FOREIGN KEY(case_id) REFERENCES cases (id) ON DELETE CASCADE
);

CREATE INDEX ix_letter_services_case_id ON letter_services (case_id);

CREATE INDEX ix_letter_services_is_open ON letter_services (limit_on, case_id) WHERE is_open = 1;

CREATE INDEX ix_letter_services_letter ON letter_services (letter);

CREATE INDEX ix_letter_services_limit_on ON letter_services (limit_on, state);

CREATE INDEX ix_letter_services_served_on ON letter_services (served_on);

CREATE INDEX ix_letter_services_waybill ON letter_services (waybill) WHERE waybill != '';


UPDATE standings SET computed_on = '2100-12-31'
 WHERE case_id IN (SELECT case_id FROM steps WHERE kind = 'issued');

CREATE TABLE postponements (
    id INTEGER NOT NULL,
    case_id INTEGER NOT NULL,
    rule TEXT NOT NULL,
    "of" TEXT NOT NULL,
    until DATE NOT NULL,
    reason TEXT NOT NULL,
    "by" TEXT NOT NULL,
    at VARCHAR(32) NOT NULL,
    CONSTRAINT pk_postponements PRIMARY KEY (id),
    CONSTRAINT uq_postponements_case_id_rule_of UNIQUE (case_id, rule, "of"),
    CONSTRAINT fk_postponements_case_id_cases FOREIGN KEY(case_id) REFERENCES cases (id) ON DELETE CASCADE
);

CREATE INDEX ix_postponements_until ON postponements (until);

CREATE TABLE findings (
    case_id INTEGER NOT NULL,
    kind TEXT NOT NULL,
    "on" DATE,
    unit TEXT NOT NULL,
    detail TEXT NOT NULL,
    CONSTRAINT pk_findings PRIMARY KEY (case_id, kind),
    CONSTRAINT fk_findings_case_id_cases FOREIGN KEY(case_id) REFERENCES cases (id) ON DELETE CASCADE
);

CREATE INDEX ix_findings_kind_on ON findings (kind, "on", case_id);

CREATE INDEX ix_clocks_open_counts ON clocks (reminds_on, owed_by, queue, deadline, is_provisional) WHERE is_open = 1;

CREATE INDEX ix_findings_kind_unit_on ON findings (kind, unit, "on");

UPDATE standings SET computed_on = '2100-12-31';

CREATE TABLE letter_wordings (
    id INTEGER NOT NULL,
    kind TEXT NOT NULL,
    version INTEGER NOT NULL,
    content TEXT NOT NULL,
    reason TEXT NOT NULL,
    account TEXT NOT NULL,
    saved_at VARCHAR(32) NOT NULL,
    CONSTRAINT pk_letter_wordings PRIMARY KEY (id),
    CONSTRAINT uq_letter_wordings_kind_version UNIQUE (kind, version)
);

CREATE TABLE wording_drafts (
    account TEXT NOT NULL,
    kind TEXT NOT NULL,
    content TEXT NOT NULL,
    saved_at VARCHAR(32) NOT NULL,
    CONSTRAINT pk_wording_drafts PRIMARY KEY (account, kind)
);

CREATE TABLE printings (
    id INTEGER NOT NULL,
    letter_id INTEGER NOT NULL,
    job INTEGER NOT NULL,
    copies INTEGER NOT NULL,
    printer TEXT NOT NULL,
    fate TEXT NOT NULL,
    account TEXT NOT NULL,
    printed_at VARCHAR(32) NOT NULL,
    CONSTRAINT pk_printings PRIMARY KEY (id),
    CONSTRAINT fk_printings_letter_id_letters FOREIGN KEY(letter_id) REFERENCES letters (id) ON DELETE CASCADE
);

CREATE INDEX ix_printings_job ON printings (job);

CREATE INDEX ix_printings_letter_id ON printings (letter_id);

DROP TABLE search;

CREATE VIRTUAL TABLE search USING fts5(names, numbers, matter, shorts, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 0');

CREATE TABLE forms (
    name TEXT NOT NULL,
    file_name TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    mapping TEXT NOT NULL,
    saved_at VARCHAR(32) NOT NULL,
    workbook BLOB NOT NULL,
    CONSTRAINT pk_forms PRIMARY KEY (name)
);

CREATE INDEX ix_forms_sha256 ON forms (sha256);


CREATE TABLE ledger_views (
	id INTEGER NOT NULL, 
	account TEXT NOT NULL, 
	position INTEGER NOT NULL, 
	kind TEXT NOT NULL, 
	title TEXT NOT NULL, 
	content TEXT NOT NULL, 
	CONSTRAINT pk_ledger_views PRIMARY KEY (id)
);

CREATE INDEX ix_ledger_views_account ON ledger_views (account);

CREATE INDEX ix_standings_is_sealed_number_order ON standings (number_order, case_id) WHERE is_sealed = 1;

CREATE INDEX ix_standings_owes_national_entry_number_order ON standings (number_order, case_id) WHERE owes_national_entry = 1;

CREATE INDEX ix_clocks_open_deadline ON clocks (deadline, owed_by, case_id) WHERE is_open = 1;

CREATE TABLE import_files (
    batch_id INTEGER NOT NULL,
    file_name TEXT NOT NULL,
    journal_seq INTEGER NOT NULL,
    taken_back_at VARCHAR(32),
    taken_back_by TEXT NOT NULL,
    CONSTRAINT pk_import_files PRIMARY KEY (batch_id),
    CONSTRAINT fk_import_files_batch_id_import_batches FOREIGN KEY(batch_id) REFERENCES import_batches (id) ON DELETE CASCADE
);

CREATE TABLE import_cases (
    id INTEGER NOT NULL,
    batch_id INTEGER NOT NULL,
    case_id INTEGER NOT NULL,
    "before" TEXT,
    steps TEXT NOT NULL,
    CONSTRAINT pk_import_cases PRIMARY KEY (id),
    CONSTRAINT fk_import_cases_batch_id_import_batches FOREIGN KEY(batch_id) REFERENCES import_batches (id) ON DELETE CASCADE,
    CONSTRAINT fk_import_cases_case_id_cases FOREIGN KEY(case_id) REFERENCES cases (id) ON DELETE CASCADE
);

CREATE INDEX ix_import_cases_batch_id ON import_cases (batch_id);

CREATE INDEX ix_import_cases_case_id ON import_cases (case_id);


CREATE TABLE letter_marks (
    letter_id INTEGER NOT NULL,
    mark TEXT NOT NULL,
    CONSTRAINT pk_letter_marks PRIMARY KEY (letter_id),
    CONSTRAINT fk_letter_marks_letter_id_letters FOREIGN KEY(letter_id) REFERENCES letters (id) ON DELETE CASCADE
);

CREATE INDEX ix_letter_marks_mark ON letter_marks (mark);

CREATE INDEX ix_clocks_due_rolled ON clocks (due_rolled, is_open, case_id);
