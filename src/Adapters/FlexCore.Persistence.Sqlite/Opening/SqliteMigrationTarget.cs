using FlexCore.Persistence.Schema;
using FlexCore.Persistence.Sqlite.Database;

namespace FlexCore.Persistence.Sqlite.Opening;

/// <summary>Applies migrations to a SQLite file. The version is SQLite's own <c>user_version</c>, which a transaction covers.</summary>
internal sealed class SqliteMigrationTarget(SqliteDatabase database) : IMigrationTarget
{
    public string Location => database.Path;

    // The exclusive transaction of each script is the lock; the data folder's lock already keeps other processes out.
    public ValueTask<IAsyncDisposable> LockAsync(CancellationToken cancellationToken)
    {
        database.Execute("BEGIN EXCLUSIVE");
        return new ValueTask<IAsyncDisposable>(new Transaction(database));
    }

    public ValueTask<int> ReadVersionAsync(CancellationToken cancellationToken) => new((int)database.QueryNumber("PRAGMA user_version"));

    public ValueTask ApplyAsync(SqlScript script, CancellationToken cancellationToken)
    {
        database.Execute("SAVEPOINT migration");
        try
        {
            database.Execute(script.Text);
            database.Execute($"PRAGMA user_version = {script.Number}");
        }
        catch
        {
            database.Execute("ROLLBACK TO migration");
            throw;
        }
        finally
        {
            database.Execute("RELEASE migration");
        }

        return ValueTask.CompletedTask;
    }

    private sealed class Transaction(SqliteDatabase database) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            database.Execute("COMMIT");
            return ValueTask.CompletedTask;
        }
    }
}
