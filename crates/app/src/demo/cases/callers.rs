//! The people who come with cases: made up, some of them more than once.

use catsup_model::{Language, case::Person, text::Email};

use crate::{App, demo::chance::Chance};

/// How many people there are in each language.
const PEOPLE: [usize; 2] = [1_700, 420];

const FIRST: [[&str; 20]; 2] = [
    [
        "Alice", "Ben", "Carla", "Dev", "Ellen", "Frank", "Grace", "Hugh", "Imani", "Joel", "Kim", "Liam",
        "Mei", "Nora", "Omar", "Priya", "Quentin", "Ruth", "Sam", "Tessa",
    ],
    [
        "Ana", "Beatriz", "Carlos", "Diego", "Elena", "Felipe", "Gloria", "Hugo", "Irene", "Javier", "Karla",
        "Luis", "Marta", "Noelia", "Oscar", "Pilar", "Ramón", "Sofía", "Tomás", "Yolanda",
    ],
];
const LAST: [[&str; 20]; 2] = [
    [
        "Adler", "Brooks", "Chen", "Dalton", "Ellis", "Foster", "Grant", "Hayes", "Ivers", "Jensen",
        "Kowalski", "Lowe", "Murphy", "Nguyen", "Okoye", "Patel", "Quinn", "Rossi", "Stone", "Tran",
    ],
    [
        "Aguilar", "Bravo", "Castro", "Díaz", "Escobar", "Flores", "Gómez", "Herrera", "Ibarra", "Juárez",
        "Lara", "Medina", "Núñez", "Ortiz", "Paredes", "Quiroga", "Ríos", "Salas", "Torres", "Vega",
    ],
];

/// Somebody of this language. Who comes again has the same name and address.
pub(super) fn somebody(app: &App, chance: &mut Chance, language: Language, leaves_address: f64) -> Person {
    let of = usize::from(language == Language::Es);
    let number = chance.below(PEOPLE[of]);
    let (first, last) = (FIRST[of][number % 20], LAST[of][number / 20 % 20]);
    let address = format!("{}.{}{number}@mail.example", plain(first), plain(last));
    let email = Email::parse(&address).ok().filter(|_| chance.happens(leaves_address));
    let phone = if email.is_none() || chance.happens(0.25) {
        format!("202 555 01{:02}", number % 100)
    } else {
        String::new()
    };
    let customer = email.as_ref().map(|email| app.keys().customer(email.as_str()).0);
    Person { name: format!("{first} {last}"), email, phone, language, customer }
}

/// Small letters without marks.
fn plain(name: &str) -> String {
    let plain = |letter: char| match letter {
        'á' => 'a',
        'é' => 'e',
        'í' => 'i',
        'ó' => 'o',
        'ú' => 'u',
        'ñ' => 'n',
        other => other,
    };
    name.to_lowercase().chars().map(plain).collect()
}
