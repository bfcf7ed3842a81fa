//! Which part of a Response section answers which request, where both sections have headings of their own.

use crate::dialect::Headings;
use crate::page::Section;
use std::collections::BTreeSet;

/// Headings with fewer words in common than this speak of different things.
const ALIKE: f64 = 0.34;

/// For each request heading the part of the response whose heading is most like it. `None` unless every request has
/// one, and at least two parts are needed.
pub(crate) fn parts(
    headings: &Headings,
    requests: &[&Section<'_>],
    responses: &[(usize, &Section<'_>)],
) -> Option<Vec<usize>> {
    if requests.len() < 2 || responses.len() < 2 {
        return None;
    }
    let responses: Vec<(usize, BTreeSet<String>)> = responses
        .iter()
        .map(|(index, section)| (*index, words(headings, section)))
        .collect();
    let found: Option<Vec<usize>> = requests
        .iter()
        .map(|request| {
            let wanted = words(headings, request);
            let alike = responses
                .iter()
                .map(|(index, words)| (likeness(&wanted, words), *index));
            // The first of equals, whatever the order of the comparison.
            let best = alike.fold((ALIKE, None), |best, (score, index)| {
                if score > best.0 {
                    (score, Some(index))
                } else {
                    best
                }
            });
            best.1
        })
        .collect();
    let distinct: BTreeSet<usize> = found.iter().flatten().copied().collect();
    found.filter(|_| distinct.len() > 1)
}

/// The share of the words that two headings have in common.
fn likeness(a: &BTreeSet<String>, b: &BTreeSet<String>) -> f64 {
    let common = a.intersection(b).count();
    let all = a.union(b).count();
    if all == 0 {
        0.0
    } else {
        common as f64 / all as f64
    }
}

/// The words of a heading that carry meaning, without their endings.
fn words(headings: &Headings, section: &Section<'_>) -> BTreeSet<String> {
    section
        .slug
        .split('-')
        .filter(|word| !word.is_empty() && !headings.empty_words.is(word))
        .map(|word| stem(headings, word))
        .collect()
}

/// A word without its ending: `getting`, `gets` and `get` are one.
fn stem(headings: &Headings, word: &str) -> String {
    headings
        .endings
        .iter()
        .find_map(|ending| {
            word.strip_suffix(ending.as_str())
                .filter(|rest| rest.len() >= 3)
        })
        .unwrap_or(word)
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use camino::Utf8Path;

    fn read(requests: &[&str], responses: &[&str]) -> Option<Vec<usize>> {
        let headings: Vec<String> = requests
            .iter()
            .chain(responses)
            .map(|title| format!("## {title}\n"))
            .collect();
        let text = format!("---\n---\n{}", headings.concat());
        let page = crate::page::parse(
            Utf8Path::new("api/x.md"),
            &text,
            &crate::dialect::graph().annotations,
            &mut Vec::new(),
        );
        let sections: Vec<_> = page.sections.iter().skip(1).collect();
        let (requests, responses) = sections.split_at(requests.len());
        let responses: Vec<_> = responses
            .iter()
            .enumerate()
            .map(|(at, section)| (at, *section))
            .collect();
        parts(&crate::dialect::graph().headings, requests, &responses)
    }

    #[test]
    fn headings_find_their_like() {
        assert_eq!(
            read(
                &[
                    "Get the image",
                    "Get the details of an image",
                    "Get the details for one size"
                ],
                &[
                    "Response for getting the image",
                    "Response for getting the details of the image"
                ]
            ),
            Some(vec![0, 1, 1])
        );
    }

    #[test]
    fn other_headings_answer_nothing() {
        assert_eq!(
            read(
                &["Of a user", "Of a group"],
                &["Response code", "Response body"]
            ),
            None
        );
        assert_eq!(
            read(
                &["Get the image", "Get the size"],
                &["Response for getting the image"]
            ),
            None
        );
        assert_eq!(
            read(&["Get one", "Get one more"], &["Get one", "Drop all"]),
            None
        );
    }
}
