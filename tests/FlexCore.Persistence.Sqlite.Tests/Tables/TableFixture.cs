using FlexCore.Persistence.Schema;
using FlexCore.Persistence.Sqlite.Database;
using FlexCore.Persistence.Sqlite.Opening;

namespace FlexCore.Persistence.Sqlite.Tests.Tables;

/// <summary>An empty store file with today's schema, and no writer: the tables are used directly.</summary>
internal sealed class TableFixture : IDisposable
{
    private readonly TempFolder _folder;

    private TableFixture(SqliteDatabase database, TempFolder folder)
    {
        Database = database;
        _folder = folder;
    }

    public SqliteDatabase Database { get; }

    public static async Task<TableFixture> CreateAsync()
    {
        var folder = new TempFolder();
        return new TableFixture(await StoreFile.OpenAsync(folder.Database, 0, SqlScripts.Load(typeof(SqliteStore).Assembly), CancellationToken.None), folder);
    }

    public void Dispose()
    {
        Database.Dispose();
        _folder.Dispose();
    }
}
