//! The disk under plain SQLite: it serves, it loses what a weak setting does not keep, and it fails when it is told to.

use crash::{Disk, Fault, FaultKind, Files, Loss, PowerCuts, Synchronous, Vfs};
use rusqlite::{Connection, OpenFlags};

const PATH: &str = "/memory/test.db";

fn open(vfs: &Vfs, journal: &str) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
    let connection = Connection::open_with_flags_and_vfs(PATH, flags, vfs.name())?;
    connection.execute_batch(&format!("PRAGMA synchronous = EXTRA; PRAGMA journal_mode = {journal};"))?;
    Ok(connection)
}

fn count(connection: &Connection) -> rusqlite::Result<i64> {
    connection.query_row("SELECT count(*) FROM line", [], |row| row.get(0))
}

/// How many cuts lose an acknowledged line or leave a file that is not sound.
fn losses(journal: &str, synchronous: Option<Synchronous>, loss: Loss) -> (usize, usize) {
    let vfs = Vfs::new();
    let disk: &Disk = vfs.disk();
    disk.weaken(synchronous);
    let connection = open(&vfs, journal).unwrap();
    connection.execute_batch("CREATE TABLE line (id INTEGER PRIMARY KEY, text TEXT)").unwrap();
    let base = disk.files();
    disk.record();
    let mut acknowledged = Vec::new();
    for line in 0..20 {
        connection.execute("INSERT INTO line (text) VALUES (?1)", ["x".repeat(100 * line)]).unwrap();
        acknowledged.push(disk.recorded());
        if line == 10 && journal == "WAL" {
            connection.execute_batch("PRAGMA wal_checkpoint").unwrap();
        }
    }
    let ops = disk.recording();
    drop(connection);
    let (mut cuts, mut lost) = (0, 0);
    for cut in PowerCuts::new(base, &ops, loss, 5) {
        let least = acknowledged.iter().filter(|at| **at <= cut.at).count() as i64;
        disk.load(cut.files);
        let found = open(&vfs, journal).and_then(|connection| {
            let sound: String = connection.query_row("PRAGMA integrity_check", [], |row| row.get(0))?;
            Ok((sound, count(&connection)?))
        });
        cuts += 1;
        lost += usize::from(
            !matches!(found, Ok((sound, lines)) if sound == "ok" && (lines == least || lines == least + 1)),
        );
    }
    (cuts, lost)
}

#[test]
fn what_was_acknowledged_outlives_every_cut() {
    for journal in ["WAL", "DELETE"] {
        for loss in Loss::WAYS {
            let (cuts, lost) = losses(journal, None, loss);
            assert!(cuts > 60, "{cuts}");
            assert_eq!(lost, 0, "{journal} {loss:?}");
        }
    }
}

#[test]
fn a_weak_setting_is_found_out() {
    for journal in ["WAL", "DELETE"] {
        assert!(losses(journal, Some(Synchronous::Off), Loss::None).1 > 10, "{journal}");
        assert!(losses(journal, Some(Synchronous::Off), Loss::Random).1 > 10, "{journal}");
    }
    assert!(losses("WAL", Some(Synchronous::Normal), Loss::None).1 > 10);
}

#[test]
fn an_operation_fails_when_it_is_told_to_and_the_next_one_does_not() {
    let vfs = Vfs::new();
    let disk = vfs.disk();
    let connection = open(&vfs, "WAL").unwrap();
    connection.execute_batch("CREATE TABLE line (id INTEGER PRIMARY KEY, text TEXT)").unwrap();
    let insert = || connection.execute("INSERT INTO line (text) VALUES ('a')", []);
    for kind in [FaultKind::Sync, FaultKind::ShortWrite, FaultKind::Full] {
        let before = count(&connection).unwrap();
        disk.fail(Some(Fault { kind, at: 0 }));
        assert!(insert().is_err(), "{kind:?}");
        assert!(disk.has_failed());
        assert_eq!(kind == FaultKind::Full, insert().is_err(), "{kind:?}: a full disk stays full");
        disk.fail(None);
        insert().unwrap();
        assert!(count(&connection).unwrap() > before);
    }
}

#[test]
fn connections_share_and_wait_for_each_other() {
    let vfs = Vfs::new();
    let (one, two) = (open(&vfs, "WAL").unwrap(), open(&vfs, "WAL").unwrap());
    two.busy_timeout(std::time::Duration::ZERO).unwrap();
    one.execute_batch("CREATE TABLE line (id INTEGER PRIMARY KEY, text TEXT)").unwrap();
    one.execute_batch("BEGIN IMMEDIATE; INSERT INTO line (text) VALUES ('a')").unwrap();
    assert_eq!(count(&two).unwrap(), 0, "what is not committed is not seen");
    assert!(two.execute_batch("BEGIN IMMEDIATE").is_err(), "one writes at a time");
    one.execute_batch("COMMIT").unwrap();
    assert_eq!(count(&two).unwrap(), 1);
    drop(one);
    drop(two);
    let files: Files = vfs.disk().files();
    assert_eq!(files.keys().collect::<Vec<_>>(), [PATH], "the log is gone after the last connection");
}
