-- The first schema, as it was. Statements end with a semicolon at the end of a line.

CREATE TABLE calendar_years (
    year INTEGER NOT NULL,
    content TEXT NOT NULL,
    loaded_at VARCHAR(32) NOT NULL,
    CONSTRAINT pk_calendar_years PRIMARY KEY (year)
);

CREATE TABLE cases (
    id INTEGER NOT NULL,
    local_no TEXT NOT NULL,
    received_on DATE NOT NULL,
    registered_at VARCHAR(32) NOT NULL,
    channel TEXT NOT NULL,
    source TEXT NOT NULL,
    summary TEXT NOT NULL,
    people_count INTEGER NOT NULL,
    official_letter_no TEXT NOT NULL,
    official_matter_no TEXT NOT NULL,
    query_code TEXT NOT NULL,
    incoming_doc_no TEXT NOT NULL,
    incoming_on DATE,
    must_report_back BOOLEAN NOT NULL,
    report_back_on DATE,
    first_received_by TEXT NOT NULL,
    petitioned_on DATE,
    postmark_on DATE,
    is_anonymous BOOLEAN NOT NULL,
    is_joint BOOLEAN NOT NULL,
    representatives TEXT NOT NULL,
    purpose TEXT NOT NULL,
    matter_kind TEXT NOT NULL,
    category TEXT NOT NULL,
    problem_place TEXT NOT NULL,
    problem_on DATE,
    accused_unit TEXT NOT NULL,
    accused_person TEXT NOT NULL,
    legal_case_no TEXT NOT NULL,
    repeat_of TEXT NOT NULL,
    is_urgent BOOLEAN NOT NULL,
    is_confidential BOOLEAN NOT NULL,
    first_contact TEXT NOT NULL,
    batch TEXT NOT NULL,
    remark TEXT NOT NULL,
    is_imported BOOLEAN NOT NULL,
    import_key TEXT,
    official_letter_key TEXT NOT NULL,
    official_matter_key TEXT NOT NULL,
    official_due_on DATE,
    official_status TEXT NOT NULL,
    official_closing_status TEXT NOT NULL,
    official_registering_unit TEXT NOT NULL,
    official_responsible_unit TEXT NOT NULL,
    official_police_branch TEXT NOT NULL,
    official_handling_way TEXT NOT NULL,
    official_forwarded_to TEXT NOT NULL,
    official_archive_no TEXT NOT NULL,
    content TEXT NOT NULL,
    CONSTRAINT pk_cases PRIMARY KEY (id),
    CONSTRAINT uq_cases_local_no UNIQUE (local_no),
    CONSTRAINT uq_cases_import_key UNIQUE (import_key)
);

CREATE INDEX ix_cases_official_letter_key ON cases (official_letter_key);

CREATE INDEX ix_cases_official_matter_key ON cases (official_matter_key);

CREATE TABLE drafts (
    id INTEGER NOT NULL,
    account TEXT NOT NULL,
    saved_at VARCHAR(32) NOT NULL,
    content TEXT NOT NULL,
    CONSTRAINT pk_drafts PRIMARY KEY (id)
);

CREATE INDEX ix_drafts_account ON drafts (account);

CREATE TABLE import_batches (
    id INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    at VARCHAR(32) NOT NULL,
    account TEXT NOT NULL,
    counts TEXT NOT NULL,
    CONSTRAINT pk_import_batches PRIMARY KEY (id)
);

CREATE INDEX ix_import_batches_sha256 ON import_batches (sha256);

CREATE TABLE import_mappings (
    headers TEXT NOT NULL,
    content TEXT NOT NULL,
    saved_at VARCHAR(32) NOT NULL,
    CONSTRAINT pk_import_mappings PRIMARY KEY (headers)
);

CREATE TABLE journal (
    seq INTEGER NOT NULL,
    at VARCHAR(32) NOT NULL,
    account TEXT NOT NULL,
    action TEXT NOT NULL,
    subject TEXT NOT NULL,
    "before" TEXT,
    "after" TEXT,
    mac BLOB NOT NULL,
    CONSTRAINT pk_journal PRIMARY KEY (seq)
);

CREATE INDEX ix_journal_subject ON journal (subject);

CREATE TABLE meta (
    "key" TEXT NOT NULL,
    value TEXT NOT NULL,
    CONSTRAINT pk_meta PRIMARY KEY ("key")
);

CREATE TABLE number_series (
    name TEXT NOT NULL,
    year INTEGER NOT NULL,
    last INTEGER NOT NULL,
    CONSTRAINT pk_number_series PRIMARY KEY (name, year)
);

CREATE TABLE settings (
    "key" TEXT NOT NULL,
    value TEXT NOT NULL,
    CONSTRAINT pk_settings PRIMARY KEY ("key")
);

CREATE TABLE units (
    name TEXT NOT NULL,
    position INTEGER NOT NULL,
    handler TEXT NOT NULL,
    telephone TEXT NOT NULL,
    address TEXT NOT NULL,
    is_own BOOLEAN NOT NULL,
    CONSTRAINT pk_units PRIMARY KEY (name)
);

CREATE TABLE clocks (
    id INTEGER NOT NULL,
    case_id INTEGER NOT NULL,
    rule TEXT NOT NULL,
    name TEXT NOT NULL,
    "of" TEXT NOT NULL,
    owed_by TEXT NOT NULL,
    article TEXT NOT NULL,
    started_on DATE NOT NULL,
    due_plain DATE NOT NULL,
    due_rolled DATE NOT NULL,
    act_by DATE NOT NULL,
    deadline DATE NOT NULL,
    reminds_on DATE NOT NULL,
    is_provisional BOOLEAN NOT NULL,
    is_presumed BOOLEAN NOT NULL,
    state TEXT NOT NULL,
    is_open BOOLEAN NOT NULL,
    queue TEXT NOT NULL,
    act TEXT NOT NULL,
    act_label TEXT NOT NULL,
    CONSTRAINT pk_clocks PRIMARY KEY (id),
    CONSTRAINT fk_clocks_case_id_cases FOREIGN KEY(case_id) REFERENCES cases (id) ON DELETE CASCADE
);

CREATE INDEX ix_clocks_case_id ON clocks (case_id);

CREATE INDEX ix_clocks_open_queue ON clocks (queue, reminds_on) WHERE is_open = 1;

CREATE INDEX ix_clocks_open_reminds_on ON clocks (reminds_on) WHERE is_open = 1;

CREATE TABLE demands (
    id INTEGER NOT NULL,
    case_id INTEGER NOT NULL,
    number INTEGER NOT NULL,
    text TEXT NOT NULL,
    pathway TEXT NOT NULL,
    document_name TEXT NOT NULL,
    document_number TEXT NOT NULL,
    document_served_on DATE,
    CONSTRAINT pk_demands PRIMARY KEY (id),
    CONSTRAINT uq_demands_case_id_number UNIQUE (case_id, number),
    CONSTRAINT fk_demands_case_id_cases FOREIGN KEY(case_id) REFERENCES cases (id) ON DELETE CASCADE
);

CREATE TABLE letters (
    id INTEGER NOT NULL,
    case_id INTEGER NOT NULL,
    kind TEXT NOT NULL,
    number TEXT,
    serial INTEGER,
    year INTEGER NOT NULL,
    issued_on DATE NOT NULL,
    issued_at VARCHAR(32) NOT NULL,
    "by" TEXT NOT NULL,
    title TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    template_version TEXT NOT NULL,
    page_count INTEGER NOT NULL,
    is_void BOOLEAN NOT NULL,
    void_reason TEXT NOT NULL,
    CONSTRAINT pk_letters PRIMARY KEY (id),
    CONSTRAINT fk_letters_case_id_cases FOREIGN KEY(case_id) REFERENCES cases (id) ON DELETE CASCADE,
    CONSTRAINT uq_letters_number UNIQUE (number)
);

CREATE INDEX ix_letters_case_id ON letters (case_id);

CREATE INDEX ix_letters_sha256 ON letters (sha256);

CREATE TABLE petitioners (
    id INTEGER NOT NULL,
    case_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    is_main BOOLEAN NOT NULL,
    id_number TEXT NOT NULL,
    address TEXT NOT NULL,
    mailing_address TEXT NOT NULL,
    postcode TEXT NOT NULL,
    mobile TEXT NOT NULL,
    telephone TEXT NOT NULL,
    agent TEXT NOT NULL,
    name_key TEXT NOT NULL,
    id_key TEXT NOT NULL,
    mobile_key TEXT NOT NULL,
    telephone_key TEXT NOT NULL,
    CONSTRAINT pk_petitioners PRIMARY KEY (id),
    CONSTRAINT fk_petitioners_case_id_cases FOREIGN KEY(case_id) REFERENCES cases (id) ON DELETE CASCADE
);

CREATE INDEX ix_petitioners_case_id ON petitioners (case_id);

CREATE INDEX ix_petitioners_name_key ON petitioners (name_key);

CREATE TABLE standings (
    case_id INTEGER NOT NULL,
    number_order INTEGER NOT NULL,
    name_order TEXT NOT NULL,
    received_on DATE NOT NULL,
    channel TEXT NOT NULL,
    source TEXT NOT NULL,
    matter_kind TEXT NOT NULL,
    category TEXT NOT NULL,
    people_count INTEGER NOT NULL,
    official_letter_no TEXT NOT NULL,
    official_due_on DATE,
    is_sealed BOOLEAN NOT NULL,
    state TEXT NOT NULL,
    is_open BOOLEAN NOT NULL,
    is_void BOOLEAN NOT NULL,
    computed_on DATE NOT NULL,
    changes_on DATE,
    unit TEXT NOT NULL,
    pathway TEXT NOT NULL,
    next_rule TEXT NOT NULL,
    next_name TEXT NOT NULL,
    next_owed_by TEXT NOT NULL,
    next_deadline DATE,
    next_reminds_on DATE,
    next_is_provisional BOOLEAN NOT NULL,
    owes_facts BOOLEAN NOT NULL,
    owes_national_entry BOOLEAN NOT NULL,
    awaits_slip BOOLEAN NOT NULL,
    entered_nationally_no TEXT NOT NULL,
    closed_on DATE,
    CONSTRAINT pk_standings PRIMARY KEY (case_id),
    CONSTRAINT fk_standings_case_id_cases FOREIGN KEY(case_id) REFERENCES cases (id) ON DELETE CASCADE
);

CREATE INDEX ix_standings_awaits_slip ON standings (next_deadline, case_id) WHERE awaits_slip = 1;

CREATE INDEX ix_standings_category_case_id ON standings (category, case_id);

CREATE INDEX ix_standings_changes_on ON standings (changes_on);

CREATE INDEX ix_standings_channel_case_id ON standings (channel, case_id);

CREATE INDEX ix_standings_closed_on_case_id ON standings (closed_on, case_id);

CREATE INDEX ix_standings_computed_on ON standings (computed_on);

CREATE INDEX ix_standings_is_open ON standings (next_deadline, case_id) WHERE is_open = 1;

CREATE INDEX ix_standings_is_sealed ON standings (case_id) WHERE is_sealed = 1;

CREATE INDEX ix_standings_matter_kind_case_id ON standings (matter_kind, case_id);

CREATE INDEX ix_standings_name_order_case_id ON standings (name_order, case_id);

CREATE INDEX ix_standings_next_deadline_case_id ON standings (next_deadline, case_id);

CREATE INDEX ix_standings_next_name_case_id ON standings (next_name, case_id);

CREATE INDEX ix_standings_number_order_case_id ON standings (number_order, case_id);

CREATE INDEX ix_standings_official_due_on_case_id ON standings (official_due_on, case_id);

CREATE INDEX ix_standings_official_letter_no_case_id ON standings (official_letter_no, case_id);

CREATE INDEX ix_standings_owes_facts ON standings (next_deadline, case_id) WHERE owes_facts = 1;

CREATE INDEX ix_standings_owes_national_entry ON standings (next_deadline, case_id) WHERE owes_national_entry = 1;

CREATE INDEX ix_standings_pathway_case_id ON standings (pathway, case_id);

CREATE INDEX ix_standings_people_count_case_id ON standings (people_count, case_id);

CREATE INDEX ix_standings_received_on_case_id ON standings (received_on, case_id);

CREATE INDEX ix_standings_source_case_id ON standings (source, case_id);

CREATE INDEX ix_standings_state_case_id ON standings (state, case_id);

CREATE INDEX ix_standings_unit_case_id ON standings (unit, case_id);

CREATE TABLE steps (
    id INTEGER NOT NULL,
    case_id INTEGER NOT NULL,
    kind TEXT NOT NULL,
    "on" DATE NOT NULL,
    recorded_at VARCHAR(32) NOT NULL,
    "by" TEXT NOT NULL,
    "values" TEXT NOT NULL,
    note TEXT NOT NULL,
    violation TEXT NOT NULL,
    is_imported BOOLEAN NOT NULL,
    CONSTRAINT pk_steps PRIMARY KEY (id),
    CONSTRAINT fk_steps_case_id_cases FOREIGN KEY(case_id) REFERENCES cases (id) ON DELETE CASCADE
);

CREATE INDEX ix_steps_case_id ON steps (case_id);

CREATE TABLE visits (
    case_id INTEGER NOT NULL,
    arrived_at VARCHAR(32),
    left_at VARCHAR(32),
    room TEXT NOT NULL,
    received_by TEXT NOT NULL,
    mode TEXT NOT NULL,
    statement TEXT NOT NULL,
    CONSTRAINT pk_visits PRIMARY KEY (case_id),
    CONSTRAINT fk_visits_case_id_cases FOREIGN KEY(case_id) REFERENCES cases (id) ON DELETE CASCADE
);

CREATE TABLE letter_files (
    letter_id INTEGER NOT NULL,
    pdf BLOB NOT NULL,
    CONSTRAINT pk_letter_files PRIMARY KEY (letter_id),
    CONSTRAINT fk_letter_files_letter_id_letters FOREIGN KEY(letter_id) REFERENCES letters (id) ON DELETE CASCADE
);

CREATE VIRTUAL TABLE search USING fts5(names, numbers, matter, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 0');
