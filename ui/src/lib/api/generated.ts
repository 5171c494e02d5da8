// Ids: UUID strings. Dates: "YYYY-MM-DD". Instants (*_at): integer milliseconds UTC. Vocabulary values: codes, labelled by Fluent `vocabulary-<list>-<code>` (code lower-case, "_"→"-").
export type FailureKind = "refused" | "denied" | "missing" | "fault";
/** code is a Fluent message id, e.g. "registry-refused-no-head"; detail holds its arguments (all strings); detail.field names the input field when there is one. Faults carry detail.incident. */
export interface Failure { kind: FailureKind; code: string; detail: Record<string, string>; }

export type DatePrecision = "day" | "month" | "year" | "estimated";
export interface PartialDate { on: string; precision: DatePrecision; }

// ---- door: answered by the shell itself
export interface UserBrief { user_id: string; name: string; }
export interface DeviceStateOutput {
  place: "laptop" | "hub";
  stage: "unjoined" | "locked" | "open";       // unjoined: no store yet (laptop); locked: passphrase needed; open
  device: { number: number; name: string } | null;
  users: UserBrief[];                            // laptop, locked: who can unlock here. hub: always []
  user: { user_id: string; name: string; roles: string[]; rights: string[] } | null; // rights = list of "registry.write" style words
  hub_url: string | null; is_demo: boolean; demo_hint: string | null; today: string; version: string;
}
export interface DeviceJoinInput { hub_url: string; code: string; device_name: string; user_name: string; passphrase: string; }
export interface AccessUnlockInput { user_id: string | null; name: string | null; passphrase: string; } // laptop: user_id; hub: name
export interface SyncRunOutput { chunks_sent: number; chunks_received: number; bytes_sent: number; bytes_received: number; commits_sent: number; commits_received: number; refused: number; quarantined: number; duration_ms: number; }

// ---- today
export interface TodayOverviewOutput { drafts: DraftBrief[]; open_conflicts: number; attention: number; unsent_commits: number; last_exchange_at: number | null; moves: MoveRequest[]; households: number; persons: number; recent: SearchHit[]; }

// ---- area / vocabulary
export interface AreaOutput { area_id: string; parent_id: string | null; code: string; name: string; level: number; path: string; may_register: boolean; } // may_register: smallest areas in my scope
export interface AreaListOutput { areas: AreaOutput[]; }
export interface VocabularyListOutput { lists: Record<string, string[]>; } // sex, relationship, civil_status, dwelling, water_source, education, document_type, join_reason, leave_reason, dissolve_reason, consent_purpose, consent_manner, move_reason, disability
export interface AreaImportInput { file_id: string; }
export interface AreaImportOutput { added: number; changed: number; unchanged: number; problems: ImportProblem[]; }

// ---- registry: reading
export type HitReason = "name" | "spelling" | "sound" | "number" | "phone" | "document";
export interface RegistrySearchInput { text: string; area_id: string | null; offset: number; }   // page of 50
export interface SearchHit { person_id: string; household_id: string | null; name: string; name_other_script: string | null; number: string; household_number: string | null; sex: string | null; birth: PartialDate | null; age_years: number | null; role: string | null; area_name: string | null; head_name: string | null; phone: string | null; died_on: string | null; reason: HitReason; }
export interface RegistrySearchOutput { hits: SearchHit[]; has_more: boolean; }
export interface PhoneOutput { item_id: string; number: string; }
export interface IdentityDocumentOutput { item_id: string; document_type: string; number: string; issuer: string | null; valid_until: string | null; }
export interface PersonOutput {
  person_id: string; number: string; given_name: string | null; family_name: string | null; other_names: string | null; full_name: string; name_other_script: string | null;
  sex: string | null; birth: PartialDate | null; age_years: number | null; civil_status: string | null; education: string | null; disability: string | null; occupation: string | null; died_on: string | null;
  phones: PhoneOutput[]; identity_documents: IdentityDocumentOutput[]; conflict_fields: string[]; household_ids: string[]; // >1: double membership, a conflict
}
export interface MemberOutput { person: PersonOutput; role: string | null; joined_on: string | null; is_head: boolean; }
export interface FormerMember { person_id: string; name: string; joined_on: string | null; left_on: string | null; why: string | null; now_in_household_id: string | null; }
export interface ConsentOutput { fact_id: string; purpose: string; is_given: boolean; manner: string; person_id: string | null; given_on: string; withdrawn_on: string | null; by_user: string; }
export interface MoveRequest { request_id: string; household_id: string; household_name: string; household_number: string; from_area: string; to_area: string; why: string; requested_by: string; requested_at: number; state: "requested" | "accepted" | "refused"; answer: string | null; decided_by: string | null; }
export interface HouseholdOutput {
  household_id: string; number: string; name: string; // name = head's family or full name
  area: AreaOutput; address: string | null; dwelling: string | null; water_source: string | null; registered_on: string | null; dissolved_on: string | null; dissolved_why: string | null; split_from_household_id: string | null;
  head_person_id: string | null; members: MemberOutput[]; former_members: FormerMember[]; consents: ConsentOutput[]; conflict_fields: string[]; open_conflicts: number; move: MoveRequest | null;
}
export interface TimelineChange { field: string; item_id: string | null; before: string | null; after: string | null; }
export interface TimelineLine { commit: string; at: number; by_user: string; by_device: string; act: string; reason: string | null; subject_kind: "person" | "household" | "fact"; subject_id: string; subject_name: string; changes: TimelineChange[]; is_held: boolean; }
export interface TimelineOutput { lines: TimelineLine[]; has_more: boolean; }   // newest first; act = the use-case name, e.g. "registry.add_member"

// ---- registry: writing
export interface IdentityDocumentInput { document_type: string; number: string; issuer: string | null; valid_until: string | null; }
export interface MemberInput {
  given_name: string | null; family_name: string | null; other_names: string | null; full_name: string | null; name_other_script: string | null; // full_name used when parts are not known
  sex: string | null; birth: PartialDate | null; role: string; civil_status: string | null; education: string | null; disability: string | null; occupation: string | null; phones: string[]; identity_documents: IdentityDocumentInput[];
}
export interface RegisterInput { area_id: string; address: string | null; dwelling: string | null; water_source: string | null; registered_on: string; members: MemberInput[]; consent: { purpose: string; is_given: boolean; manner: string } | null; draft_id: string | null; }
export interface RegisterOutput { household_id: string; number: string; persons: { person_id: string; number: string }[]; }
/** absent = untouched, null or "" = cleared */
export interface PersonFields { given_name?: string | null; family_name?: string | null; other_names?: string | null; full_name?: string | null; name_other_script?: string | null; sex?: string | null; birth?: PartialDate | null; civil_status?: string | null; education?: string | null; disability?: string | null; occupation?: string | null; }
export interface PersonChangeInput { person_id: string; fields: PersonFields; reason: string | null; }   // correct requires a reason
export interface HouseholdFields { address?: string | null; dwelling?: string | null; water_source?: string | null; }
export interface HouseholdChangeInput { household_id: string; fields: HouseholdFields; reason: string | null; }
export interface Done { commit: string; }

export interface UseCases {
  "device.state": { input: Record<string, never>; output: DeviceStateOutput };
  "device.join": { input: DeviceJoinInput; output: DeviceStateOutput };
  "access.unlock": { input: AccessUnlockInput; output: DeviceStateOutput };
  "access.lock": { input: Record<string, never>; output: DeviceStateOutput };
  "sync.run": { input: Record<string, never>; output: SyncRunOutput };                     // laptop only
  "sync.lights": { input: Record<string, never>; output: LightsOutput };
  "sync.list": { input: { light: LightName }; output: { items: LightItem[] } };
  "today.overview": { input: Record<string, never>; output: TodayOverviewOutput };
  "area.list": { input: Record<string, never>; output: AreaListOutput };
  "area.import": { input: AreaImportInput; output: AreaImportOutput };                      // hub
  "vocabulary.list": { input: Record<string, never>; output: VocabularyListOutput };
  "registry.search": { input: RegistrySearchInput; output: RegistrySearchOutput };
  "registry.open_household": { input: { household_id: string }; output: HouseholdOutput };
  "registry.open_person": { input: { person_id: string }; output: PersonOutput };
  "registry.timeline": { input: { household_id: string; offset: number }; output: TimelineOutput };
  "registry.register": { input: RegisterInput; output: RegisterOutput };
  "registry.update_person": { input: PersonChangeInput; output: Done };
  "registry.correct_person": { input: PersonChangeInput; output: Done };
  "registry.update_household": { input: HouseholdChangeInput; output: Done };
  "registry.correct_household": { input: HouseholdChangeInput; output: Done };
  "registry.add_member": { input: { household_id: string; member: MemberInput; joined_on: string; why: string }; output: { commit: string; person_id: string; number: string } };
  "registry.remove_member": { input: { household_id: string; person_id: string; left_on: string; why: string }; output: Done };
  "registry.transfer_member": { input: { person_id: string; from_household_id: string; to_household_id: string; role: string; on: string; why: string }; output: Done };
  "registry.change_head": { input: { household_id: string; person_id: string; former_head_role: string; reason: string | null }; output: Done };
  "registry.split": { input: { household_id: string; person_ids: string[]; head_person_id: string; address: string | null; on: string }; output: { commit: string; household_id: string; number: string } };
  "registry.dissolve": { input: { household_id: string; on: string; why: string }; output: Done };
  "registry.record_death": { input: { person_id: string; died_on: string; new_head_person_id: string | null }; output: Done }; // needs a new head when the head died and others remain
  "registry.add_phone": { input: { person_id: string; number: string }; output: { commit: string; item_id: string } };
  "registry.update_phone": { input: { person_id: string; item_id: string; number: string }; output: Done };
  "registry.remove_phone": { input: { person_id: string; item_id: string }; output: Done };
  "registry.add_identity_document": { input: { person_id: string; document: IdentityDocumentInput }; output: { commit: string; item_id: string } };
  "registry.remove_identity_document": { input: { person_id: string; item_id: string; reason: string | null }; output: Done };
  "registry.record_consent": { input: { household_id: string; purpose: string; is_given: boolean; manner: string; given_on: string }; output: { commit: string; fact_id: string } };
  "registry.withdraw_consent": { input: { household_id: string; fact_id: string; on: string }; output: Done };
  "registry.request_move": { input: { household_id: string; to_area_id: string; why: string }; output: { commit: string; request_id: string } };
  "registry.list_moves": { input: Record<string, never>; output: { moves: MoveRequest[] } };
  "registry.accept_move": { input: { request_id: string; reason: string | null }; output: Done };   // hub
  "registry.refuse_move": { input: { request_id: string; reason: string }; output: Done };          // hub
  "draft.keep": { input: { draft_id: string | null; kind: string; title: string; body: unknown }; output: { draft_id: string; kept_at: number } };
  "draft.list": { input: { kind: string | null }; output: { drafts: DraftBrief[] } };
  "draft.open": { input: { draft_id: string }; output: { draft: DraftBrief; body: unknown } };
  "draft.discard": { input: { draft_id: string }; output: Record<string, never> };
  "import.inspect": { input: { file_id: string }; output: ImportInspectOutput };
  "import.prepare": { input: { file_id: string; mapping: ImportMapping; area_id: string }; output: ImportBatchOutput };   // reads everything, finds problems, stages one batch; nothing registered yet
  "import.open": { input: { batch_id: string; offset: number }; output: ImportBatchOutput };
  "import.list": { input: Record<string, never>; output: { batches: ImportBatchBrief[] } };
  "import.apply": { input: { batch_id: string }; output: ImportBatchOutput };
  "import.undo": { input: { batch_id: string }; output: ImportBatchOutput };       // after apply: takes back what was not changed since; what was is listed as kept
  "import.discard": { input: { batch_id: string }; output: Record<string, never> };  // before apply
  "conflict.list": { input: { state: "open" | "settled"; offset: number }; output: { conflicts: ConflictOutput[]; open_count: number; has_more: boolean } };
  "conflict.resolve": { input: { document_id: string; field: string; item_id: string | null; value: string | null; reason: string | null }; output: Done }; // value: one of the values or a third
  "conflict.reopen": { input: { fact_id: string }; output: Done };
  "device.list": { input: Record<string, never>; output: { devices: DeviceOutput[] } };        // hub
  "device.issue_code": { input: { name: string; area_ids: string[]; role: string; valid_hours: number }; output: { code: string; expires_at: number } };  // hub
  "user.list": { input: Record<string, never>; output: { users: UserOutput[] } };
}
export interface DraftBrief { draft_id: string; kind: string; title: string; kept_at: number; }
export type LightName = "committed" | "left" | "held" | "accepted" | "attention";
/** Five lights. committed: safe in this laptop's store. left: has left this laptop and was received. held: hub proved (digests equal) that it holds it. accepted: verdicts given on requests. attention: refused, quarantined, conflicts. is_green: nothing behind it waits. */
export interface Light { name: LightName; count: number; waiting: number; is_green: boolean; }
export interface LightsOutput { lights: Light[]; last_exchange_at: number | null; last_failure: Failure | null; is_running: boolean; }
export interface LightItem { kind: string; title: string; at: number; by_user: string; household_id: string | null; code: string | null; detail: string | null; }  // kind: commit | chunk | request | conflict | quarantine
export interface ImportColumn { column: string; samples: string[]; filled: number; }
export interface ImportSheet { name: string; rows: number; columns: ImportColumn[]; }
export type ImportLayout = "household_workbook" | "flat_persons";
/** columns: target → column header. Targets: household.external_id, household.area_code, household.address, household.registered_on, household.dwelling, household.water_source, household.size, person.household_external_id, person.external_id, person.full_name, person.given_name, person.other_names, person.family_name, person.sex, person.birth_on, person.birth_is_estimated, person.role, person.civil_status, person.phone, person.phone_alternative, person.disability, person.education, person.occupation, person.address, person.document.<type> (number of that document type), ignore otherwise */
export interface ImportMapping { source: string; layout: ImportLayout; household_sheet: string | null; person_sheet: string; household_columns: Record<string, string>; person_columns: Record<string, string>; date_order: "dmy" | "mdy" | "ymd"; }
export interface ImportInspectOutput { file_id: string; file_name: string; sheets: ImportSheet[]; suggested: ImportMapping; problems: ImportProblem[]; }
export type Severity = "error" | "warning" | "note";
export interface ImportProblem { sheet: string; row: number | null; column: string | null; severity: Severity; code: string; value: string | null; detail: Record<string, string>; } // code = Fluent id "import-problem-…"; row as the spreadsheet shows it (1-based)
export interface ImportCounts { households_new: number; households_same: number; households_changed: number; persons_new: number; persons_same: number; persons_changed: number; rows_skipped: number; errors: number; warnings: number; }
export type BatchState = "prepared" | "applied" | "undone";
export interface ImportBatchBrief { batch_id: string; file_name: string; source: string; state: BatchState; prepared_at: number; by_user: string; counts: ImportCounts; }
export interface ImportBatchRow { row: number; external_id: string; action: "new" | "same" | "changed" | "skipped" | "kept"; household_id: string | null; title: string; members: string[]; }
export interface ImportBatchOutput { batch: ImportBatchBrief; rows: ImportBatchRow[]; has_more: boolean; problems: ImportProblem[]; problems_total: number; }
export interface ConflictValue { value: string | null; by_user: string; by_device: string; at: number; is_provisional: boolean; }
export interface ConflictOutput { document_id: string; field: string; item_id: string | null; subject_kind: "person" | "household"; subject_name: string; household_id: string | null; values: ConflictValue[]; last_agreed: string | null; state: "open" | "settled"; settlement: { fact_id: string; value: string | null; by_user: string; by_device: string; at: number; reason: string | null } | null; }
export interface DeviceOutput { number: number; name: string; areas: string[]; joined_at: number; last_seen_at: number | null; commits_held: number; quarantined: number; is_revoked: boolean; }
export interface UserOutput { user_id: string; name: string; roles: string[]; }
