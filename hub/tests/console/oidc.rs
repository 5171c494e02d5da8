//! Signing in with an identity provider: only who is linked, only with a token that is right in everything, only once.

use std::collections::BTreeMap;

use data_encoding::BASE64URL_NOPAD;
use hub::oidc::Oidc;
use hub::oidc::config::Config;
use serde_json::{Value, json};
use store::local::identity::Identity;
use usecases::hub_setup;
use usecases::user::second_factor::Policy;

use crate::provider::{Keys, Provider};
use crate::{Answer, Served, code, served, served_with};

const SUBJECT: &str = "248289761001";
const CLIENT: &str = "pamoja";
const REFUSED: &str = "/?identity=refused";

/// A hub with a provider.
struct Door {
    hub: Served,
    provider: Provider,
}

/// Somebody on their way.
struct Way {
    query: BTreeMap<String, String>,
    cookie: String,
}

fn door() -> Door {
    door_of(served())
}

fn door_of(hub: Served) -> Door {
    let provider = Provider::new();
    let door = Door { hub, provider };
    door.asks_again();
    door
}

impl Door {
    /// Another hub would ask the provider anew; this one holds its description for some time.
    fn asks_again(&self) {
        let path = self.hub._folder.path().join("oidc.toml");
        let told = format!(
            "issuer = \"{}\"\nclient_id = \"{CLIENT}\"\nconsole_url = \"http://{}\"\nlabel = \"Government account\"\nstrong_amr = [\"mfa\"]\n",
            self.provider.issuer(),
            self.hub.at
        );
        std::fs::write(&path, told).unwrap();
        self.hub.hub.offer(Oidc::new(Config::read(&path).unwrap()).unwrap());
    }

    fn identity(&self) -> Identity {
        Identity { issuer: self.provider.issuer(), subject: SUBJECT.to_owned() }
    }

    fn links(&self) {
        hub_setup::link_identity(self.hub.hub.store(), &hub::setup::operator(), "admin", &self.identity()).unwrap();
    }

    fn begins(&self) -> Way {
        let answer = self.hub.request("GET", "/oidc/begin", &[], b"");
        assert_eq!(answer.status, 303, "{}", answer.head);
        let way = location(&answer);
        assert!(way.starts_with(&format!("{}/authorize?tenant=coast&", self.provider.issuer())), "{way}");
        let query = way.split_once('?').unwrap().1.split('&').filter_map(|pair| pair.split_once('='));
        let query = query.map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
        Way { query, cookie: cookie(&answer, "pamoja_attempt").unwrap() }
    }

    fn claims(&self, way: &Way) -> Value {
        let now = hub::clock::now().ms() / 1_000;
        json!({ "iss": self.provider.issuer(), "sub": SUBJECT, "aud": CLIENT, "exp": now + 300, "iat": now,
            "nonce": way.query["nonce"] })
    }

    fn says(&self, token: String) {
        self.provider.says.lock().unwrap().token = token;
    }

    /// Comes back with a code that was never used.
    fn returns(&self, way: &Way) -> Answer {
        self.returns_with(&format!("code={}&state={}", way.query["nonce"], way.query["state"]), &way.cookie)
    }

    fn returns_with(&self, query: &str, cookie: &str) -> Answer {
        self.hub.request("GET", &format!("/oidc/return?{query}"), &[("cookie", cookie)], b"")
    }

    /// A whole sign-in with this token.
    fn enters(&self, token: impl FnOnce(&Keys, Value) -> String) -> Answer {
        let way = self.begins();
        self.says(token(&self.provider.keys, self.claims(&way)));
        self.returns(&way)
    }
}

fn location(answer: &Answer) -> String {
    let line = answer.head.lines().find(|line| line.to_lowercase().starts_with("location:")).unwrap();
    line[9..].trim().to_owned()
}

fn cookie(answer: &Answer, name: &str) -> Option<String> {
    let mut lines = answer.head.lines().filter(|line| line.to_lowercase().starts_with("set-cookie:"));
    let line = lines.find(|line| line[11..].trim().starts_with(&format!("{name}=")) && !line.contains("Max-Age=0"))?;
    assert!(line.contains("HttpOnly") && line.contains("SameSite="), "{line}");
    Some(line[11..].split(';').next().unwrap().trim().to_owned())
}

fn right(keys: &Keys, claims: &Value) -> String {
    keys.token(&json!({ "alg": "ES256", "kid": "ES256" }), claims, "ES256")
}

fn is_refused(answer: &Answer) -> bool {
    answer.status == 303 && location(answer) == REFUSED && cookie(answer, "pamoja_session").is_none()
}

#[test]
fn who_is_linked_signs_in_and_nobody_else() {
    let door = door();
    let state = door.hub.post("device.state", json!({}), &[("x-pamoja", "1")]).json;
    let expected = json!({ "label": "Government account", "is_code_needed": false });
    assert_eq!(state["output"]["identity_provider"], expected);
    assert!(is_refused(&door.enters(|keys, claims| right(keys, &claims))), "nobody has linked it");
    door.links();
    for algorithm in ["RS256", "ES256", "EdDSA"] {
        let header = json!({ "alg": algorithm, "kid": algorithm });
        let entered = door.enters(|keys, claims| keys.token(&header, &claims, algorithm));
        assert_eq!(location(&entered), "/", "{algorithm}");
        let session = cookie(&entered, "pamoja_session").unwrap();
        let users = door.hub.post("user.list", json!({}), &[("x-pamoja", "1"), ("cookie", &session)]).json;
        assert_eq!(users["output"]["users"][0]["name"], "admin", "{users}");
    }
    let unnamed = door.enters(|keys, claims| keys.token(&json!({ "alg": "EdDSA" }), &claims, "EdDSA"));
    assert_eq!(location(&unnamed), "/", "one key fits, so it needs no name");
    let stranger = door.enters(|keys, claims| {
        let mut claims = claims;
        (claims["sub"], claims["email"]) = (json!("someone else"), json!("admin"));
        right(keys, &claims)
    });
    assert!(is_refused(&stranger), "a name or an address of mail is nobody's proof");
    let store = door.hub.hub.store();
    let linked = hub_setup::link_identity(store, &hub::setup::operator(), "admin", &door.identity());
    assert_eq!(linked.unwrap_err().code, "user-refused-identity-linked");
    hub_setup::unlink_identity(store, &hub::setup::operator(), "admin", &door.identity()).unwrap();
    assert!(is_refused(&door.enters(|keys, claims| right(keys, &claims))));
    let again = hub_setup::unlink_identity(store, &hub::setup::operator(), "admin", &door.identity());
    assert_eq!(again.unwrap_err().code, "shell-missing");
    let nameless = Identity { subject: String::new(), ..door.identity() };
    let refused = hub_setup::link_identity(store, &hub::setup::operator(), "admin", &nameless);
    assert_eq!(refused.unwrap_err().code, "user-refused-identity");
}

#[test]
fn a_token_with_one_wrong_claim_is_refused() {
    let door = door();
    door.links();
    let now = hub::clock::now().ms() / 1_000;
    let wrong = [
        ("iss", json!("https://login.evil.example")),
        ("iss", json!(format!("{}/", door.provider.issuer()))),
        ("aud", json!("another client")),
        ("aud", json!([CLIENT, "another client"])),
        ("aud", json!([])),
        ("aud", Value::Null),
        ("azp", json!("another client")),
        ("exp", json!(now - 61)),
        ("exp", Value::Null),
        ("exp", json!("never")),
        ("iat", json!(now + 120)),
        ("iat", json!(now - 700)),
        ("nbf", json!(now + 120)),
        ("nonce", json!("of another attempt")),
        ("nonce", Value::Null),
        ("sub", json!("")),
        ("sub", json!("x".repeat(256))),
        ("sub", json!(248_289_761_001_u64)),
        ("amr", json!("mfa")),
        ("padding", json!("x".repeat(20_000))),
    ];
    for (name, value) in wrong {
        let told = value.to_string();
        let answer = door.enters(|keys, mut claims| {
            claims[name] = value;
            right(keys, &claims)
        });
        assert!(is_refused(&answer), "{name}: {:.60}", told);
        let entered = door.enters(|keys, claims| right(keys, &claims));
        assert_eq!(location(&entered), "/", "a right one is let in, so it was the {name}");
    }
}

#[test]
fn a_token_that_is_not_signed_by_the_provider_with_its_algorithm_is_refused() {
    let door = door();
    door.links();
    let part = |value: &Value| BASE64URL_NOPAD.encode(value.to_string().as_bytes());
    let named = |algorithm: &str, key: &str| json!({ "alg": algorithm, "kid": key });
    type Forges<'a> = Box<dyn Fn(&Keys, &Value) -> String + 'a>;
    let forged: Vec<(&str, Forges<'_>)> = vec![
        ("none", Box::new(|_, claims| format!("{}.{}.", part(&json!({ "alg": "none" })), part(claims)))),
        ("None, with a name", Box::new(|_, claims| format!("{}.{}.", part(&named("None", "ES256")), part(claims)))),
        (
            "a public key as a shared secret",
            Box::new(|keys, claims| {
                let secret = keys.published()["keys"][0]["n"].as_str().unwrap().to_owned();
                let signed = format!("{}.{}", part(&named("HS256", "RS256")), part(claims));
                let key = ring::hmac::Key::new(ring::hmac::HMAC_SHA256, secret.as_bytes());
                format!("{signed}.{}", BASE64URL_NOPAD.encode(ring::hmac::sign(&key, signed.as_bytes()).as_ref()))
            }),
        ),
        (
            "the algorithm of another kind of key",
            Box::new(|keys, claims| keys.token(&named("ES256", "EdDSA"), claims, "EdDSA")),
        ),
        ("a key nobody knows", Box::new(|keys, claims| keys.token(&named("ES256", "other"), claims, "ES256"))),
        ("a key for sealing", Box::new(|keys, claims| keys.token(&named("EdDSA", "sealing"), claims, "EdDSA"))),
        ("another's key", Box::new(|_, claims| Keys::new().token(&named("ES256", "ES256"), claims, "ES256"))),
        ("no signature", Box::new(|keys, claims| keys.token(&named("ES256", "ES256"), claims, "nothing"))),
        (
            "a key brought along",
            Box::new(|_, claims| {
                let own = Keys::new();
                let mut header = named("ES256", "ES256");
                header["jwk"] = own.published()["keys"][1].clone();
                own.token(&header, claims, "ES256")
            }),
        ),
        (
            "something critical",
            Box::new(|keys, claims| {
                keys.token(&json!({ "alg": "ES256", "kid": "ES256", "crit": ["exp"] }), claims, "ES256")
            }),
        ),
        (
            "another body",
            Box::new(|keys, claims| {
                let mut other = claims.clone();
                other["exp"] = json!(9_999_999_999_u64);
                let (signed, body) = (right(keys, claims), part(&other));
                let parts: Vec<&str> = signed.split('.').collect();
                format!("{}.{body}.{}", parts[0], parts[2])
            }),
        ),
        ("two parts", Box::new(|keys, claims| right(keys, claims).rsplit_once('.').unwrap().0.to_owned())),
        ("four parts", Box::new(|keys, claims| format!("{}.x", right(keys, claims)))),
        ("nothing", Box::new(|_, _| String::new())),
    ];
    for (what, forge) in forged {
        assert!(is_refused(&door.enters(|keys, claims| forge(keys, &claims))), "{what}");
    }
    assert_eq!(location(&door.enters(|keys, claims| right(keys, &claims))), "/");
}

#[test]
fn an_attempt_is_of_one_browser_and_works_once() {
    let door = door();
    door.links();
    let (mine, theirs) = (door.begins(), door.begins());
    let fields = |way: &Way| format!("code=c{}&state={}", way.query["nonce"], way.query["state"]);
    let tokens = |way: &Way| door.says(right(&door.provider.keys, &door.claims(way)));
    tokens(&theirs);
    assert!(is_refused(&door.returns_with(&fields(&theirs), &mine.cookie)), "another browser's");
    assert!(is_refused(&door.returns_with(&fields(&theirs), &theirs.cookie)), "and it is over with that");
    assert!(is_refused(&door.returns_with(&fields(&mine), "")), "no browser's");
    let mine = door.begins();
    tokens(&mine);
    assert_eq!(location(&door.returns_with(&fields(&mine), &mine.cookie)), "/");
    assert!(is_refused(&door.returns_with(&fields(&mine), &mine.cookie)), "once");
    // A code that was used already, with an attempt that was not: the provider refuses, and so do we.
    let next = door.begins();
    tokens(&next);
    let used = format!("code=c{}&state={}", mine.query["nonce"], next.query["state"]);
    assert!(is_refused(&door.returns_with(&used, &next.cookie)));
    for wrong in ["", "code=c", "state=x&code=c", "error=access_denied", "state=a&state=b", "code=%ff&state=%00"] {
        assert!(is_refused(&door.returns_with(wrong, &next.cookie)), "{wrong}");
    }
    let mixed = door.begins();
    tokens(&mixed);
    let other = format!("{}&iss=https%3A%2F%2Flogin.evil.example", fields(&mixed));
    assert!(is_refused(&door.returns_with(&other, &mixed.cookie)), "another provider sent them");
    let asked = door.provider.says.lock().unwrap().asked.clone();
    assert_eq!(asked.len(), 2, "only two codes ever got to the provider: {asked:?}");
    let verifier = asked[0].split('&').find_map(|field| field.strip_prefix("code_verifier=")).unwrap();
    let hashed = ring::digest::digest(&ring::digest::SHA256, verifier.as_bytes());
    assert_eq!(BASE64URL_NOPAD.encode(hashed.as_ref()), mine.query["code_challenge"]);
    assert_eq!(mine.query["code_challenge_method"], "S256");
}

#[test]
fn a_provider_is_not_followed_to_another_place() {
    let elsewhere = Provider::new();
    let place = |path: &str| json!(format!("http://{}{path}", elsewhere.at));
    type Lies = Box<dyn Fn(&mut crate::provider::Says)>;
    let description = |members: Value| -> Lies { Box::new(move |says| says.description = members.clone()) };
    let address = elsewhere.issuer();
    let lies: Vec<(&str, Lies)> = vec![
        ("another issuer", description(json!({ "issuer": elsewhere.issuer() }))),
        ("keys elsewhere", description(json!({ "jwks_uri": place("/keys") }))),
        ("tokens elsewhere", description(json!({ "token_endpoint": place("/token") }))),
        ("people elsewhere", description(json!({ "authorization_endpoint": place("/authorize") }))),
        ("no S256", description(json!({ "code_challenge_methods_supported": ["plain"] }))),
        (
            "a redirect",
            Box::new(move |says| says.sends_to = Some(format!("{address}/.well-known/openid-configuration"))),
        ),
        ("too long", Box::new(|says| says.padding = 300_000)),
        ("silence", Box::new(|says| says.is_silent = true)),
    ];
    for (what, lie) in lies {
        let door = door();
        door.links();
        lie(&mut door.provider.says.lock().unwrap());
        let answer = door.hub.request("GET", "/oidc/begin", &[], b"");
        assert!(is_refused(&answer), "{what}: {}", answer.head);
        *door.provider.says.lock().unwrap() = crate::provider::Says::default();
        assert_ne!(location(&door.hub.request("GET", "/oidc/begin", &[], b"")), REFUSED, "{what} is over");
    }
    assert!(elsewhere.says.lock().unwrap().asked.is_empty());
    let door = door();
    door.links();
    door.provider.says.lock().unwrap().description = json!({ "authorization_response_iss_parameter_supported": true });
    assert!(is_refused(&door.enters(|keys, claims| right(keys, &claims))), "it names itself, so it has to");
    let way = door.begins();
    door.says(right(&door.provider.keys, &door.claims(&way)));
    let iss = format!("http%3A%2F%2F127.0.0.1%3A{}", door.provider.at.port());
    let fields = format!("code=n&state={}&iss={iss}", way.query["state"]);
    assert_eq!(location(&door.returns_with(&fields, &way.cookie)), "/");
}

#[test]
fn the_code_is_asked_for_unless_the_provider_saw_a_second_factor() {
    let door = door_of(served_with(Policy::Required));
    door.links();
    let strong = |keys: &Keys, mut claims: Value| {
        claims["amr"] = json!(["pwd", "mfa"]);
        right(keys, &claims)
    };
    let entered = door.enters(strong);
    let lists = |cookie: &str| door.hub.post("user.list", json!({}), &[("x-pamoja", "1"), ("cookie", cookie)]);
    assert!(lists(&cookie(&entered, "pamoja_session").unwrap()).json["output"].is_object(), "strong enough");
    let weak = cookie(&door.enters(|keys, claims| right(keys, &claims)), "pamoja_session").unwrap();
    assert_eq!(lists(&weak).json["failure"]["code"], "access-refused-second-factor-needed");
    let does = |use_case: &str, input: Value| door.hub.post(use_case, input, &[("x-pamoja", "1"), ("cookie", &weak)]);
    let secret = does("user.begin_second_factor", json!({})).json["output"]["secret"].as_str().unwrap().to_owned();
    assert!(does("user.confirm_second_factor", json!({ "code": code(&secret, -1) })).json["output"].is_object());

    let entered = door.enters(|keys, claims| right(keys, &claims));
    assert!(cookie(&entered, "pamoja_session").is_none() && location(&entered) == "/");
    let ticket = cookie(&entered, "pamoja_ticket").unwrap();
    let shown = [("x-pamoja", "1"), ("cookie", ticket.as_str())];
    let state = door.hub.post("device.state", json!({}), &shown).json["output"].clone();
    assert_eq!((&state["stage"], &state["identity_provider"]["is_code_needed"]), (&json!("locked"), &json!(true)));
    assert_eq!(lists(&ticket).status, 401, "a ticket opens nothing");
    let confirms = |code: &str| door.hub.post("access.confirm", json!({ "code": code }), &shown);
    assert_eq!(confirms("000000").json["failure"]["code"], "access-refused-sign-in");
    let confirmed = confirms(&code(&secret, 0));
    assert!(lists(&cookie(&confirmed, "pamoja_session").unwrap()).json["output"].is_object());
    assert_eq!(confirms(&code(&secret, 1)).json["failure"]["code"], "access-refused-identity-over", "once");
    assert!(cookie(&door.enters(strong), "pamoja_session").is_some(), "what the provider saw is still enough");
}

#[test]
fn without_a_provider_there_is_no_such_door() {
    let hub = served();
    for path in ["/oidc/begin", "/oidc/return?code=c&state=s"] {
        assert_eq!(hub.request("GET", path, &[], b"").status, 404);
    }
    assert!(hub.post("device.state", json!({}), &[("x-pamoja", "1")]).json["output"]["identity_provider"].is_null());
    let refused = hub.post("access.confirm", json!({ "code": "000000" }), &[("x-pamoja", "1")]);
    assert_eq!(refused.json["failure"]["code"], "access-refused-identity-over");
}
