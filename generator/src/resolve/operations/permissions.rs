//! Who may call an operation: what the page says about its routes, which may be fewer than those of the page.

use crate::model::{Operation, Permissions};

/// Says it once where the routes agree, and for all routes together where they do not.
pub(crate) fn settle(operation: &mut Operation) {
    let own: Option<Vec<&Permissions>> = operation
        .routes
        .iter()
        .map(|route| route.permissions.as_ref())
        .collect();
    let Some(own) = own.filter(|own| !own.is_empty()) else {
        return;
    };
    let mut all = Permissions::default();
    own.iter().for_each(|permissions| all.extend(permissions));
    let agree = own
        .iter()
        .all(|permissions| Some(permissions) == own.first());
    operation.permissions = all;
    if agree {
        for route in &mut operation.routes {
            if let Some(own) = route.permissions.take() {
                operation.permissions = own;
            }
        }
    }
}
