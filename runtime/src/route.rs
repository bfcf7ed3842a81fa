//! Paths: the template of a route, filled with values that cannot change which route it is.

use std::borrow::Cow;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::error::InvalidRequest;

/// What one segment of a path is encoded with: everything but the unreserved characters and `@`, which
/// separates nothing and keeps mail addresses legible.
const SEGMENT: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'@');

/// Fills the slots of a template, in order.
///
/// - `{}`: one segment
/// - `{+}`: a path, whose `/` separate segments
/// - `{'}`: a string literal of OData, in single quotes
/// - `{=}`: a bare literal of OData: a number, a GUID, a date
pub(crate) fn fill(template: &str, values: &[&str]) -> Result<String, InvalidRequest> {
    let mut path = String::with_capacity(template.len() + 32);
    let mut values = values.iter();
    let mut rest = template;
    while let Some((fixed, after)) = rest.split_once('{') {
        let (slot, after) = after
            .split_once('}')
            .ok_or_else(|| InvalidRequest::Template(template.into()))?;
        let value = values
            .next()
            .ok_or_else(|| InvalidRequest::Template(template.into()))?;
        path.push_str(fixed);
        match slot {
            "" | "=" => push_segment(&mut path, value, template)?,
            "+" => push_path(&mut path, value, template)?,
            "'" => push_literal(&mut path, value),
            _ => return Err(InvalidRequest::Template(template.into())),
        }
        rest = after;
    }
    if values.next().is_some() {
        return Err(InvalidRequest::Template(template.into()));
    }
    path.push_str(rest);
    Ok(path)
}

fn push_segment(path: &mut String, value: &str, template: &str) -> Result<(), InvalidRequest> {
    match value {
        "" => Err(InvalidRequest::EmptyId(template.into())),
        "." | ".." => Err(InvalidRequest::DotSegment(template.into())),
        _ => {
            path.extend(utf8_percent_encode(value, SEGMENT));
            Ok(())
        }
    }
}

fn push_path(path: &mut String, value: &str, template: &str) -> Result<(), InvalidRequest> {
    let trimmed = value.strip_prefix('/').unwrap_or(value);
    for (index, segment) in trimmed.split('/').enumerate() {
        if index > 0 {
            path.push('/');
        }
        push_segment(path, segment, template)?;
    }
    Ok(())
}

fn push_literal(path: &mut String, value: &str) {
    let doubled: Cow<'_, str> = if value.contains('\'') {
        value.replace('\'', "''").into()
    } else {
        value.into()
    };
    path.push('\'');
    // Encoded, so that nothing in the literal ends the segment; the service decodes before it reads.
    path.extend(utf8_percent_encode(&doubled, SEGMENT));
    path.push('\'');
}

#[cfg(test)]
mod tests;
