//! Any input to any use-case, on a laptop and in the console: a refusal or a result, never a fault.

use std::cell::RefCell;
use std::rc::Rc;

use arbitrary::{Result, Unstructured};
use serde_json::{Map, Value, json};
use stories::{Laptop, World, household};
use usecases::{Failure, FailureKind, list::LIST};

/// Uses of one world before a fresh one is made: what was written makes it slower.
const USES: usize = 400;
/// Deepest input that is made.
const DEPTH: usize = 6;

struct Small {
    world: World,
    amina: Rc<Laptop>,
    home: String,
    uses: usize,
}

thread_local! {
    static WORLD: RefCell<Option<Small>> = const { RefCell::new(None) };
}

/// Works in a small world: a hub, an officer named Amina, and the identity of a household of hers.
pub fn with_world<T>(work: impl FnOnce(&World, &Laptop, &str) -> T) -> T {
    WORLD.with_borrow_mut(|held| {
        if held.as_ref().is_none_or(|small| small.uses >= USES) {
            let world = World::new();
            let amina = world.laptop_in("amina", &world.villages()[..2]);
            let home = amina.registers(&household("Mwangi", &["Grace 34 f head 0712345678", "Baraka 2 m child"]));
            amina.syncs();
            *held = Some(Small { world, amina, home, uses: 0 });
        }
        let small = held.as_mut().expect("made above");
        small.uses += 1;
        work(&small.world, &small.amina, &small.home)
    })
}

/// A refusal is an answer, a fault is not.
pub fn no_fault(use_case: &str, answer: &std::result::Result<Value, Failure>) {
    if let Err(failure) = answer {
        assert!(failure.kind != FailureKind::Fault, "{use_case}: {failure}");
    }
}

fn call(at_hub: bool, use_case: &str, input: Value) {
    with_world(|world, amina, _| {
        let answer = if at_hub { world.console(use_case, input) } else { amina.call(use_case, input) };
        no_fault(use_case, &answer);
    });
}

/// The first byte says which use-case and where, the rest is JSON as it arrives.
pub fn text(bytes: &[u8]) {
    let Some((which, bytes)) = bytes.split_first() else { return };
    let line = &LIST[usize::from(which / 2) % LIST.len()];
    // The shells parse with the same library and the same limit of depth.
    if let Ok(input) = serde_json::from_slice::<Value>(bytes) {
        call(which % 2 == 1, line.name, input);
    }
}

pub fn text_seeds() -> Vec<Vec<u8>> {
    (0..LIST.len())
        .map(|at| {
            let bytes: Vec<u8> = (0..200_u16).map(|one| (one * 7 + at as u16) as u8).collect();
            let input = of_line(at, &mut Unstructured::new(&bytes)).unwrap_or(Value::Null);
            [&[(at * 2 + at % 2) as u8], input.to_string().as_bytes()].concat()
        })
        .collect()
}

/// An input of the right shape, out of the schema that the screens are made from, with anything in its leaves.
pub fn shaped(bytes: &[u8]) {
    let mut input = Unstructured::new(bytes);
    let Ok((at, at_hub)) = input.choose_index(LIST.len()).and_then(|at| Ok((at, input.arbitrary()?))) else { return };
    if let Ok(value) = of_line(at, &mut input) {
        call(at_hub, LIST[at].name, value);
    }
}

pub fn shaped_seeds() -> Vec<Vec<u8>> {
    (0..LIST.len()).map(|at| (0..300_usize).map(|one| (one * one + at * 5) as u8).collect()).collect()
}

fn of_line(at: usize, input: &mut Unstructured<'_>) -> Result<Value> {
    let schema = serde_json::to_value((LIST[at].input)()).unwrap_or(Value::Null);
    of_schema(&schema, &schema, input, 0)
}

fn of_schema(schema: &Value, root: &Value, input: &mut Unstructured<'_>, depth: usize) -> Result<Value> {
    if depth > DEPTH || input.ratio(1, 40)? {
        return leaf(input);
    }
    if let Some(name) = schema["$ref"].as_str().and_then(|at| at.rsplit('/').next()) {
        return of_schema(&root["$defs"][name], root, input, depth + 1);
    }
    for key in ["anyOf", "oneOf", "allOf"] {
        if let Some(choices) = schema[key].as_array().filter(|choices| !choices.is_empty()) {
            let choice = input.choose(choices)?;
            return of_schema(choice, root, input, depth + 1);
        }
    }
    if let Some(words) = schema["enum"].as_array().filter(|words| !words.is_empty()) {
        return Ok(input.choose(words)?.clone());
    }
    let kind = match &schema["type"] {
        Value::Array(kinds) if !kinds.is_empty() => input.choose(kinds)?.as_str(),
        kind => kind.as_str(),
    };
    Ok(match kind {
        Some("object") => {
            let mut object = Map::new();
            for (name, of) in schema["properties"].as_object().into_iter().flatten() {
                if !input.ratio(1, 30)? {
                    object.insert(name.clone(), of_schema(of, root, input, depth + 1)?);
                }
            }
            if schema["additionalProperties"].is_object() {
                for _ in 0..input.int_in_range(0..=3)? {
                    let name = ["address", "given_name", "birth_on", "sex", "dwelling", "nonsense"]
                        [input.int_in_range(0..=5)?];
                    object.insert(name.to_owned(), of_schema(&schema["additionalProperties"], root, input, depth + 1)?);
                }
            }
            Value::Object(object)
        }
        Some("array") => {
            let count = if input.ratio(1, 50)? { 300 } else { input.int_in_range(0..=3)? };
            Value::Array(
                (0..count).map(|_| of_schema(&schema["items"], root, input, depth + 1)).collect::<Result<_>>()?,
            )
        }
        Some("boolean") => json!(input.arbitrary::<bool>()?),
        Some("integer" | "number") => number(input)?,
        Some("null") => Value::Null,
        Some("string") => word(input)?,
        _ => leaf(input)?,
    })
}

fn leaf(input: &mut Unstructured<'_>) -> Result<Value> {
    Ok(match input.int_in_range(0..=4)? {
        0 => Value::Null,
        1 => number(input)?,
        2 => json!([]),
        3 => json!({}),
        _ => word(input)?,
    })
}

fn number(input: &mut Unstructured<'_>) -> Result<Value> {
    Ok(match input.int_in_range(0..=5)? {
        0 => json!(0),
        1 => json!(i64::MIN),
        2 => json!(u64::MAX),
        3 => json!(1.5e300),
        4 => json!(input.arbitrary::<i64>()?),
        _ => json!(input.int_in_range(-3..=100)?),
    })
}

fn word(input: &mut Unstructured<'_>) -> Result<Value> {
    const WORDS: [&str; 22] = [
        "",
        " ",
        "1",
        "2",
        "head",
        "child",
        "year",
        "day",
        "2026-01-01",
        "9999-12-31",
        "-0001-01-01",
        "2026-02-30",
        "0712345678",
        "missed",
        "moved",
        "given_name",
        "address",
        "Mwangi",
        "'; DROP TABLE person; --",
        "a\u{202e}b\0c",
        "=1+1",
        "../../x",
    ];
    Ok(match input.int_in_range(0..=7)? {
        0 => with_world(|_, _, home| json!(home)),
        1 => with_world(|world, amina, _| json!(amina.area(&world.villages()[0]))),
        2 => with_world(|_, amina, home| amina.opens(home)["members"][0]["person_id"].clone()),
        3 => json!("00000000-0000-0000-0000-000000000000"),
        4 => json!("x".repeat(input.int_in_range(0..=70_000)?)),
        5 => json!(input.arbitrary::<String>()?),
        _ => json!(input.choose(&WORDS)?),
    })
}
