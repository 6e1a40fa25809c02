using FlexCore.Application.Feed;
using FlexCore.Persistence.Faults;
using FlexCore.Persistence.Sqlite.Database;

namespace FlexCore.Persistence.Sqlite.Keys;

/// <summary>The file beside the store that holds the keys of persons: not part of the log, and not append-only.</summary>
/// <remarks>
/// One connection, used by one caller at a time; further ones wait. What is deleted is overwritten (<c>secure_delete</c>), and the rollback journal, which has the older pages for the time of a commit,
/// is overwritten with zeros and stays, so that neither file keeps what was destroyed. Readable by its owner only.
/// </remarks>
internal sealed class KeyFile : IAsyncDisposable
{
    /// <summary>Its name in the data folder.</summary>
    public const string FileName = "subject_keys.db";

    private const long ShapeVersion = 1;

    private const string Schema = """
        CREATE TABLE owner (identity TEXT NOT NULL);
        CREATE TABLE subject_key (
          tenant TEXT NOT NULL, subject TEXT NOT NULL, key_id BLOB NOT NULL, master_id TEXT NOT NULL, wrapped BLOB NOT NULL, created_ticks INTEGER NOT NULL, forgotten_ticks INTEGER,
          PRIMARY KEY (tenant, subject)) WITHOUT ROWID;
        """;

    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly Dictionary<string, SqliteStatement> _statements = new(StringComparer.Ordinal);
    private readonly SqliteDatabase _database;
    private bool _disposed;

    private KeyFile(SqliteDatabase database) => _database = database;

    /// <summary>Opens the file, or makes it.</summary>
    /// <param name="folder">The data folder.</param>
    /// <param name="identity">The store that it must belong to.</param>
    /// <exception cref="StoreException">The file is damaged, of another store or of a newer version, or the folder cannot be written. Nothing was changed.</exception>
    public static KeyFile Open(string folder, StoreIdentity identity)
    {
        var path = Path.Combine(folder, FileName);
        var database = SqliteDatabase.OpenWriter(path);
        try
        {
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            }

            database.QueryText("PRAGMA journal_mode = PERSIST");
            database.Execute("PRAGMA synchronous = FULL");
            database.Execute("PRAGMA secure_delete = ON");
            var version = database.QueryNumber("PRAGMA user_version");
            if (version == 0)
            {
                Create(database, identity);
            }
            else if (version != ShapeVersion || database.QueryText("SELECT identity FROM owner") != identity.Id.ToString())
            {
                throw new StoreException(
                    StoreFault.Mismatch,
                    path,
                    $"The file '{path}' belongs to another store, or was written by a newer FlexCore (version {version}, this program knows {ShapeVersion}). Put the file that belongs to this data folder there. Nothing was changed.");
            }

            return new KeyFile(database);
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>Works with the file in one transaction, which ends with the work: all of it, durable, or after an error nothing.</summary>
    /// <param name="work">The work.</param>
    /// <param name="cancellationToken">Stops waiting for the file.</param>
    public async ValueTask<T> RunAsync<T>(Func<KeyFile, T> work, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_disposed)
            {
                throw new StoreException(StoreFault.Stopped, _database.Path, $"The store '{_database.Path}' is closed.");
            }

            _database.Execute("BEGIN IMMEDIATE");
            var result = work(this);
            _database.Execute("COMMIT");
            return result;
        }
        finally
        {
            if (!_disposed)
            {
                _database.Rollback();
            }

            _gate.Release();
        }
    }

    /// <summary>A statement, compiled once.</summary>
    /// <param name="sql">The statement.</param>
    public SqliteStatement Statement(string sql)
    {
        if (!_statements.TryGetValue(sql, out var statement))
        {
            _statements[sql] = statement = _database.Prepare(sql);
        }

        return statement;
    }

    /// <summary>Overwrites what a rollback journal has of the last commits. Called outside a transaction, after a key was destroyed.</summary>
    public async ValueTask WipeJournalAsync()
    {
        await _gate.WaitAsync().ConfigureAwait(false);
        try
        {
            if (!_disposed)
            {
                // SQLite keeps the journal's pages behind a zeroed header; changing the mode deletes the file, and its bytes are overwritten first.
                Overwrite($"{_database.Path}-journal");
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Closes the file when the work that has it is done. What comes later is refused.</summary>
    public async ValueTask DisposeAsync()
    {
        await _gate.WaitAsync().ConfigureAwait(false);
        _disposed = true;
        _database.Dispose();
        _gate.Release();
    }

    private static void Overwrite(string path)
    {
        if (!File.Exists(path))
        {
            return;
        }

        try
        {
            using var journal = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
            var zeros = new byte[4_096];
            for (var left = journal.Length; left > 0; left -= zeros.Length)
            {
                journal.Write(zeros.AsSpan(..(int)Math.Min(left, zeros.Length)));
            }

            journal.Flush(flushToDisk: true);
        }
        catch (IOException error)
        {
            throw new StoreException(StoreFault.InputOutput, path, $"The key was destroyed, but '{path}' could not be overwritten: {error.Message} Do it again.", error);
        }
    }

    private static void Create(SqliteDatabase database, StoreIdentity identity)
    {
        database.Execute("BEGIN IMMEDIATE");
        database.Execute(Schema);
        using (var insert = database.Prepare("INSERT INTO owner VALUES (?1)"))
        {
            insert.BindText(1, identity.Id.ToString());
            insert.Run();
        }

        database.Execute($"PRAGMA user_version = {ShapeVersion}");
        database.Execute("COMMIT");
    }
}
