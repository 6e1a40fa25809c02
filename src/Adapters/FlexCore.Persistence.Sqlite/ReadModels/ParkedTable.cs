using FlexCore.Application.Projections.Store;
using FlexCore.Domain;
using FlexCore.Persistence.Sqlite.Database;

namespace FlexCore.Persistence.Sqlite.ReadModels;

/// <summary>Parked events of generations. Used by one thread at a time.</summary>
internal sealed class ParkedTable(SqliteDatabase database)
{
    private const string Columns = "shard, shard_offset, group_key, stream, version, type, reason, attempts, parked_ticks, retry_ticks";

    private readonly SqliteStatement _list = database.Prepare($"SELECT {Columns} FROM parked WHERE generation = ?1 ORDER BY shard, shard_offset LIMIT ?2");

    private readonly SqliteStatement _count = database.Prepare("SELECT count(*) FROM parked WHERE generation = ?1");

    private readonly SqliteStatement _save = database.Prepare($"INSERT OR REPLACE INTO parked (generation, {Columns}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)");

    private readonly SqliteStatement _saveForGood = database.Prepare(
        $"INSERT OR REPLACE INTO parked (generation, {Columns}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, NULL)");

    private readonly SqliteStatement _release = database.Prepare("DELETE FROM parked WHERE generation = ?1 AND shard = ?2 AND shard_offset = ?3 RETURNING group_key");

    private readonly SqliteStatement _forget = database.Prepare("DELETE FROM parked WHERE generation = ?1");

    private readonly SqliteStatement _redrive = database.Prepare(
        "UPDATE parked SET retry_ticks = ?2, attempts = 0 WHERE generation = ?1 AND (?3 = '' OR group_key = ?3) RETURNING 1");

    public List<ParkedEvent> List(long generation, int max)
    {
        var found = new List<ParkedEvent>();
        _list.Bind(1, generation);
        _list.Bind(2, max);
        while (_list.Step())
        {
            var retry = _list.Number(9);
            found.Add(new ParkedEvent(
                _list.Text(2), EntityId.Parse(_list.Text(3)), _list.Number(4), (int)_list.Number(0), _list.Number(1), _list.Text(5), _list.Text(6), (int)_list.Number(7),
                new DateTimeOffset(_list.Number(8), TimeSpan.Zero), retry == 0 ? null : new DateTimeOffset(retry, TimeSpan.Zero)));
        }

        _list.Reset();
        return found;
    }

    public long Count(long generation)
    {
        _count.Bind(1, generation);
        var count = _count.Step() ? _count.Number(0) : 0;
        _count.Reset();
        return count;
    }

    public void Save(long generation, ParkedEvent parked)
    {
        var statement = parked.RetryAt is null ? _saveForGood : _save;
        statement.Bind(1, generation);
        statement.Bind(2, parked.Shard);
        statement.Bind(3, parked.Offset);
        statement.BindText(4, parked.Group);
        statement.BindText(5, parked.Stream.StreamId);
        statement.Bind(6, parked.Version);
        statement.BindText(7, parked.Type);
        statement.BindText(8, parked.Reason);
        statement.Bind(9, parked.Attempts);
        statement.Bind(10, parked.ParkedAt.UtcTicks);
        if (parked.RetryAt is { } retry)
        {
            statement.Bind(11, retry.UtcTicks);
        }

        statement.Run();
    }

    /// <returns>The group that the event waited in, or <see langword="null"/> when there is none.</returns>
    public string? Release(long generation, int shard, long offset)
    {
        _release.Bind(1, generation);
        _release.Bind(2, shard);
        _release.Bind(3, offset);
        var group = _release.Step() ? _release.Text(0) : null;
        _release.Reset();
        return group;
    }

    /// <param name="generation">The generation.</param>
    /// <param name="group">The group; empty for all.</param>
    /// <param name="now">The time.</param>
    /// <returns>How many events will be tried.</returns>
    public int Redrive(long generation, string group, DateTimeOffset now)
    {
        _redrive.Bind(1, generation);
        _redrive.Bind(2, now.UtcTicks);
        _redrive.BindText(3, group);
        var count = 0;
        while (_redrive.Step())
        {
            count++;
        }

        _redrive.Reset();
        return count;
    }

    public void Forget(long generation)
    {
        _forget.Bind(1, generation);
        _forget.Run();
    }
}
