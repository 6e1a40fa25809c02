using FlexCore.Application.Projections.Store;
using FlexCore.Domain;
using FlexCore.Persistence.Sqlite.Database;

namespace FlexCore.Persistence.Sqlite.ReadModels;

/// <summary>Documents of generations. Used by one thread at a time.</summary>
internal sealed unsafe class DocumentTable(SqliteDatabase database)
{
    private const string Columns = "tenant, kind, key, aggregate_type, data, stamps, version, events, created_ticks, updated_ticks";

    private readonly SqliteStatement _load = database.Prepare($"SELECT {Columns} FROM document WHERE generation = ?1 AND tenant = ?2 AND kind = ?3 AND key = ?4");

    private readonly SqliteStatement _page = database.Prepare(
        $"SELECT {Columns} FROM document WHERE generation = ?1 AND tenant = ?2 AND (kind, key) > (?3, ?4) ORDER BY kind, key LIMIT ?5");

    private readonly SqliteStatement _byKey = database.Prepare(
        $"SELECT {Columns} FROM document WHERE generation = ?1 AND tenant = ?2 AND key = ?3 ORDER BY updated_ticks DESC, kind LIMIT ?4");

    private readonly SqliteStatement _newest = database.Prepare(
        $"SELECT {Columns} FROM document WHERE generation = ?1 AND tenant = ?2 ORDER BY updated_ticks DESC, kind, key LIMIT ?3");

    private readonly SqliteStatement _save = database.Prepare($"INSERT OR REPLACE INTO document (generation, {Columns}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)");

    private readonly SqliteStatement _delete = database.Prepare("DELETE FROM document WHERE generation = ?1 AND tenant = ?2 AND kind = ?3 AND key = ?4");

    private readonly SqliteStatement _sweep = database.Prepare(
        "DELETE FROM document WHERE generation = ?1 AND (tenant, kind, key) IN (SELECT tenant, kind, key FROM document WHERE generation = ?1 LIMIT ?2) RETURNING 1");

    public StoredReadModel? Find(long generation, ReadModelKey key)
    {
        BindKey(_load, generation, key);
        return ReadAll(_load).FirstOrDefault();
    }

    public List<StoredReadModel> Query(ReadModelQuery query)
    {
        var (statement, place) = query switch
        {
            { Key: { } key } => (_byKey, BindText(_byKey, 3, key)),
            { NewestFirst: true } => (_newest, 3),
            _ => (_page, BindText(_page, 3, query.After?.Kind ?? "", query.After?.Key ?? "")),
        };
        statement.Bind(1, query.Generation);
        statement.BindText(2, query.Tenant.Value);
        statement.Bind(place, query.Max);
        return ReadAll(statement);
    }

    public void Apply(long generation, in ReadModelChange change)
    {
        if (change.Document is not { } document)
        {
            BindKey(_delete, generation, change.Key);
            _delete.Run();
            return;
        }

        fixed (byte* data = document.Data.Span)
        fixed (byte* stamps = document.Stamps.Span)
        {
            BindKey(_save, generation, change.Key);
            _save.BindText(5, document.AggregateType);
            _save.BindPinnedText(6, data, document.Data.Length);
            if (document.Stamps.IsEmpty)
            {
                _save.BindText(7, "");
            }
            else
            {
                _save.BindPinnedText(7, stamps, document.Stamps.Length);
            }

            _save.Bind(8, document.Version);
            _save.Bind(9, document.Events);
            _save.Bind(10, document.CreatedAt.UtcTicks);
            _save.Bind(11, document.UpdatedAt.UtcTicks);
            _save.Run();
        }
    }

    /// <summary>Deletes some documents of a generation.</summary>
    /// <returns>How many; fewer than asked for when none is left.</returns>
    public int Sweep(long generation, int max)
    {
        _sweep.Bind(1, generation);
        _sweep.Bind(2, max);
        var count = 0;
        while (_sweep.Step())
        {
            count++;
        }

        _sweep.Reset();
        return count;
    }

    private static void BindKey(SqliteStatement statement, long generation, in ReadModelKey key)
    {
        statement.Bind(1, generation);
        statement.BindText(2, key.Tenant.Value);
        statement.BindText(3, key.Kind);
        statement.BindText(4, key.Key);
    }

    /// <returns>The number of the next parameter.</returns>
    private static int BindText(SqliteStatement statement, int first, params ReadOnlySpan<string> texts)
    {
        foreach (var text in texts)
        {
            statement.BindText(first++, text);
        }

        return first;
    }

    private static List<StoredReadModel> ReadAll(SqliteStatement statement)
    {
        var found = new List<StoredReadModel>();
        try
        {
            while (statement.Step())
            {
                var key = new ReadModelKey(new TenantId(statement.Text(0)), statement.Text(1), statement.Text(2));
                found.Add(new StoredReadModel(key, statement.Text(3), statement.Bytes(4).ToArray(), statement.Number(6), statement.Number(7), Time(statement.Number(8)), Time(statement.Number(9)))
                {
                    Stamps = statement.Bytes(5).ToArray(),
                });
            }
        }
        finally
        {
            statement.Reset();
        }

        return found;
    }

    private static DateTimeOffset Time(long ticks) => new(ticks, TimeSpan.Zero);
}
