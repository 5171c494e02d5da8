//! THE list. Adding a line is adding a feature: dispatch, rights, TypeScript and the audit name follow from it.
//!
//! A line: name, input, output, function, right, authority, and the topics whose screens are stale afterwards.

use schemars::schema_for;
use serde_json::{Value, json};
use store::{Place, Store};

use crate::caller::{Caller, Context};
use crate::failure::Failure;
use crate::{Done, Nothing};
use crate::{
    area, audit, conflict, device, door, draft, duplicate, import, nearby, oversight, partner, privacy, registry, role,
    stick, sync_lights, today, user, vocabulary,
};

/// Answered by the shells: the door, and what needs a network or a folder.
pub const DOOR: [&str; 17] = [
    "device.state",
    "device.join",
    "access.unlock",
    "access.extend",
    "access.confirm",
    "access.lock",
    "user.challenge",
    "user.reset_passphrase",
    "sync.run",
    "sync.list_sticks",
    "sync.write_stick",
    "sync.read_folder",
    "device.rescue",
    "sync.open_nearby",
    "sync.close_nearby",
    "sync.list_nearby",
    "sync.run_nearby",
];

/// Where a use-case may be called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Authority {
    /// Anywhere.
    Any,
    /// Only at the hub.
    Hub,
    /// Only on a laptop.
    Laptop,
}

/// One line of the list.
pub struct Line {
    /// `area.verb`.
    pub name: &'static str,
    /// The right it needs; none for what everybody signed in may do.
    pub right: Option<&'static str>,
    /// Where it may be called.
    pub authority: Authority,
    /// Topics it changes; none for reading.
    pub changes: &'static [&'static str],
    /// JSON Schema of the input.
    pub input: fn() -> schemars::Schema,
    /// JSON Schema of the output.
    pub output: fn() -> schemars::Schema,
}

macro_rules! use_cases {
    (
        door { $( $door_name:literal : $door_input:ty => $door_output:ty, right $door_right:expr, $door_authority:ident; )* }
        $( $name:literal : $input:ty => $output:ty, $run:path, right $right:expr, $authority:ident, changes [$($topic:literal),*]; )*
    ) => {
        /// Every line.
        pub const LIST: &[Line] = &[
            $( Line { name: $door_name, right: $door_right, authority: Authority::$door_authority, changes: &[], input: || schema_for!($door_input), output: || schema_for!($door_output) }, )*
            $( Line { name: $name, right: $right, authority: Authority::$authority, changes: &[$($topic),*], input: || schema_for!($input), output: || schema_for!($output) }, )*
        ];

        fn dispatch(context: &Context<'_>, input: Value) -> Result<Value, Failure> {
            match context.act {
                $( $name => answer($run(context, read::<$input>(input)?)?), )*
                _ => Err(Failure::refused("shell-refused-unknown-use-case")),
            }
        }
    };
}

use_cases! {
    door {
        "device.state": Nothing => door::DeviceStateOutput, right None, Any;
        "device.join": door::DeviceJoinInput => door::DeviceStateOutput, right None, Laptop;
        "access.unlock": door::AccessUnlockInput => door::DeviceStateOutput, right None, Any;
        "access.extend": door::AccessExtendInput => door::DeviceStateOutput, right None, Laptop;
        "access.confirm": door::AccessConfirmInput => door::DeviceStateOutput, right None, Hub;
        "access.lock": Nothing => door::DeviceStateOutput, right None, Any;
        "user.challenge": door::ChallengeInput => door::ChallengeOutput, right None, Laptop;
        "user.reset_passphrase": door::ResetPassphraseInput => door::DeviceStateOutput, right None, Laptop;
        "sync.run": Nothing => door::SyncRunOutput, right Some("sync.run"), Laptop;
        "sync.list_sticks": Nothing => stick::StickListOutput, right Some("sync.stick"), Laptop;
        "sync.write_stick": stick::WriteStickInput => stick::WriteStickOutput, right Some("sync.stick"), Laptop;
        "sync.read_folder": stick::ReadFolderInput => stick::ReadStickOutput, right Some("sync.stick"), Laptop;
        "sync.open_nearby": nearby::OpenNearbyInput => nearby::NearbyOutput, right Some("sync.nearby"), Laptop;
        "sync.close_nearby": Nothing => nearby::NearbyOutput, right Some("sync.nearby"), Laptop;
        "sync.list_nearby": Nothing => nearby::NearbyOutput, right Some("sync.nearby"), Laptop;
        "sync.run_nearby": nearby::RunNearbyInput => nearby::RunNearbyOutput, right Some("sync.nearby"), Laptop;
        "device.rescue": stick::RescueInput => stick::RescueOutput, right Some("sync.stick"), Laptop;
    }
    "sync.lights": Nothing => sync_lights::LightsOutput, sync_lights::lights, right None, Any, changes [];
    "sync.list": sync_lights::LightInput => sync_lights::LightListOutput, sync_lights::list, right None, Any, changes [];
    "sync.witness": Nothing => sync_lights::witness::WitnessOutput, sync_lights::witness::witness, right None, Any, changes [];
    "sync.read_stick": stick::ReadStickInput => stick::ReadStickOutput, stick::read_stick, right Some("sync.stick"), Any, changes ["sync"];
    "sync.answer_stick": stick::AnswerStickInput => stick::AnswerStickOutput, stick::answer_stick, right Some("sync.stick"), Hub, changes [];
    "sync.list_carried": Nothing => stick::CarriedListOutput, stick::list_carried, right Some("sync.carry"), Laptop, changes [];
    "sync.discard_carried": stick::CarriedInput => Nothing, stick::discard_carried, right Some("sync.carry"), Laptop, changes ["sync"];
    "today.overview": Nothing => today::TodayOverviewOutput, today::overview, right None, Any, changes [];
    "area.list": Nothing => area::AreaListOutput, area::list, right None, Any, changes [];
    "area.open": area::open::AreaInput => area::open::AreaOpenOutput, area::open::open, right Some("area.manage"), Hub, changes [];
    "area.import": area::import::AreaImportInput => area::import::AreaImportOutput, area::import::import, right Some("area.manage"), Hub, changes ["area"];
    "area.add": area::change::AreaAddInput => Done, area::change::add, right Some("area.manage"), Hub, changes ["area"];
    "area.translate": area::change::AreaTranslateInput => Done, area::change::translate, right Some("area.manage"), Hub, changes ["area"];
    "area.recode": area::change::AreaRecodeInput => Done, area::change::recode, right Some("area.manage"), Hub, changes ["area"];
    "area.merge": area::change::AreaMergeInput => Done, area::change::merge, right Some("area.manage"), Hub, changes ["area", "registry"];
    "area.unmerge": area::change::AreaUnmergeInput => Done, area::change::unmerge, right Some("area.manage"), Hub, changes ["area", "registry"];
    "vocabulary.list": Nothing => vocabulary::VocabularyListOutput, vocabulary::list, right None, Any, changes [];
    "vocabulary.update": vocabulary::VocabularyUpdateInput => Done, vocabulary::update, right Some("vocabulary.manage"), Hub, changes ["vocabulary"];
    "partner.list": Nothing => partner::PartnerListOutput, partner::list, right Some("partner.read"), Any, changes [];
    "partner.add": partner::PartnerAddInput => Done, partner::add, right Some("partner.manage"), Hub, changes ["partner"];
    "partner.update": partner::PartnerUpdateInput => Done, partner::update, right Some("partner.manage"), Hub, changes ["partner"];
    "registry.search": registry::search::RegistrySearchInput => registry::search::RegistrySearchOutput, registry::search::search, right Some("registry.read"), Any, changes [];
    "registry.open_household": registry::HouseholdInput => registry::view::HouseholdOutput, registry::open::open_household, right Some("registry.read"), Any, changes [];
    "registry.open_person": registry::PersonInput => registry::view::PersonOutput, registry::open::open_person, right Some("registry.read"), Any, changes [];
    "registry.timeline": registry::timeline::TimelineInput => registry::timeline::TimelineOutput, registry::timeline::timeline, right Some("registry.read"), Any, changes [];
    "registry.reveal": registry::reveal::RevealInput => registry::reveal::RevealOutput, registry::reveal::reveal, right Some("registry.reveal"), Any, changes ["audit"];
    "registry.register": registry::register::RegisterInput => registry::register::RegisterOutput, registry::register::register, right Some("registry.write"), Laptop, changes ["registry", "sync", "draft"];
    "registry.update_person": registry::edit::PersonChangeInput => Done, registry::edit::update_person, right Some("registry.write"), Laptop, changes ["registry", "sync"];
    "registry.correct_person": registry::edit::PersonChangeInput => Done, registry::edit::correct_person, right Some("registry.write"), Laptop, changes ["registry", "sync"];
    "registry.update_household": registry::edit::HouseholdChangeInput => Done, registry::edit::update_household, right Some("registry.write"), Laptop, changes ["registry", "sync"];
    "registry.correct_household": registry::edit::HouseholdChangeInput => Done, registry::edit::correct_household, right Some("registry.write"), Laptop, changes ["registry", "sync"];
    "registry.add_member": registry::membership::AddMemberInput => registry::membership::AddMemberOutput, registry::membership::add_member, right Some("registry.write"), Laptop, changes ["registry", "sync"];
    "registry.remove_member": registry::membership::RemoveMemberInput => Done, registry::membership::remove_member, right Some("registry.write"), Laptop, changes ["registry", "sync"];
    "registry.transfer_member": registry::membership::TransferMemberInput => Done, registry::membership::transfer_member, right Some("registry.write"), Laptop, changes ["registry", "sync"];
    "registry.change_head": registry::membership::ChangeHeadInput => Done, registry::membership::change_head, right Some("registry.write"), Laptop, changes ["registry", "sync"];
    "registry.split": registry::membership::SplitInput => registry::membership::SplitOutput, registry::membership::split, right Some("registry.write"), Laptop, changes ["registry", "sync"];
    "registry.dissolve": registry::membership::DissolveInput => Done, registry::membership::dissolve, right Some("registry.write"), Laptop, changes ["registry", "sync"];
    "registry.record_death": registry::membership::RecordDeathInput => Done, registry::membership::record_death, right Some("registry.write"), Laptop, changes ["registry", "sync"];
    "registry.add_phone": registry::phone::AddPhoneInput => registry::ItemDone, registry::phone::add_phone, right Some("registry.write"), Laptop, changes ["registry", "sync"];
    "registry.update_phone": registry::phone::UpdatePhoneInput => Done, registry::phone::update_phone, right Some("registry.write"), Laptop, changes ["registry", "sync"];
    "registry.remove_phone": registry::phone::RemovePhoneInput => Done, registry::phone::remove_phone, right Some("registry.write"), Laptop, changes ["registry", "sync"];
    "registry.add_identity_document": registry::identity_document::AddDocumentInput => registry::ItemDone, registry::identity_document::add, right Some("registry.write"), Laptop, changes ["registry", "sync"];
    "registry.remove_identity_document": registry::identity_document::RemoveDocumentInput => Done, registry::identity_document::remove, right Some("registry.write"), Laptop, changes ["registry", "sync"];
    "registry.record_consent": registry::consent::RecordConsentInput => registry::consent::ConsentDone, registry::consent::record_consent, right Some("registry.write"), Laptop, changes ["registry", "sync"];
    "registry.withdraw_consent": registry::consent::WithdrawConsentInput => Done, registry::consent::withdraw_consent, right Some("registry.write"), Laptop, changes ["registry", "sync"];
    "registry.request_move": registry::movement::RequestMoveInput => registry::movement::RequestMoveOutput, registry::movement::request_move, right Some("registry.write"), Laptop, changes ["registry", "sync"];
    "registry.list_moves": Nothing => registry::movement::MoveListOutput, registry::movement::list_moves, right Some("registry.read"), Any, changes [];
    "registry.accept_move": registry::movement::AcceptMoveInput => Done, registry::movement::accept_move, right Some("registry.decide_move"), Hub, changes ["registry", "sync"];
    "registry.refuse_move": registry::movement::RefuseMoveInput => Done, registry::movement::refuse_move, right Some("registry.decide_move"), Hub, changes ["registry", "sync"];
    "audit.search": audit::search::AuditSearchInput => audit::search::AuditSearchOutput, audit::search::search, right Some("audit.read"), Any, changes ["audit"];
    "audit.export": audit::export::AuditExportInput => audit::export::AuditExportOutput, audit::export::export, right Some("audit.read"), Any, changes ["audit"];
    "audit.subject_file": audit::subject_file::SubjectFileInput => audit::subject_file::SubjectFileOutput, audit::subject_file::subject_file, right Some("audit.disclose"), Any, changes ["audit"];
    "privacy.erase": privacy::EraseInput => privacy::EraseOutput, privacy::erase, right Some("privacy.erase"), Hub, changes ["registry", "sync", "privacy"];
    "privacy.list_rulings": privacy::RulingListInput => privacy::RulingListOutput, privacy::list_rulings, right Some("privacy.read"), Hub, changes [];
    "privacy.list_rules": Nothing => privacy::RuleListOutput, privacy::list_rules, right Some("privacy.read"), Hub, changes [];
    "privacy.set_rule": privacy::SetRuleInput => Done, privacy::set_rule, right Some("privacy.keep_rules"), Hub, changes ["privacy"];
    "privacy.list_due": privacy::DueListInput => privacy::DueListOutput, privacy::list_due, right Some("privacy.read"), Hub, changes [];
    "privacy.erase_due": privacy::EraseDueInput => privacy::EraseOutput, privacy::erase_due, right Some("privacy.erase"), Hub, changes ["registry", "sync", "privacy"];
    "draft.keep": draft::DraftKeepInput => draft::DraftKeepOutput, draft::keep, right None, Any, changes ["draft"];
    "draft.list": draft::DraftListInput => draft::DraftListOutput, draft::list, right None, Any, changes [];
    "draft.open": draft::DraftInput => draft::DraftOpenOutput, draft::open, right None, Any, changes [];
    "draft.discard": draft::DraftInput => Nothing, draft::discard, right None, Any, changes ["draft"];
    "import.inspect": import::inspect::ImportInspectInput => import::inspect::ImportInspectOutput, import::inspect::inspect, right Some("import.write"), Laptop, changes [];
    "import.prepare": import::prepare::ImportPrepareInput => import::ImportBatchOutput, import::prepare::prepare, right Some("import.write"), Laptop, changes ["import"];
    "import.open": import::ImportOpenInput => import::ImportBatchOutput, import::open, right Some("import.write"), Laptop, changes [];
    "import.list": Nothing => import::ImportListOutput, import::list, right Some("import.write"), Laptop, changes [];
    "import.apply": import::ImportBatchInput => import::ImportBatchOutput, import::apply::apply, right Some("import.write"), Laptop, changes ["import", "registry", "sync"];
    "import.undo": import::ImportBatchInput => import::ImportBatchOutput, import::undo::undo, right Some("import.write"), Laptop, changes ["import", "registry", "sync"];
    "import.discard": import::ImportBatchInput => Nothing, import::discard, right Some("import.write"), Laptop, changes ["import"];
    "conflict.list": conflict::ConflictListInput => conflict::ConflictListOutput, conflict::list, right Some("registry.read"), Any, changes [];
    "conflict.resolve": conflict::ConflictResolveInput => Done, conflict::resolve, right Some("conflict.resolve"), Any, changes ["conflict", "registry", "sync"];
    "conflict.reopen": conflict::ConflictReopenInput => Done, conflict::reopen, right Some("conflict.resolve"), Any, changes ["conflict", "sync"];
    "duplicate.list": duplicate::DuplicateListInput => duplicate::DuplicateListOutput, duplicate::list, right Some("registry.read"), Any, changes [];
    "duplicate.decide": duplicate::DuplicateDecideInput => Done, duplicate::decide, right Some("duplicate.decide"), Any, changes ["duplicate", "registry", "sync"];
    "oversight.overview": oversight::OverviewInput => oversight::OverviewOutput, oversight::overview, right Some("oversight.read"), Any, changes [];
    "oversight.officer": oversight::OfficerInput => oversight::OfficerOutput, oversight::officer, right Some("oversight.read"), Any, changes ["audit"];
    "oversight.draw_sample": oversight::revisit::DrawSampleInput => oversight::revisit::DrawSampleOutput, oversight::revisit::draw_sample, right Some("oversight.revisit"), Any, changes ["oversight", "sync"];
    "oversight.list_samples": oversight::revisit::SampleListInput => oversight::revisit::SampleListOutput, oversight::revisit::list_samples, right Some("oversight.read"), Any, changes [];
    "oversight.record_visit": oversight::revisit::RecordVisitInput => Done, oversight::revisit::record_visit, right Some("oversight.revisit"), Any, changes ["oversight", "sync"];
    "device.list": Nothing => device::DeviceListOutput, device::list, right Some("device.manage"), Hub, changes [];
    "device.grant": device::GrantInput => Done, device::grant, right Some("device.manage"), Hub, changes ["device"];
    "device.revoke": device::RevokeInput => Done, device::revoke, right Some("device.manage"), Hub, changes ["device"];
    "device.reinstate": device::RevokeInput => Done, device::reinstate, right Some("device.manage"), Hub, changes ["device"];
    "device.lease": Nothing => device::LeaseOutput, device::lease, right Some("device.manage"), Hub, changes [];
    "device.set_lease": device::SetLeaseInput => Done, device::set_lease, right Some("device.manage"), Hub, changes ["device"];
    "device.issue_code": device::IssueCodeInput => device::IssueCodeOutput, device::issue_code, right Some("device.manage"), Hub, changes ["device"];
    "device.read_rescue": stick::ReadRescueInput => stick::ReadRescueOutput, stick::read_rescue, right Some("device.rescue"), Hub, changes ["sync", "device"];
    "user.list": Nothing => user::UserListOutput, user::list, right Some("user.read"), Any, changes [];
    "user.certify": user::keeping::CertifyInput => user::keeping::CertifyOutput, user::keeping::certify, right Some("user.manage"), Hub, changes ["user"];
    "user.assign": user::keeping::AssignInput => Done, user::keeping::assign, right Some("user.manage"), Hub, changes ["user"];
    "user.end": user::keeping::EndInput => Done, user::keeping::end, right Some("user.manage"), Hub, changes ["user"];
    "role.list": Nothing => role::RoleListOutput, role::list, right Some("user.read"), Any, changes [];
    "role.change": role::ChangeRoleInput => Done, role::change, right Some("role.manage"), Hub, changes ["role", "user"];
    "user.list_newcomers": Nothing => user::UserListOutput, user::newcomer::list, right None, Laptop, changes [];
    "user.challenge_newcomer": user::newcomer::ChallengeNewcomerInput => door::ChallengeOutput, user::newcomer::challenge, right None, Laptop, changes [];
    "user.add": user::newcomer::AddUserInput => user::newcomer::AddUserOutput, user::newcomer::add, right None, Laptop, changes ["user", "sync"];
    "user.second_factor": Nothing => user::second_factor::SecondFactorOutput, user::second_factor::standing, right None, Hub, changes [];
    "user.begin_second_factor": Nothing => user::second_factor::BeginSecondFactorOutput, user::second_factor::begin, right None, Hub, changes [];
    "user.confirm_second_factor": user::second_factor::ConfirmSecondFactorInput => user::second_factor::ConfirmSecondFactorOutput, user::second_factor::confirm, right None, Hub, changes ["user"];
    "user.drop_second_factor": user::second_factor::DropSecondFactorInput => Nothing, user::second_factor::drop_of, right Some("user.second_factor"), Hub, changes ["user"];
    "user.remove": user::removal::RemoveUserInput => Done, user::removal::remove, right Some("user.unlock"), Any, changes ["user", "sync"];
    "user.read_challenge": user::recovery::ReadChallengeInput => user::recovery::ReadChallengeOutput, user::recovery::read_challenge, right Some("user.unlock"), Any, changes [];
    "user.answer_challenge": user::recovery::AnswerChallengeInput => user::recovery::AnswerChallengeOutput, user::recovery::answer_challenge, right Some("user.unlock"), Any, changes ["user", "sync"];
    "user.list_answers": Nothing => user::recovery::ChallengeAnswerListOutput, user::recovery::list_answers, right Some("user.unlock"), Any, changes [];
}

fn read<T: serde::de::DeserializeOwned>(input: Value) -> Result<T, Failure> {
    let input = if input.is_null() { json!({}) } else { input };
    serde_json::from_value(input).map_err(|error| Failure::refused("shell-refused-input").with("problem", error))
}

fn answer<T: serde::Serialize>(output: T) -> Result<Value, Failure> {
    serde_json::to_value(output).map_err(|error| Failure::fault(String::new()).with("cause", error))
}

/// Answers one call of a person who is signed in.
///
/// # Errors
/// [`Failure`]: a rule, a right, something missing, or a fault.
pub fn call(store: &Store, caller: &Caller, name: &str, input: Value) -> Result<Value, Failure> {
    let line = LIST
        .iter()
        .find(|line| line.name == name)
        .ok_or_else(|| Failure::refused("shell-refused-unknown-use-case").with("use_case", name))?;
    if let Some(right) = line.right.filter(|right| !caller.may(right)) {
        return Err(Failure::denied(right));
    }
    let is_here = match line.authority {
        Authority::Any => true,
        Authority::Hub => store.place() == Place::Hub,
        Authority::Laptop => store.place() == Place::Laptop,
    };
    if !is_here {
        return Err(Failure::refused("shell-refused-not-here").with("use_case", name));
    }
    dispatch(&Context::new(store, caller, line.name), input)
}

/// Every right a role can have: those the list asks for, and what decides how much is shown.
pub fn rights() -> Vec<&'static str> {
    let asked = LIST.iter().filter_map(|line| line.right).chain([crate::mask::SEES]);
    asked.collect::<std::collections::BTreeSet<_>>().into_iter().collect()
}

/// The list for programs: names, rights, authority, topics, and JSON Schemas of inputs and outputs.
pub fn list_as_json() -> Value {
    let lines = LIST.iter().map(|line| {
        json!({
            "name": line.name,
            "right": line.right,
            "authority": match line.authority { Authority::Any => "any", Authority::Hub => "hub", Authority::Laptop => "laptop" },
            "changes": line.changes,
            "input": (line.input)(),
            "output": (line.output)(),
        })
    });
    Value::Array(lines.collect())
}
