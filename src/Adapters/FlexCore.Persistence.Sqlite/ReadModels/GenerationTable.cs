using FlexCore.Application.Feed;
using FlexCore.Application.Projections.Store;
using FlexCore.Persistence.Sqlite.Database;

namespace FlexCore.Persistence.Sqlite.ReadModels;

/// <summary>Projections and their generations. Used by one thread at a time.</summary>
internal sealed class GenerationTable(SqliteDatabase database)
{
    private readonly SqliteStatement _projections = database.Prepare("SELECT name, live, paused, definition FROM projection ORDER BY name");

    private readonly SqliteStatement _generations = database.Prepare(
        "SELECT id, projection, fingerprint, created_ticks, until_ticks, bound, swaps_itself, fault FROM generation ORDER BY id");

    private readonly SqliteStatement _exists = database.Prepare("SELECT 1 FROM generation WHERE id = ?1");

    private readonly SqliteStatement _insert = database.Prepare(
        "INSERT INTO generation (projection, fingerprint, created_ticks, until_ticks, bound, swaps_itself) VALUES (?1, ?2, ?3, nullif(?4, 0), nullif(?5, '-'), ?6)");

    private readonly SqliteStatement _put = database.Prepare("""
        INSERT INTO projection (name, live, paused, definition) VALUES (?1, ?2, 0, ?3)
        ON CONFLICT (name) DO UPDATE SET live = iif(?4, excluded.live, live), definition = iif(?5, excluded.definition, definition)
        """);

    private readonly SqliteStatement _live = database.Prepare("UPDATE projection SET live = ?2 WHERE name = ?1");

    private readonly SqliteStatement _pause = database.Prepare("UPDATE projection SET paused = ?2 WHERE name = ?1 RETURNING 1");

    private readonly SqliteStatement _fault = database.Prepare("UPDATE generation SET fault = nullif(?2, '') WHERE id = ?1");

    private readonly SqliteStatement _settled = database.Prepare("UPDATE generation SET swaps_itself = 0 WHERE id = ?1");

    private readonly SqliteStatement _forget = database.Prepare("DELETE FROM generation WHERE id = ?1");

    private readonly SqliteStatement _remove = database.Prepare("DELETE FROM projection WHERE name = ?1");

    private readonly SqliteStatement _changed = database.Prepare("UPDATE change SET number = number + 1");

    public List<ProjectionRow> List()
    {
        var generations = new List<GenerationRow>();
        while (_generations.Step())
        {
            var until = _generations.Number(4);
            var (bound, fault) = (_generations.Text(5), _generations.Text(7));
            generations.Add(new GenerationRow(_generations.Number(0), _generations.Text(1), _generations.Text(2), Time(_generations.Number(3)))
            {
                Until = until == 0 ? null : Time(until),
                Bound = bound.Length == 0 ? null : FeedCursor.Parse(bound.TrimStart('=')),
                SwapsItself = _generations.Number(6) != 0,
                Fault = fault.Length == 0 ? null : fault,
            });
        }

        _generations.Reset();
        var of = generations.ToLookup(static generation => generation.Projection, StringComparer.Ordinal);
        var found = new List<ProjectionRow>();
        while (_projections.Step())
        {
            var name = _projections.Text(0);
            found.Add(new ProjectionRow(name, _projections.Number(1), _projections.Number(2) != 0, _projections.Text(3), [.. of[name]]));
        }

        _projections.Reset();
        return found;
    }

    public ProjectionRow? Find(string name) => List().Find(row => row.Name == name);

    public bool Exists(long generation)
    {
        _exists.Bind(1, generation);
        var exists = _exists.Step();
        _exists.Reset();
        return exists;
    }

    public long Insert(NewGeneration generation)
    {
        _insert.BindText(1, generation.Projection);
        _insert.BindText(2, generation.Fingerprint);
        _insert.Bind(3, generation.CreatedAt.UtcTicks);
        _insert.Bind(4, generation.Until?.UtcTicks ?? 0);

        // A mark before the cursor, because the cursor of an empty store is an empty text and still a bound.
        _insert.BindText(5, generation.Bound is { } bound ? $"={bound}" : "-");
        _insert.Bind(6, generation.SwapsItself ? 1 : 0);
        _insert.Run();
        return database.LastInsertedRow;
    }

    public void Put(NewGeneration generation, long id)
    {
        _put.BindText(1, generation.Projection);
        _put.Bind(2, id);
        _put.BindText(3, generation.Definition ?? "");
        _put.Bind(4, generation.IsLiveAtOnce ? 1 : 0);
        _put.Bind(5, generation.Definition is null ? 0 : 1);
        _put.Run();
    }

    public void MakeLive(string projection, long generation)
    {
        _live.BindText(1, projection);
        _live.Bind(2, generation);
        _live.Run();
        _settled.Bind(1, generation);
        _settled.Run();
    }

    public bool Pause(string projection, bool paused)
    {
        _pause.BindText(1, projection);
        _pause.Bind(2, paused ? 1 : 0);
        var found = _pause.Step();
        _pause.Reset();
        return found;
    }

    public void SetFault(long generation, string? fault)
    {
        _fault.Bind(1, generation);
        _fault.BindText(2, fault ?? "");
        _fault.Run();
    }

    public void Forget(long generation)
    {
        _forget.Bind(1, generation);
        _forget.Run();
    }

    public void Remove(string projection)
    {
        _remove.BindText(1, projection);
        _remove.Run();
    }

    public void Changed() => _changed.Run();

    private static DateTimeOffset Time(long ticks) => new(ticks, TimeSpan.Zero);
}
