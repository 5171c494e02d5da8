//! Files that are made, not written. Each is compared by `tidy`, so that a stale one stops the build.

use std::fs;
use std::path::Path;

use crate::{openapi, permissions, typescript};

/// A generated file: the command that makes it, and where it lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Generated {
    /// The TypeScript client.
    Bindings,
    /// The picture of the store's tables after all migrations.
    Schema,
    /// The permission table.
    Permissions,
    /// The hub's console for programs.
    OpenApi,
}

impl Generated {
    /// Every one.
    pub const ALL: [Self; 4] = [Self::Bindings, Self::Schema, Self::Permissions, Self::OpenApi];

    /// The command's name.
    pub const fn command(self) -> &'static str {
        match self {
            Self::Bindings => "bindings",
            Self::Schema => "schema",
            Self::Permissions => "permissions",
            Self::OpenApi => "openapi",
        }
    }

    /// Where the file lies in the checkout.
    pub const fn path(self) -> &'static str {
        match self {
            Self::Bindings => "ui/src/lib/api/generated.ts",
            Self::Schema => "migrations/schema.sql",
            Self::Permissions => "docs/permissions.md",
            Self::OpenApi => "docs/openapi.json",
        }
    }

    /// What the file must say.
    ///
    /// # Errors
    /// A sentence saying why it cannot be made.
    pub fn text(self) -> Result<String, String> {
        match self {
            Self::Bindings => typescript::client(),
            Self::Schema => store::migrate::schema().map_err(|fault| fault.to_string()),
            Self::Permissions => Ok(permissions::page()),
            Self::OpenApi => openapi::document(),
        }
    }

    /// Writes it; answers whether it was stale.
    ///
    /// # Errors
    /// A sentence saying why it was not written.
    pub fn write(self, root: &Path) -> Result<bool, String> {
        let text = self.text()?;
        if self.is_current(root, &text) {
            return Ok(false);
        }
        fs::write(root.join(self.path()), text).map_err(|error| format!("{}: {error}", self.path()))?;
        Ok(true)
    }

    /// Compares it; a sentence when it is stale.
    pub fn check(self, root: &Path) -> Option<String> {
        match self.text() {
            Ok(text) if self.is_current(root, &text) => None,
            Ok(_) => Some(format!("{} is stale: run `cargo run -p xtask -- {}`", self.path(), self.command())),
            Err(problem) => Some(format!("{} cannot be made: {problem}", self.path())),
        }
    }

    fn is_current(self, root: &Path, text: &str) -> bool {
        fs::read_to_string(root.join(self.path())).is_ok_and(|found| found == text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_file_is_stale_and_a_written_one_is_not() {
        let folder = std::env::temp_dir().join(format!("pamoja-xtask-{}", std::process::id()));
        fs::create_dir_all(folder.join("docs")).unwrap();
        let page = Generated::Permissions;
        assert!(page.check(&folder).unwrap().contains("xtask -- permissions"));
        assert!(page.write(&folder).unwrap());
        assert!(page.check(&folder).is_none());
        assert!(!page.write(&folder).unwrap());
        fs::remove_dir_all(folder).unwrap();
    }
}
